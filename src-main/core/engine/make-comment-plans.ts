import type { Comment, CommentLink, CommentOp } from '../../../src-shared/domain/comment.ts';
import type { EndpointId, RemoteId, TaskId } from '../../../src-shared/domain/ids.ts';
import type { Backlink, CommentItem, CommentPlace, CommentPlan } from '../../../src-shared/sync/comment-rules.ts';
import { isIdle, planTaskComments } from '../../../src-shared/sync/plan-comments.ts';
import type { SyncItem } from '../../../src-shared/sync/rules.ts';
import type { RecordKey } from '../store/store.ts';
import { backlinkIdentity, commentIdentity } from './identity.ts';
import { loadItems } from './load-items.ts';
import type { PlannedItem } from './make-plan.ts';
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
  return { plans: loaded.map((item) => planTaskComments(item, places)).filter((plan) => !isIdle(plan)), answered };
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

export interface Item {
  readonly item: SyncItem;
  /** Endpoints where this very plan creates the task's record. */
  readonly creates: readonly EndpointId[];
}

/**
 * The tasks of marked records; those that an uncommitted plan makes or matches are taken as it will leave them. A mark is
 * answered when everything that follows from it could be planned: not while its task is not made yet, and not while a place
 * where it has a record cannot be opened.
 */
export async function itemsOf(
  { store, places }: RunContext,
  marks: readonly RecordKey[],
  planned: readonly PlannedItem[],
): Promise<{ readonly items: readonly Item[]; readonly answered: readonly RecordKey[] }> {
  const taskOf = new Map<string, TaskId>();
  for (const [endpoint, own] of Map.groupBy(marks, (mark) => mark.endpoint)) {
    const links = await store.links.byRemote(
      endpoint,
      own.map(({ record }) => record),
    );
    for (const link of links) if (link.state === 'linked') taskOf.set(keyOf(endpoint, link.remoteId), link.task);
  }
  for (const { item } of planned) {
    for (const link of item.links) taskOf.set(keyOf(link.endpoint, link.remoteId), item.taskId);
  }
  const taskAt = ({ endpoint, record }: RecordKey): TaskId | undefined => taskOf.get(keyOf(endpoint, record));
  const tasks = new Set(marks.flatMap((mark) => taskAt(mark) ?? []));
  const fresh = planned.filter(({ item }) => tasks.has(item.taskId));
  const unplanned = [...tasks].filter((task) => !fresh.some(({ item }) => item.taskId === task));
  const stored = (await loadItems(store, unplanned)).filter(({ task }) => task !== null);
  const closed = new Set(places.flatMap(({ connector, endpoint }) => (connector === null ? [endpoint.id] : [])));
  const ready = [...stored, ...fresh.map(({ item }) => item)].filter(
    ({ links }) => !links.some(({ endpoint }) => closed.has(endpoint)),
  );
  const there = new Set(ready.map(({ taskId }) => taskId));
  return {
    items: [
      ...stored.map((item) => ({ item, creates: [] })),
      ...fresh.map(({ item, plan }) => ({
        item,
        creates: plan.actions.filter(({ kind }) => kind === 'create').map(({ at }) => at),
      })),
    ],
    answered: marks.filter((mark) => {
      const task = taskAt(mark);
      return task === undefined || there.has(task);
    }),
  };
}

export function keyOf(endpoint: EndpointId, record: RemoteId): string {
  return `${endpoint} ${record}`;
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
  const links = new Map<string, readonly CommentLink[]>();
  for (const { endpoint } of places) {
    const records = items.flatMap(({ item }) => recordAt(item, endpoint) ?? []);
    const found = Map.groupBy(await store.comments.links(endpoint, records), (link) => link.record);
    for (const [record, own] of found) links.set(keyOf(endpoint, record), own);
  }
  return items.map(({ item, creates }): CommentItem => {
    const records = new Map<EndpointId, RemoteId | null>();
    for (const { endpoint } of places) {
      const record = recordAt(item, endpoint) ?? (creates.includes(endpoint) ? null : undefined);
      if (record !== undefined) records.set(endpoint, record);
    }
    return {
      task: item.taskId,
      title: String(item.task?.fields['title'] ?? ''),
      isInBin: item.task !== null && item.task.deletedAt !== null,
      records,
      comments: comments.get(item.taskId) ?? [],
      links: [...records].flatMap(([endpoint, record]) =>
        record === null ? [] : (links.get(keyOf(endpoint, record)) ?? []),
      ),
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

export function recordAt(item: SyncItem, endpoint: EndpointId): RemoteId | undefined {
  return item.links.find((link) => link.endpoint === endpoint && link.state === 'linked')?.remoteId;
}

/** An attempted create whose outcome is not known may not be planned anew (S4). */
function isUnderWay({ kind, state }: CommentOp): boolean {
  return kind === 'create' && (state === 'attempting' || state === 'uncertain');
}
