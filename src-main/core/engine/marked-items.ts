import type { EndpointId, RemoteId, TaskId } from '../../../src-shared/domain/ids.ts';
import type { SyncItem } from '../../../src-shared/sync/rules.ts';
import type { RecordKey } from '../store/store.ts';
import { loadItems } from './load-items.ts';
import type { PlannedItem } from './make-plan.ts';
import type { RunContext } from './run-context.ts';

/** A task whose comments or attachments are planned. */
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
  { store, places, skipped }: RunContext,
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
  const tasks = new Set(marks.flatMap((mark) => taskAt(mark) ?? []).filter((task) => !skipped?.has(task)));
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

/** Where the task has a record; null: the plan makes one. */
export function recordsOf(
  item: SyncItem,
  creates: readonly EndpointId[],
  places: readonly { readonly endpoint: EndpointId }[],
): ReadonlyMap<EndpointId, RemoteId | null> {
  const records = new Map<EndpointId, RemoteId | null>();
  for (const { endpoint } of places) {
    const record = recordAt(item, endpoint) ?? (creates.includes(endpoint) ? null : undefined);
    if (record !== undefined) records.set(endpoint, record);
  }
  return records;
}

/** Loads the links of comments, or of attachments, at all records of the items at once. @returns those at some of the records */
export async function linksAtRecords<L extends { readonly record: RemoteId }>(
  repo: { links(endpoint: EndpointId, records: readonly RemoteId[]): Promise<readonly L[]> },
  places: readonly { readonly endpoint: EndpointId }[],
  items: readonly Item[],
): Promise<(records: ReadonlyMap<EndpointId, RemoteId | null>) => readonly L[]> {
  const links = new Map<string, readonly L[]>();
  for (const { endpoint } of places) {
    const records = items.flatMap(({ item }) => recordAt(item, endpoint) ?? []);
    const found = Map.groupBy(await repo.links(endpoint, records), (link) => link.record);
    for (const [record, own] of found) links.set(keyOf(endpoint, record), own);
  }
  return (records) =>
    [...records].flatMap(([endpoint, record]) => (record === null ? [] : (links.get(keyOf(endpoint, record)) ?? [])));
}

function recordAt(item: SyncItem, endpoint: EndpointId): RemoteId | undefined {
  return item.links.find((link) => link.endpoint === endpoint && link.state === 'linked')?.remoteId;
}
