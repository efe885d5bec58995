import { here, type ProposalId, type TaskId, type Timestamp } from '../../../src-shared/domain/ids.ts';
import type { Link } from '../../../src-shared/domain/link.ts';
import type { Profile } from '../../../src-shared/domain/profile.ts';
import { asPair, type Proposal } from '../../../src-shared/domain/proposal.ts';
import type { HistoryEntry } from '../../../src-shared/domain/run.ts';
import type { Task } from '../../../src-shared/domain/task.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { absorbTask } from '../../../src-shared/sync/absorb-task.ts';
import type { SyncItem } from '../../../src-shared/sync/rules.ts';
import type { CoreOptions } from '../core.ts';
import { loadItems } from '../engine/load-items.ts';
import { placesOf } from '../engine/propose-twins.ts';
import type { Store } from '../store/store.ts';
import { moveRecords } from './move-record.ts';

/** One of the two, with what is known of it. */
interface Side {
  readonly item: SyncItem;
  readonly links: readonly Link[];
  readonly title: string;
}

/**
 * A person says that two are the same task: the records of one become records of the other. Nothing is written at any
 * service; the next plan treats them like any first contact. A task that ends this way goes into the bin with all that it
 * held. One transaction. @returns the task they are now
 * @throws TaskSyncError `invalid-input` when they cannot be one task, `held` while something of them is on its way
 */
export async function joinTwins(options: CoreOptions, profile: Profile, a: TaskId, b: TaskId): Promise<TaskId> {
  const at = new Date(options.ports.clock.now()).toISOString();
  return await options.store.transaction('answer', async (tx) => {
    const sides = await loadSides(tx, a, b);
    await requireJoinable(tx, profile, sides);
    const [keep, other] = whichStays(sides);
    await absorb(tx, profile, keep, other, at);
    await moveRecords(tx, other.links, keep.item.taskId);
    await tx.links.clearDirty([other.item.taskId]);
    await answer(tx, profile, { pair: [a, b], state: 'same', at, id: options.ports.ids.next() });
    await carryProposals(tx, profile, keep.item.taskId, other.item.taskId);
    await tx.links.markDirty(profile.id, [keep.item.taskId]);
    return keep.item.taskId;
  });
}

/** A person says that two are different: remembered, and both go on as tasks of their own. */
export async function keepApart(options: CoreOptions, profile: Profile, a: TaskId, b: TaskId): Promise<void> {
  const at = new Date(options.ports.clock.now()).toISOString();
  await options.store.transaction('answer', async (tx) => {
    await answer(tx, profile, { pair: [a, b], state: 'different', at, id: options.ports.ids.next() });
    await tx.links.markDirty(profile.id, [a, b]);
  });
}

interface Answer {
  readonly pair: readonly [TaskId, TaskId];
  readonly state: 'same' | 'different';
  readonly at: Timestamp;
  /** For a pair that nobody proposed. */
  readonly id: ProposalId;
}

export async function answer(tx: Store, profile: Profile, { pair, state, at, id }: Answer): Promise<void> {
  const { task, twin } = asPair(...pair);
  const known = (await tx.proposals.byTasks([task])).find((one) => one.task === task && one.twin === twin);
  const byHand: Proposal = {
    ...{ id, profile: profile.id, task, twin, state, score: 1, reasons: ['paired by hand'] },
    ...{ since: at, answeredAt: at },
  };
  await tx.proposals.put([known ? { ...known, state, answeredAt: at } : byHand]);
}

async function loadSides(tx: Store, a: TaskId, b: TaskId): Promise<readonly [Side, Side]> {
  const items = await loadItems(tx, [a, b]);
  const [one, other] = items.map((item): Side => {
    const places = placesOf(item);
    const links = item.links.filter(({ endpoint }) => places.includes(endpoint));
    const title = item.task?.fields['title'] ?? links[0]?.observation?.fields['title'];
    return { item, links, title: typeof title === 'string' ? title : '' };
  });
  if (!one || !other) throw new TaskSyncError('bug', 'A task was not loaded. Please report this.');
  return [one, other];
}

async function requireJoinable(tx: Store, profile: Profile, sides: readonly [Side, Side]): Promise<void> {
  const refuse = (message: string): never => {
    throw new TaskSyncError('invalid-input', `${message} Nothing was changed.`);
  };
  const [one, other] = sides;
  if (one.item.taskId === other.item.taskId) refuse('That is one and the same task.');
  for (const { item, links, title } of sides) {
    if (item.task === null && links.length === 0) refuse('One of the two is no longer there.');
    if (item.task && item.task.profile !== profile.id) refuse('The two tasks belong to different profiles.');
    if (item.task?.deletedAt) refuse(`“${title}” is in the bin. Restore it first.`);
  }
  const nameOf = (id: string): string => profile.endpoints.find((endpoint) => endpoint.id === id)?.name ?? id;
  const there = new Set(placesOf(one.item));
  const both = placesOf(other.item).filter((endpoint) => there.has(endpoint));
  if (both.length > 0) {
    const places = both.map(nameOf).join(' and ');
    refuse(
      `“${one.title}” and “${other.title}” have a record in ${places} each, so they cannot be one task. Delete the one that is not needed.`,
    );
  }
  const gone = [...one.links, ...other.links].find(({ state }) => state === 'deleted');
  if (gone) refuse(`One of the records was deleted in ${nameOf(gone.endpoint)}. Sync first, then pair them.`);
  if (one.links.length + other.links.length === 0)
    refuse('Neither of the two is in any place yet; delete one of them.');
  const ids = sides.map(({ item }) => item.taskId);
  const busy = (await tx.outbox.byTasks(ids)).some(({ state }) => state === 'attempting' || state === 'uncertain');
  const unsent = (await tx.comments.opsByTasks(ids)).length > 0;
  if (busy || unsent || sides.some(({ item }) => item.creating.size > 0)) {
    const what =
      'Something of the two is still on its way to a service. Sync first, then pair them. Nothing was changed.';
    throw new TaskSyncError('held', what);
  }
}

/**
 * A task outlasts a record that is none yet. Of two tasks the one that is only here stays, since nobody else knows what it
 * says; otherwise the older one.
 */
function whichStays(sides: readonly [Side, Side]): readonly [Side, Side] {
  const rank = ({ item, links }: Side): string =>
    [item.task === null ? 2 : links.length > 0 ? 1 : 0, item.task?.createdAt ?? '', item.taskId].join(' ');
  return rank(sides[0]) <= rank(sides[1]) ? sides : [sides[1], sides[0]];
}

/** The other one ends; what only it says goes over to the task that stays, or into its history. */
async function absorb(tx: Store, profile: Profile, keep: Side, other: Side, at: Timestamp): Promise<void> {
  await moveChildren(tx, profile, other.item.taskId, keep.item.taskId, at);
  const { task: ended } = other.item;
  if (ended === null) return;
  const { task } = keep.item;
  if (task === null) throw new TaskSyncError('bug', 'A task cannot become part of a record. Please report this.');
  const { gained, lost } = absorbTask(task, ended, new Set(other.links.map(({ endpoint }) => endpoint)));
  const rev = task.rev + 1;
  if (gained.length > 0) {
    const fields = Object.fromEntries(gained.map(({ field, value }) => [field, value]));
    const stamps = Object.fromEntries(gained.map(({ field, stamp }) => [field, { ...stamp, rev }]));
    const next = {
      ...task,
      rev,
      updatedAt: at,
      fields: { ...task.fields, ...fields },
      stamps: { ...task.stamps, ...stamps },
    };
    await tx.tasks.put([next]);
  }
  await tx.tasks.put([{ ...ended, rev: ended.rev + 1, updatedAt: at, deletedAt: at }]);
  await tx.history.append([
    ...gained.map(({ field, value, stamp }) => ({
      ...entryOf(task, at),
      ...{
        kind: 'update' as const,
        field,
        before: task.fields[field],
        after: value,
        actor: stamp.origin,
        by: stamp.by,
      },
    })),
    ...lost.map(({ field, value }) => ({
      ...entryOf(task, at),
      ...{ kind: 'overruled' as const, field, before: value, after: 'paired' },
    })),
    {
      ...entryOf(ended, at),
      kind: 'delete' as const,
      after: keep.item.taskId,
      content: { fields: ended.fields, raw: null },
    },
  ]);
  await endMatters(tx, profile, ended.id, task.id);
}

function entryOf(task: Task, at: Timestamp): Omit<HistoryEntry, 'id' | 'kind'> {
  return {
    ...{ run: null, at, task: task.id, title: String(task.fields['title'] ?? ''), place: here },
    ...{ field: null, before: undefined, after: undefined, actor: here, by: null },
  };
}

/** What was open about it is asked anew about the task that stays; comments that are only here go there. */
async function endMatters(tx: Store, profile: Profile, ended: TaskId, keep: TaskId): Promise<void> {
  const conflicts = (await tx.conflicts.byTasks([ended])).filter(({ state }) => state === 'open');
  await tx.conflicts.put(conflicts.map((one) => ({ ...one, state: 'resolved' as const, resolution: 'person' })));
  await tx.outbox.remove((await tx.outbox.byTasks([ended])).map(({ id }) => id));
  for (const { id } of profile.endpoints) await tx.problems.clear(id, { tasks: [ended] });
  const there = new Set((await tx.comments.byTasks([keep])).map(({ identity }) => identity));
  const written = (await tx.comments.byTasks([ended])).filter(
    ({ origin, identity, deletedAt }) => origin === here && deletedAt === null && !there.has(identity),
  );
  await tx.comments.put(written.map((comment) => ({ ...comment, task: keep })));
}

/** Sub-tasks of both are planned again: their parent is in more places now. */
async function moveChildren(tx: Store, profile: Profile, from: TaskId, to: TaskId, at: Timestamp): Promise<void> {
  const below = await tx.tasks.get(await tx.tasks.childrenOf(profile.id, [from, to]));
  const children = [...below.values()].filter(({ id }) => id !== to);
  const moving = children.filter(({ fields }) => fields['parent'] === from);
  await tx.tasks.put(
    moving.map((child) => {
      const rev = child.rev + 1;
      const stamp = child.stamps['parent'] ?? { origin: here, at, by: null };
      return {
        ...child,
        rev,
        fields: { ...child.fields, parent: to },
        stamps: { ...child.stamps, parent: { ...stamp, rev } },
      };
    }),
  );
  await tx.links.markDirty(
    profile.id,
    children.map(({ id }) => id),
  );
}

/** What was said or asked about the one that ended holds for the one that stays. */
async function carryProposals(tx: Store, profile: Profile, keep: TaskId, ended: TaskId): Promise<void> {
  const all = await tx.proposals.byTasks([keep, ended]);
  const known = new Set(all.map(({ task, twin }) => `${task} ${twin}`));
  const moved: Proposal[] = [];
  for (const proposal of all) {
    const { task, twin, state } = proposal;
    const other = task === ended ? twin : task;
    if ((task !== ended && twin !== ended) || other === keep || state === 'same') continue;
    const pair = asPair(keep, other);
    if (known.has(`${pair.task} ${pair.twin}`)) continue;
    moved.push({ ...proposal, ...pair });
  }
  const stale = all.filter(
    ({ id, task, twin, state }) =>
      (task === ended || twin === ended) && state !== 'same' && !moved.some((one) => one.id === id),
  );
  await tx.proposals.remove(stale.map(({ id }) => id));
  await tx.proposals.put(moved);
  await tx.links.markDirty(
    profile.id,
    stale.map(({ task, twin }) => (task === ended ? twin : task)),
  );
}
