import type { Comment, CommentOp } from '../../../src-shared/domain/comment.ts';
import { commentActions } from '../../../src-shared/sync/comment-actions.ts';
import type { Backlink, CommentItem, CommentPlace, CommentPlan } from '../../../src-shared/sync/comment-rules.ts';
import { isIdle, planTaskComments } from '../../../src-shared/sync/plan-comments.ts';
import type { SyncItem } from '../../../src-shared/sync/rules.ts';
import type { RecordKey } from '../store/store.ts';
import { takeCarried } from './choice.ts';
import { backlinkIdentity, commentIdentity } from './identity.ts';
import type { PlannedItem } from './make-plan.ts';
import { type Item, itemsOf, linksAtRecords, recordsOf } from './marked-items.ts';
import { commentsAt } from './read-comments.ts';
import type { RunContext } from './run-context.ts';

/** What the planner made of some marked records. */
export interface PlannedComments {
  readonly plans: readonly CommentPlan[];
  /** Marks that are answered; the others wait. */
  readonly answered: readonly RecordKey[];
}

/**
 * Steps 2 and 3 for the comments of some marked records. Stores nothing.
 * @param planned plans of tasks that are not committed yet: for a preview
 */
export async function planComments(
  context: RunContext,
  marks: readonly RecordKey[],
  planned: readonly PlannedItem[] = [],
): Promise<PlannedComments> {
  const places = commentPlaces(context);
  const { items, answered } = await itemsOf(context, marks, planned);
  const loaded = await loadComments(context, places, items);
  const plans = loaded.map((item) => planTaskComments(item, places)).filter((plan) => !isIdle(plan));
  return takeCarried(context, loaded, { plans, answered }, commentActions);
}

/** The endpoints whose comments are kept in step. */
export function commentPlaces(context: RunContext): readonly CommentPlace[] {
  return context.places.flatMap((place) => commentPlace(context, place) ?? []);
}

/** All that is known of the comments of some tasks. */
export async function loadCommentItems(
  context: RunContext,
  places: readonly CommentPlace[],
  items: readonly SyncItem[],
): Promise<readonly CommentItem[]> {
  return await loadComments(
    context,
    places,
    items.map((item) => ({ item, creates: [] })),
  );
}

function commentPlace(context: RunContext, place: RunContext['places'][number]): CommentPlace | null {
  const { endpoint, descriptor } = place;
  const can = descriptor.capabilities.comments;
  if (!commentsAt(context.profile, place) || !can) return null;
  return {
    endpoint: endpoint.id,
    name: endpoint.name,
    service: descriptor.name,
    direction: endpoint.direction,
    can,
    identityOf: (remoteId) => commentIdentity(place, remoteId),
  };
}

async function loadComments(
  context: RunContext,
  places: readonly CommentPlace[],
  items: readonly Item[],
): Promise<readonly CommentItem[]> {
  const { store } = context;
  const tasks = items.map(({ item }) => item.taskId);
  const comments = Map.groupBy(await store.comments.byTasks(tasks), (comment: Comment) => comment.task);
  const ops = Map.groupBy(await store.comments.opsByTasks(tasks), (op: CommentOp) => op.task);
  const linksOf = await linksAtRecords(store.comments, places, items);
  return items.map(({ item, creates }): CommentItem => {
    const records = recordsOf(item, creates, places);
    return {
      task: item.taskId,
      title: String(item.task?.fields['title'] ?? ''),
      isInBin: item.task !== null && item.task.deletedAt !== null,
      records,
      comments: comments.get(item.taskId) ?? [],
      links: linksOf(records),
      backlinks: context.profile.backlinks ? backlinksOf(context, item) : [],
      creating: (ops.get(item.taskId) ?? []).filter(isUnderWay),
    };
  });
}

/** Also of services that have no comments: their twins can still say where they are. */
function backlinksOf({ places }: RunContext, { links }: SyncItem): readonly Backlink[] {
  return places.flatMap((place): Backlink[] => {
    const link = links.find((one) => one.endpoint === place.endpoint.id && one.state === 'linked');
    const url = link?.observation?.url;
    if (!link || !url) return [];
    const { descriptor, endpoint } = place;
    const identity = backlinkIdentity(place, link.remoteId);
    return [{ endpoint: endpoint.id, service: descriptor.name, url, identity, since: link.observation?.seenAt ?? '' }];
  });
}

/** An attempted create whose outcome is not known may not be planned anew (S4). */
function isUnderWay({ kind, state }: CommentOp): boolean {
  return kind === 'create' && (state === 'attempting' || state === 'uncertain');
}
