import type { TaskId } from '../../../src-shared/domain/ids.ts';
import type { Link } from '../../../src-shared/domain/link.ts';
import type { Brake, ItemPlan } from '../../../src-shared/domain/plan.ts';
import { createMapper } from '../../../src-shared/sync/apply-mapping.ts';

import { withPeople } from '../../../src-shared/sync/people.ts';

import { planItem } from '../../../src-shared/sync/plan-item.ts';

import { planSync } from '../../../src-shared/sync/plan-sync.ts';
import type { EndpointRules, SyncItem, SyncRules } from '../../../src-shared/sync/rules.ts';
import { askBrakes, createCensus } from './brakes.ts';
import type { Choice } from './choice.ts';
import { hasEnded, loadItems, loadReferences, onePerEndpoint, stillCreating } from './load-items.ts';
import { matchNewcomers } from './match-newcomers.ts';
import { createShapers } from './profile-shaper.ts';
import { breathe, type RunContext } from './run-context.ts';
import { freezeFights, thawItem } from './stop-fights.ts';

/** A plan with what it was made from; preview shows it, a run commits and executes it. */
export interface MadePlan {
  /** How many tasks it is about. */
  readonly size: number;
  /**
   * The plans of all tasks, batch by batch, as often as asked. A long plan is made anew each time, because it would not fit
   * into memory; the planner is pure, so it is the same plan.
   */
  batches(): AsyncIterable<readonly PlannedItem[]>;
  readonly brakes: readonly Brake[];
  /** Placeholders of records that turned out to be twins of other tasks. */
  readonly absorbed: readonly TaskId[];
}

export interface PlannedItem {
  readonly item: SyncItem;
  readonly plan: ItemPlan;
  /** Marks of its links are others than the stored ones. */
  readonly isRemarked: boolean;
}

/** Tasks for one go of the planner: short enough to keep the event loop free. */
const batchSize = 200;
/** Plans that are kept instead of made again. */
const mostKept = 2_000;

/** Steps 2 and 3: plans every task that is marked as dirty, and asks the brakes. Stores nothing. */
export async function makePlan(context: RunContext): Promise<MadePlan> {
  const agenda = await makeAgenda(context);
  const census = createCensus();
  const kept: (readonly PlannedItem[])[] = [];
  let size = 0;
  for await (const batch of planBatches(context, agenda)) {
    census.take(batch);
    size += batch.length;
    if (size <= mostKept) kept.push(batch);
    else kept.length = 0;
    context.report({ phase: 'compare', endpoint: null, done: size, total: agenda.ids.length, waitingUntil: null });
  }
  const batches = size <= mostKept ? () => inTurn(kept) : () => planBatches(context, agenda);
  const { choice } = context;
  if (choice !== undefined) return await chooseOf(context, choice, { size, batches, twins: agenda.twins });
  return { size, batches, absorbed: [...agenda.twins.values()].flat(), brakes: await askBrakes(context, census) };
}

interface WholePlan extends Pick<MadePlan, 'size' | 'batches'> {
  readonly twins: ReadonlyMap<TaskId, readonly TaskId[]>;
}

/** The same plan without what is left for later; the brakes are asked about what remains. */
async function chooseOf(context: RunContext, choice: Choice, { size, batches, twins }: WholePlan): Promise<MadePlan> {
  await choice.weigh(batches());
  const chosen = (): AsyncIterable<readonly PlannedItem[]> => takenOf(batches(), choice);
  const census = createCensus();
  for await (const batch of chosen()) census.take(batch);
  const absorbed = [...twins].flatMap(([task, placeholders]) => (choice.left.has(task) ? [] : placeholders));
  return { size, batches: chosen, absorbed, brakes: await askBrakes(context, census) };
}

async function* takenOf(batches: AsyncIterable<readonly PlannedItem[]>, choice: Choice) {
  for await (const batch of batches) yield batch.filter((entry) => choice.takes(entry));
}

async function* inTurn<T>(all: readonly T[]): AsyncGenerator<T> {
  yield* all;
}

/** What this plan is about: settled before the first batch, so that every batch knows of all others. */
interface Agenda {
  readonly ids: readonly TaskId[];
  /** Tasks whose records were seen for the first time and that this plan makes. */
  readonly newcomers: ReadonlySet<TaskId>;
  /** Task → placeholders of the records that are its twins. */
  readonly twins: ReadonlyMap<TaskId, readonly TaskId[]>;
  readonly orphans: ReadonlySet<TaskId>;
  /** Tasks that a person is asked about: they are created nowhere meanwhile. */
  readonly held: ReadonlySet<TaskId>;
}

/** Everything of the profile that is marked as needing a plan, but for what this run leaves to the next; its mark stays. */
export async function dirtyTasks({ store, profile, leaveOut }: RunContext): Promise<readonly TaskId[]> {
  const dirty: TaskId[] = [];
  for (let after: TaskId | null = null; ; ) {
    const ids: readonly TaskId[] = await store.links.dirty(profile.id, after, 1_000);
    dirty.push(...ids);
    after = ids.at(-1) ?? null;
    if (ids.length < 1_000) break;
  }
  const left = leaveOut?.(dirty);
  return left?.size ? dirty.filter((task) => !left.has(task)) : dirty;
}

async function makeAgenda(context: RunContext): Promise<Agenda> {
  const { store, profile } = context;
  const dirty = await dirtyTasks(context);
  const { newcomers, orphans, ...matched } = await matchNewcomers(context, () => inBatches(context, dirty));
  // What is the same as a task that was put aside waits with it.
  const twins = new Map([...matched.twins].filter(([task]) => !context.skipped?.has(task)));
  const asides = [...matched.twins].flatMap(([task, own]) => (context.skipped?.has(task) ? [task, ...own] : []));
  const absorbed = new Set([...twins.values()].flat());
  const held = new Set((await store.proposals.open(profile.id)).flatMap(({ task, twin }) => [task, twin]));
  // A record that a person is asked about is not even a task yet; its mark stays.
  const waiting = new Set([...newcomers.filter((id) => held.has(id)), ...asides, ...(context.skipped ?? [])]);
  const known = new Set(dirty);
  const ids = [...dirty, ...[...twins.keys()].filter((task) => !known.has(task))].filter(
    (id) => !absorbed.has(id) && !waiting.has(id),
  );
  const fresh = newcomers.filter((id) => !absorbed.has(id) && !waiting.has(id));
  return { ids, newcomers: new Set(fresh), twins, orphans, held };
}

export async function* inBatches(context: RunContext, ids: readonly TaskId[]): AsyncGenerator<readonly SyncItem[]> {
  for (let start = 0; start < ids.length; start += batchSize) {
    yield await loadItems(context.store, ids.slice(start, start + batchSize));
    await breathe(context);
  }
}

async function* planBatches(
  context: RunContext,
  { ids, newcomers, twins, orphans, held }: Agenda,
): AsyncGenerator<PlannedItem[]> {
  for await (const loaded of inBatches(context, ids)) {
    const whole = await withTwins(context, loaded, twins);
    const items = whole.map((item) => {
      const isOrphan = orphans.has(item.taskId);
      return isOrphan || held.has(item.taskId) ? { ...item, isOrphan, isHeld: held.has(item.taskId) } : item;
    });
    yield await planBatch(context, items, newcomers);
  }
}

/** What another tool fights over is frozen and planned again; what a person has spoken about since is free. */
async function planBatch(
  context: RunContext,
  loaded: readonly SyncItem[],
  newcomers: ReadonlySet<TaskId>,
): Promise<PlannedItem[]> {
  const items = loaded.map((item) => thawItem(context, item));
  const rules = await rulesFor(context, items, newcomers);
  const { items: plans } = planSync(items, rules);
  const fights = await freezeFights(context, items, plans);
  return items.flatMap((item, index): PlannedItem[] => {
    const frozen = fights.get(item.taskId);
    const plan = frozen ? planItem(frozen, rules) : plans[index];
    return plan ? [{ item: frozen ?? item, plan, isRemarked: frozen !== undefined || item !== loaded[index] }] : [];
  });
}

/** A newcomer's links become links of the task that it is the same as. */
async function withTwins(
  { store }: RunContext,
  items: readonly SyncItem[],
  twins: Agenda['twins'],
): Promise<readonly SyncItem[]> {
  const placeholders = items.flatMap((item) => twins.get(item.taskId) ?? []);
  if (placeholders.length === 0) return items;
  const found = Map.groupBy(await store.links.byTasks(placeholders), (link) => link.task);
  return items.map((item) => {
    const own = (twins.get(item.taskId) ?? []).flatMap((placeholder) => found.get(placeholder) ?? []);
    const links = onePerEndpoint([...item.links, ...own.map((link) => asTwin(item, link))]);
    return { ...item, links, creating: stillCreating(item.creating, links) };
  });
}

/** Where the task had a record that was deleted, this is that record, made again. */
function asTwin({ taskId, links }: SyncItem, link: Link): Link {
  const isBack = links.some((one) => one.endpoint === link.endpoint && hasEnded(one));
  return { ...link, task: taskId, ...(isBack ? { marks: { ...link.marks, returned: true } } : {}) };
}

/** @param newcomers tasks that this plan makes, in whatever batch */
export async function rulesFor(
  context: RunContext,
  items: readonly SyncItem[],
  newcomers: ReadonlySet<TaskId> = new Set(),
): Promise<SyncRules> {
  const references = await loadReferences(context.store, context.profile, items, newcomers);
  const shaperOf = await createShapers(context);
  const endpoints: EndpointRules[] = [];
  for (const place of context.places) {
    const { endpoint, descriptor, schema, scope } = place;
    const known = references.get(endpoint.id);
    // Nothing is known of the container yet: its side waits until it can be read.
    if (!schema || !known) continue;
    const { clockOffsetMs } = await context.store.endpoints.get(endpoint.id);
    const { canCreate, canDelete } = descriptor.capabilities;
    const mapper = createMapper(withPeople(endpoint, context.profile.people), schema, known);
    const shaper = shaperOf(place);
    endpoints.push({ endpoint, mapper, scope, shaper, canCreate, canDelete, clockOffsetMs });
  }
  const { profile, byHand, isPastLost } = context;
  return { profile, isUnattended: !byHand, endpoints, isPastLost };
}
