import type { Action } from '../../../src-shared/domain/action.ts';
import { type CommentLink, commentsField } from '../../../src-shared/domain/comment.ts';
import { type EndpointId, here, type TaskId, undo } from '../../../src-shared/domain/ids.ts';
import type { HistoryEntry } from '../../../src-shared/domain/run.ts';
import type { CommentLinkUndo, CommentsUndo } from '../../../src-shared/domain/undo.ts';
import { commentActions } from '../../../src-shared/sync/comment-actions.ts';
import type { CommentItem } from '../../../src-shared/sync/comment-rules.ts';
import { planTaskComments } from '../../../src-shared/sync/plan-comments.ts';
import type { SyncItem } from '../../../src-shared/sync/rules.ts';
import { planUndoComments } from '../../../src-shared/sync/undo-comments.ts';
import { commentPlaces, loadCommentItems } from '../engine/make-comment-plans.ts';
import { placeOf, type RunContext, timestamp } from '../engine/run-context.ts';
import type { Store } from '../store/store.ts';

/** One task that a run touched, as its undoing leaves it. */
export interface UndoneTask {
  readonly item: SyncItem;
  readonly title: string;
  /** A person wants back what was changed since as well. */
  readonly isInsisted?: boolean;
  /** What the run did to its comments, oldest first. */
  readonly entries: readonly HistoryEntry[];
}

export interface PlannedCommentsUndo extends CommentsUndo {
  readonly links: readonly CommentLink[];
  /** Here, and what the next run does at the services. */
  readonly actions: readonly Action[];
}

/** Plans the comments of some tasks. Stores nothing. */
export async function planCommentUndos(
  context: RunContext,
  tasks: readonly UndoneTask[],
): Promise<ReadonlyMap<TaskId, PlannedCommentsUndo>> {
  const touched = tasks.filter(({ entries }) => entries.length > 0);
  const planned = new Map<TaskId, PlannedCommentsUndo>();
  if (touched.length === 0) return planned;
  const places = commentPlaces(context);
  const loaded = await loadCommentItems(
    context,
    places,
    touched.map(({ item }) => item),
  );
  const items = new Map(loaded.map((item) => [item.task, item]));
  const nameOf = (endpoint: EndpointId): string => placeOf(context, endpoint)?.endpoint.name ?? endpoint;
  for (const { item, title, entries, isInsisted = false } of touched) {
    const own = items.get(item.taskId);
    if (!own) continue;
    const { comments, links } = own;
    const plan = planUndoComments({ comments, links, entries, nameOf, isInsisted }, timestamp(context.ports));
    const next = planTaskComments(applyTo(own, plan), places);
    const actions = [...hereActions(item.taskId, title, plan), ...commentActions({ ...next, title })];
    planned.set(item.taskId, { ...plan, links, actions: plan.changes.length === 0 ? [] : actions });
  }
  return planned;
}

function applyTo(item: CommentItem, { changes }: CommentsUndo): CommentItem {
  const comments = new Map(changes.map(({ comment }) => [comment.id, comment]));
  const kinds = kindsOf(changes);
  return {
    ...item,
    comments: item.comments.map((comment) => comments.get(comment.id) ?? comment),
    links: item.links.flatMap((link) => changeLink(link, kinds.get(link.id))),
  };
}

function kindsOf(changes: CommentsUndo['changes']): ReadonlyMap<CommentLink['id'], CommentLinkUndo['kind']> {
  return new Map(changes.flatMap(({ links }) => links.map(({ link, kind }) => [link, kind] as const)));
}

function changeLink(link: CommentLink, kind: CommentLinkUndo['kind'] | undefined): readonly CommentLink[] {
  if (kind === 'forget') return [];
  if (kind === 'let-go') return [{ ...link, state: 'gone' }];
  return [kind === 'rejoin' ? { ...link, state: 'linked' } : link];
}

function hereActions(task: TaskId, title: string, { changes }: CommentsUndo): readonly Action[] {
  return changes
    .filter(({ before, after }) => before !== after)
    .map(({ before, after }) => ({
      ...{ kind: 'update', task, title, at: here, remoteId: null, from: undo },
      fields: [{ field: commentsField, before, after }],
    }));
}

export async function storeCommentUndos(
  tx: Store,
  context: RunContext,
  planned: ReadonlyMap<TaskId, PlannedCommentsUndo>,
): Promise<void> {
  const all = [...planned.values()];
  await tx.comments.put(all.flatMap(({ changes }) => changes.map(({ comment }) => comment)));
  for (const { changes, links } of all) {
    const kinds = kindsOf(changes);
    await tx.comments.removeLinks(links.filter(({ id }) => kinds.get(id) === 'forget').map(({ id }) => id));
    await tx.comments.putLinks(
      links.flatMap((link) => (kinds.has(link.id) ? changeLink(link, kinds.get(link.id)) : [])),
    );
  }
  await tx.history.append([...planned].flatMap(([task, plan]) => entriesOf(context, task, plan)));
  await tx.comments.markTasksDirty([...planned.keys()]);
}

/** The undoing is a change like any other, so that it can be undone as well. */
function entriesOf(context: RunContext, task: TaskId, plan: PlannedCommentsUndo): Omit<HistoryEntry, 'id'>[] {
  const entry = {
    ...{ run: context.run, at: timestamp(context.ports), task, title: '', actor: undo, by: null },
    field: commentsField,
  };
  return plan.changes.flatMap(({ comment: { id }, before, after, links }) => {
    const change = after === null ? 'delete' : before === null ? 'create' : 'update';
    const ended = links.filter(({ kind }) => kind === 'let-go' || kind === 'withdraw');
    return [
      ...(before === after
        ? []
        : [
            {
              ...{ ...entry, place: here, kind: 'update' as const, before: before ?? undefined, after },
              comment: { id, change },
            } as const,
          ]),
      ...ended.map(({ endpoint, kind }) => ({
        ...{ ...entry, place: endpoint, kind: 'unlink' as const, before: 'linked', after: kind },
        comment: { id, change: 'delete' as const },
      })),
    ];
  });
}
