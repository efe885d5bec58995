import type { EndpointId, RemoteId, TaskId } from '../../../src-shared/domain/ids.ts';
import type { Link } from '../../../src-shared/domain/link.ts';
import type { Op } from '../../../src-shared/domain/op.ts';
import type { Endpoint, Profile } from '../../../src-shared/domain/profile.ts';
import type { References } from '../../../src-shared/sync/apply-mapping.ts';
import { pendingReference } from '../../../src-shared/sync/pending-reference.ts';
import type { SyncItem } from '../../../src-shared/sync/rules.ts';
import type { Store } from '../store/store.ts';

/** Everything the planner has to know of some tasks: one batch of statements, whatever their number. */
export async function loadItems(store: Store, ids: readonly TaskId[]): Promise<readonly SyncItem[]> {
  const [tasks, links, ops] = [
    await store.tasks.get(ids),
    await store.links.byTasks(ids),
    await store.outbox.byTasks(ids),
  ];
  const linksOf = Map.groupBy(links, (link) => link.task);
  const opsOf = Map.groupBy(ops, (op) => op.task);
  return ids.map((taskId) => {
    const own = onePerEndpoint(linksOf.get(taskId) ?? []);
    const creating = (opsOf.get(taskId) ?? []).filter(isUnderWay).map((op) => op.endpoint);
    return { taskId, task: tasks.get(taskId) ?? null, links: own, creating: stillCreating(creating, own) };
  });
}

/** Where the task has a twin by now, it does not matter any more whether the create arrived. */
export function stillCreating(endpoints: Iterable<EndpointId>, links: readonly Link[]): ReadonlySet<EndpointId> {
  const live = new Set(links.filter((link) => link.state === 'linked').map((link) => link.endpoint));
  return new Set([...endpoints].filter((endpoint) => !live.has(endpoint)));
}

/** A live link hides the tombstone of an earlier one at the same endpoint. */
export function onePerEndpoint(links: readonly Link[]): readonly Link[] {
  const best = new Map<EndpointId, Link>();
  for (const link of links) {
    const known = best.get(link.endpoint);
    if (!known || liveliness[link.state] >= liveliness[known.state]) best.set(link.endpoint, link);
  }
  return [...best.values()];
}

/** Its record was deleted, whether or not that has been dealt with. */
export function hasEnded({ state }: Pick<Link, 'state'>): boolean {
  return state === 'deleted' || state === 'gone';
}

const liveliness = { linked: 3, deleted: 2, 'out-of-scope': 2, gone: 1, unlinked: 1 } as const;

/** An attempted create whose outcome is not known may not be planned anew (S4). */
function isUnderWay(op: Op): boolean {
  return op.kind === 'create' && (op.state === 'attempting' || op.state === 'uncertain');
}

/**
 * Looks up which task or record a parent is, for all endpoints of the items at once.
 * @param newcomers records seen for the first time that become tasks in this very plan, in whatever batch
 */
export async function loadReferences(
  store: Store,
  profile: Profile,
  items: readonly SyncItem[],
  newcomers: ReadonlySet<TaskId>,
): Promise<ReadonlyMap<EndpointId, References>> {
  const toTasks = new Map<EndpointId, ReadonlyMap<RemoteId, TaskId>>();
  for (const endpoint of profile.endpoints) {
    toTasks.set(endpoint.id, await tasksOfRemoteParents(store, endpoint, items));
  }
  // Those they have, and those they are about to get from a service.
  const coming = [...toTasks.values()].flatMap((toTask) => [...toTask.values()]);
  const parents = [...new Set([...items.flatMap((item) => asId(item.task?.fields['parent'])), ...coming])];
  const parentLinks = await store.links.byTasks(parents);
  const parentTasks = await store.tasks.get(parents);
  const found = new Map<EndpointId, References>();
  for (const endpoint of profile.endpoints) {
    const toTask = toTasks.get(endpoint.id) ?? new Map<RemoteId, TaskId>();
    const known = [...parentLinks, ...items.flatMap((item) => item.links)];
    const toRemote = new Map(
      known
        .filter((link) => link.endpoint === endpoint.id && link.state === 'linked')
        .map((link) => [link.task, link.remoteId]),
    );
    found.set(endpoint.id, {
      toTask: (remote) => toTask.get(remote),
      toRemote: (task) => {
        const remote = toRemote.get(task);
        if (remote !== undefined) return remote;
        const parent = parentTasks.get(task);
        const willBe = newcomers.has(task) || (parent !== undefined && parent.deletedAt === null);
        return willBe && endpoint.direction !== 'pull' ? pendingReference(task) : undefined;
      },
    });
  }
  return found;
}

async function tasksOfRemoteParents(
  store: Store,
  endpoint: Endpoint,
  items: readonly SyncItem[],
): Promise<ReadonlyMap<RemoteId, TaskId>> {
  const links = items.flatMap((item) => item.links).filter((link) => link.endpoint === endpoint.id);
  const wanted = [...new Set(links.flatMap((link) => asId(link.observation?.fields['parent'])))];
  const stored = await store.links.byRemote(endpoint.id, wanted);
  return new Map([...stored, ...links].map((link) => [link.remoteId, link.task]));
}

function asId(value: unknown): readonly string[] {
  return typeof value === 'string' && value !== '' ? [value] : [];
}
