import type { FieldName } from '../../../src-shared/domain/field.ts';
import type { EndpointId, ProfileId, TaskId } from '../../../src-shared/domain/ids.ts';
import type { Profile } from '../../../src-shared/domain/profile.ts';
import { asPair, type Proposal } from '../../../src-shared/domain/proposal.ts';
import type { Task } from '../../../src-shared/domain/task.ts';
import type { Look } from '../../../src-shared/sync/likeness.ts';
import {
  type Candidate,
  fieldName,
  type MatchBy,
  matchItems,
  sureKeys,
  titleName,
} from '../../../src-shared/sync/match-items.ts';
import { type Pair, proposeInSteps } from '../../../src-shared/sync/propose-pairs.ts';
import type { SyncItem, SyncRules } from '../../../src-shared/sync/rules.ts';
import { readRecord } from '../../../src-shared/sync/scope.ts';
import type { Store } from '../store/store.ts';
import { loadItems } from './load-items.ts';
import { dirtyTasks, inBatches, rulesFor } from './make-plan.ts';
import { fieldOf, matchNewcomers, nameNewcomers } from './match-newcomers.ts';
import { refusedPairs } from './refused-pairs.ts';
import { breathe, type RunContext, timestamp } from './run-context.ts';

/** Setting: the profile matches in another way than before, so all that has no twin is looked at once more. */
const againKey = (profile: ProfileId): string => `match-again.${profile}`;

export async function askToMatchAgain(tx: Store, profile: ProfileId): Promise<void> {
  await tx.settings.set(againKey(profile), true);
}

/** What is looked at: records seen for the first time, or everything that lacks a twin somewhere. */
type Reach = 'newcomers' | 'all';

/**
 * Between steps 1 and 2: which of what has no twin may be the same as another. Proposals are stored and wait for a person;
 * nothing is joined here. One that is not possible any more (a record is gone, a sure match was found) is withdrawn, so that
 * nothing waits for it.
 */
export async function proposeTwins(context: RunContext): Promise<void> {
  const { store, profile } = context;
  const isAgain = (await store.settings.get(againKey(profile.id))) !== null;
  const open = await store.proposals.open(profile.id);
  const isLikeness = mayMatch(profile) && profile.match.by.includes('likeness');
  if (!isAgain && !isLikeness && open.length === 0) return;
  await propose(context, isAgain ? 'all' : 'newcomers', { isLikeness, isAgain, open });
}

/** A person asks: everything that lacks a twin somewhere is compared, in every way that the profile knows and by likeness. */
export async function proposeAll(context: RunContext): Promise<void> {
  const open = await context.store.proposals.open(context.profile.id);
  await propose(context, 'all', { isLikeness: true, isAgain: false, open });
}

function mayMatch({ match, endpoints }: Profile): boolean {
  return match.mode !== 'create-only' && endpoints.length > 1;
}

interface Question {
  readonly isLikeness: boolean;
  /** The settings changed: what was proposed under the old ones is asked anew, or not at all. */
  readonly isAgain: boolean;
  readonly open: readonly Proposal[];
}

async function propose(context: RunContext, reach: Reach, { isLikeness, isAgain, open }: Question): Promise<void> {
  const { store, profile } = context;
  const dirty = await dirtyTasks(context);
  const { newcomers, twins } = await matchNewcomers(context, () => inBatches(context, dirty));
  const matched = new Set([...twins].flatMap(([task, own]) => [task, ...own]));
  const over = isAgain ? open : await withdrawn(store, open, matched);
  const kept = open.filter((proposal) => !over.includes(proposal));
  const asked = new Set(kept.flatMap(({ task, twin }) => [task, twin]));
  const unasked = new Set(newcomers.filter((id) => !matched.has(id) && !asked.has(id)));
  const single = newcomers.filter((id) => !matched.has(id));
  const isNothing = !mayMatch(profile) || (reach === 'newcomers' && (unasked.size === 0 || !isLikeness));
  const found = isNothing
    ? []
    : await findPairs(context, { reach, isLikeness, kept, fresh: unasked, matched, newcomers: single });
  if (over.length + found.length === 0 && !isAgain) return;
  const touched = [...over, ...found].flatMap(({ task, twin }) => [task, twin]);
  await store.transaction('proposals', async (tx) => {
    await tx.proposals.remove(over.map(({ id }) => id));
    // Another look at the same lists may have come first, or an answer.
    const known = new Set((await tx.proposals.byTasks(touched)).map(({ task, twin }) => `${task} ${twin}`));
    const fresh = found.filter(({ task, twin }) => !known.has(`${task} ${twin}`));
    await tx.proposals.put(fresh.map((pair) => toProposal(context, pair)));
    // What is asked about is planned again, so that a create which was about to be sent is not; what is no longer, so that it is.
    await tx.links.markDirty(profile.id, touched);
    if (isAgain) await tx.settings.set(againKey(profile.id), null);
  });
}

function toProposal({ ports, profile }: RunContext, { task, twin, score, reasons }: Pair): Proposal {
  const since = timestamp(ports);
  const answer = { state: 'open' as const, answeredAt: null };
  return { id: ports.ids.next(), profile: profile.id, task, twin, score, reasons, since, ...answer };
}

/** Proposals that nobody can answer any more, or has to. */
async function withdrawn(
  store: Store,
  open: readonly Proposal[],
  matched: ReadonlySet<TaskId>,
): Promise<readonly Proposal[]> {
  const ids = [...new Set(open.flatMap(({ task, twin }) => [task, twin]))];
  const items = new Map((await loadItems(store, ids)).map((item) => [item.taskId, item]));
  return open.filter(({ task, twin }) => {
    const [a, b] = [items.get(task), items.get(twin)];
    if (!a || !b || !isThere(a) || !isThere(b) || matched.has(task) || matched.has(twin)) return true;
    const places = placesOf(a);
    return placesOf(b).some((endpoint) => places.includes(endpoint));
  });
}

function isThere(item: SyncItem): boolean {
  return item.task === null ? placesOf(item).length > 0 : item.task.deletedAt === null;
}

/** Endpoints at which it has a record. */
export function placesOf({ links }: Pick<SyncItem, 'links'>): readonly EndpointId[] {
  return links.filter(({ state }) => state !== 'gone' && state !== 'unlinked').map(({ endpoint }) => endpoint);
}

interface Search {
  readonly reach: Reach;
  readonly isLikeness: boolean;
  readonly kept: readonly Proposal[];
  readonly fresh: ReadonlySet<TaskId>;
  readonly matched: ReadonlySet<TaskId>;
  /** Records without a task, also those that are asked about. */
  readonly newcomers: readonly TaskId[];
}

async function findPairs(context: RunContext, search: Search): Promise<readonly Pair[]> {
  const { store, profile } = context;
  const { reach, kept, fresh, matched } = search;
  const by = reach === 'all' ? sureKeys(profile.match.by) : [];
  const looks: Look[] = [];
  const candidates: Candidate[] = [];
  for await (const items of itemsOf(context, search)) {
    const open = items.filter((item) => !matched.has(item.taskId) && item.creating.size === 0 && isThere(item));
    const rules = await rulesFor(context, open);
    looks.push(...open.map((item) => lookOf(item, rules)));
    if (by.length > 0) candidates.push(...(await nameAll(context, open, by)));
  }
  const isRefused = await refusedPairs(
    store,
    looks.map(({ task }) => task),
  );
  // At first contact the question is about newcomers; two tasks that lack a twin each have been let go before.
  const isDifferent = (a: TaskId, b: TaskId): boolean =>
    isRefused(a, b) || (reach === 'newcomers' && !fresh.has(a) && !fresh.has(b));
  const asked = new Set(kept.map(({ task, twin }) => `${task} ${twin}`));
  const sure = matchItems(candidates, [], by, isRefused)
    .map(({ newcomer, task, by: key }) => ({ ...asPair(newcomer, task), score: 1, reasons: [sureReason(key)] }))
    .filter(({ task, twin }) => !asked.has(`${task} ${twin}`));
  if (!search.isLikeness) return sure;
  const steps = proposeInSteps(looks, { proposed: [...kept, ...sure], isDifferent });
  for (;;) {
    const step = steps.next();
    if (step.done) return [...sure, ...step.value];
    await breathe(context);
  }
}

/** Newcomers, and tasks that lack a record at one of the endpoints. */
async function* itemsOf(context: RunContext, { newcomers }: Search): AsyncGenerator<readonly SyncItem[]> {
  yield* inBatches(context, newcomers);
  const { store, profile } = context;
  const endpoints = profile.endpoints.map(({ id }) => id);
  for (let after: TaskId | null = null; ; ) {
    const page: Awaited<ReturnType<Store['tasks']['unlinkedAmong']>> = await store.tasks.unlinkedAmong(
      profile.id,
      endpoints,
      after,
      500,
    );
    yield await loadItems(
      store,
      page.tasks.map(({ id }) => id),
    );
    await breathe(context);
    after = page.next;
    if (after === null) return;
  }
}

/** As task values: those of the task, or what the record would become. */
function lookOf(item: SyncItem, { endpoints }: SyncRules): Look {
  const places = placesOf(item);
  const own = item.links.flatMap(({ endpoint, observation }) => {
    const mapper = endpoints.find((one) => one.endpoint.id === endpoint)?.mapper;
    return mapper && observation && places.includes(endpoint) ? [readRecord(mapper, observation.fields)] : [];
  });
  return { task: item.taskId, endpoints: places, fields: item.task?.fields ?? Object.assign({}, ...own) };
}

/** What they are recognised by: their records, and for tasks what they are called here. */
async function nameAll(
  context: RunContext,
  items: readonly SyncItem[],
  by: readonly MatchBy[],
): Promise<readonly Candidate[]> {
  const named = await nameNewcomers(context, items, by);
  return named.map((candidate, index) => {
    const item = items[index];
    const endpoints = item ? placesOf(item) : [];
    const names = new Map(candidate.names);
    if (item?.task) for (const key of by) if (isField(key)) names.set(key, namesHere(item.task, key));
    // Those that are only here are at one place, too.
    return { ...candidate, endpoints: endpoints.length > 0 ? endpoints : [''], names };
  });
}

function isField(key: MatchBy): key is 'title' | `field:${string}` {
  return key !== 'marker' && key !== 'reference';
}

function namesHere({ fields }: Task, key: 'title' | `field:${string}`) {
  return key === 'title' ? titleName(String(fields['title'] ?? '')) : fieldName(fields[fieldOf(key) as FieldName]);
}

function sureReason(by: MatchBy): string {
  if (by === 'title') return 'the same title, which no other has';
  return by === 'marker' || by === 'reference'
    ? 'one names the address of the other'
    : `the same value of ${fieldOf(by)}`;
}
