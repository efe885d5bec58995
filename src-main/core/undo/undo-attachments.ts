import type { Action } from '../../../src-shared/domain/action.ts';
import { type AttachmentLink, attachmentsField } from '../../../src-shared/domain/attachment.ts';
import { type EndpointId, here, type TaskId, undo } from '../../../src-shared/domain/ids.ts';
import type { HistoryEntry } from '../../../src-shared/domain/run.ts';
import type { AttachmentLinkUndo, AttachmentsUndo } from '../../../src-shared/domain/undo.ts';
import { attachmentActions } from '../../../src-shared/sync/attachment-actions.ts';
import type { AttachmentItem } from '../../../src-shared/sync/attachment-rules.ts';
import { planTaskAttachments } from '../../../src-shared/sync/plan-attachments.ts';
import { planUndoAttachments } from '../../../src-shared/sync/undo-attachments.ts';
import { attachmentPlaces, loadAttachmentItems } from '../engine/make-attachment-plans.ts';
import { placeOf, type RunContext, timestamp } from '../engine/run-context.ts';
import type { Store } from '../store/store.ts';
import type { UndoneTask } from './undo-comments.ts';

export interface UndoneFiles extends UndoneTask {
  /** What any run did to its attachments. */
  readonly history: readonly HistoryEntry[];
  /** The undoing takes it out of the bin. */
  readonly isRestored: boolean;
}

export interface PlannedAttachmentsUndo extends AttachmentsUndo {
  readonly links: readonly AttachmentLink[];
  /** Here, and what the next run does at the services. */
  readonly actions: readonly Action[];
}

/** Plans the attachments of some tasks. Stores nothing. */
export async function planAttachmentUndos(
  context: RunContext,
  tasks: readonly UndoneFiles[],
): Promise<ReadonlyMap<TaskId, PlannedAttachmentsUndo>> {
  const { attachments: wanted, deletions } = context.profile;
  const touched = tasks.filter(({ entries, isRestored }) => entries.length > 0 || isRestored);
  const planned = new Map<TaskId, PlannedAttachmentsUndo>();
  if (touched.length === 0 || !wanted) return planned;
  const places = attachmentPlaces(context);
  const loaded = await loadAttachmentItems(
    context,
    touched.map(({ item }) => item),
  );
  const items = new Map(loaded.map((item) => [item.task, item]));
  const nameOf = (endpoint: EndpointId): string => placeOf(context, endpoint)?.endpoint.name ?? endpoint;
  const canDelete = (endpoint: EndpointId): boolean =>
    places.some((place) => place.endpoint === endpoint && place.can.canDelete);
  for (const { item, title, entries, history, isRestored } of touched) {
    const own = items.get(item.taskId);
    if (!own) continue;
    const { attachments, links } = own;
    const known = { attachments, links, entries, history, isRestored, nameOf, canDelete };
    const plan = planUndoAttachments(known, timestamp(context.ports));
    const next = planTaskAttachments(applyTo(own, plan), places, { ...wanted, deletions });
    const actions = [...hereActions(item.taskId, title, plan), ...attachmentActions({ ...next, title })];
    planned.set(item.taskId, { ...plan, links, actions: plan.changes.length === 0 ? [] : actions });
  }
  return planned;
}

function applyTo(item: AttachmentItem, { changes }: AttachmentsUndo): AttachmentItem {
  const attachments = new Map(changes.map(({ attachment }) => [attachment.id, attachment]));
  const kinds = kindsOf(changes);
  return {
    ...item,
    attachments: item.attachments.map((attachment) => attachments.get(attachment.id) ?? attachment),
    links: item.links.map((link) => changeLink(link, kinds.get(link.id))),
  };
}

function kindsOf(changes: AttachmentsUndo['changes']): ReadonlyMap<AttachmentLink['id'], AttachmentLinkUndo['kind']> {
  return new Map(changes.flatMap(({ links }) => links.map(({ link, kind }) => [link, kind] as const)));
}

/** A tombstone that is nobody's any more forbids no copy. */
function changeLink(link: AttachmentLink, kind: AttachmentLinkUndo['kind'] | undefined): AttachmentLink {
  return kind === 'forget' ? { ...link, attachment: null } : link;
}

function hereActions(task: TaskId, title: string, { changes }: AttachmentsUndo): readonly Action[] {
  return changes
    .filter(({ before, after }) => before !== after)
    .map(({ attachment: { name }, before, after }) => ({
      ...{ kind: 'update', task, title, at: here, remoteId: null, from: undo },
      fields: [{ field: attachmentsField, before: before ? name : null, after: after ? name : null }],
    }));
}

export async function storeAttachmentUndos(
  tx: Store,
  context: RunContext,
  planned: ReadonlyMap<TaskId, PlannedAttachmentsUndo>,
): Promise<void> {
  const all = [...planned.values()];
  await tx.attachments.put(all.flatMap(({ changes }) => changes.map(({ attachment }) => attachment)));
  for (const { changes, links } of all) {
    const kinds = kindsOf(changes);
    await tx.attachments.putLinks(
      links.filter(({ id }) => kinds.get(id) === 'forget').map((link) => changeLink(link, 'forget')),
    );
  }
  await tx.history.append([...planned].flatMap(([task, plan]) => entriesOf(context, task, plan)));
  await tx.attachments.markTasksDirty([...planned.keys()]);
}

/** The undoing is a change like any other, so that it can be undone as well. */
function entriesOf(context: RunContext, task: TaskId, plan: PlannedAttachmentsUndo): Omit<HistoryEntry, 'id'>[] {
  const entry = {
    ...{ run: context.run, at: timestamp(context.ports), task, title: '', actor: undo, by: null },
    field: attachmentsField,
  };
  return plan.changes.flatMap(({ attachment: { id, name }, before, after, links }) => {
    const [was, is] = after ? [undefined, name] : [name, null];
    const change = after ? 'create' : 'delete';
    const presence = { ...entry, place: here, kind: 'update' as const, before: was, after: is };
    const ended = links.filter(({ kind }) => kind === 'withdraw');
    return [
      ...(before === after ? [] : [{ ...presence, attachment: { id, change } } as const]),
      ...ended.map(({ endpoint, kind }) => ({
        ...{ ...entry, place: endpoint, kind: 'unlink' as const, before: 'linked', after: kind },
        attachment: { id, change: 'delete' as const },
      })),
    ];
  });
}
