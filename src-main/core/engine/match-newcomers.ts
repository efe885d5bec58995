import type { OpId, TaskId } from '../../../src-shared/domain/ids.ts';
import type { Link } from '../../../src-shared/domain/link.ts';
import type { Op } from '../../../src-shared/domain/op.ts';
import type { Task } from '../../../src-shared/domain/task.ts';
import {
  type Candidate,
  fieldName,
  type MatchBy,
  matchItems,
  mentionsIn,
  type RecordName,
  sureKeys,
  titleName,
} from '../../../src-shared/sync/match-items.ts';
import { createNameSieve, type NameSieve } from '../../../src-shared/sync/name-sieve.ts';
import type { SyncItem } from '../../../src-shared/sync/rules.ts';
import { openOps } from '../store/open-ops.ts';
import { markerAt } from './identity.ts';
import { letGoOfLiving } from './let-go.ts';
import { hasEnded } from './load-items.ts';
import { awaitedMarkers, findAwaitedTwins, matchOrphans, noOrphans } from './match-own-records.ts';
import { refusedPairs } from './refused-pairs.ts';
import type { RunContext } from './run-context.ts';
import { identityReference, isIdentityReference, rootOfReference } from './store-observations.ts';

export interface Matched {
  /** All records seen for the first time, by the ids of their placeholders. */
  readonly newcomers: readonly TaskId[];
  /** Task → newcomers that are its twins. */
  readonly twins: ReadonlyMap<TaskId, readonly TaskId[]>;
  /** Newcomers that we made for tasks which nobody knows any more. */
  readonly orphans: ReadonlySet<TaskId>;
}

/**
 * First contact: records seen for the first time that are the same as a known task, or as each other, become links of one
 * task. Nothing is stored here; the plan shows each pair as a `link` action. Our own markers count in every mode: they are
 * identity, not likeness, and keep a second installation from copying the copies of the first.
 */
export async function matchNewcomers(
  context: RunContext,
  batches: () => AsyncIterable<readonly SyncItem[]>,
): Promise<Matched> {
  const { profile, store } = context;
  const isByMarkerOnly = profile.match.mode === 'create-only' || profile.endpoints.length < 2;
  const by: readonly MatchBy[] = ['marker', ...(isByMarkerOnly ? [] : sureKeys(profile.match.by))];
  const names: readonly MatchBy[] = context.isPastLost ? [...new Set([...by, 'title' as const])] : by;
  const { newcomers, sieve } = await siftNewcomers(context, batches, names);
  const candidates: Candidate[] = [];
  // Of what an older copy of the data does not know, those without any twin count as well.
  const isKept = (one: Candidate): boolean => context.isPastLost || sieve.letsThrough(one);
  if (newcomers.length > 0 && (context.isPastLost || !sieve.isEmpty)) {
    for await (const items of batches()) {
      candidates.push(...(await nameNewcomers(context, items.filter(isNewcomer), names)).filter(isKept));
    }
  }
  const awaited = await findAwaitedTwins(context, candidates, batches);
  const found = new Set(awaited.map(({ newcomer }) => newcomer));
  const others = candidates.filter(({ task }) => !found.has(task));
  const known = (await knownCandidates(context, others, by)).filter(({ task }) => !found.has(task));
  const refused = await refusedPairs(store, newcomers);
  const liked = matchItems(others, withAwaited(known, awaited, candidates), by, refused);
  const { pairs, orphans } = context.isPastLost ? matchOrphans(others, liked) : noOrphans;
  const matches = [...awaited, ...liked, ...pairs];
  const twins = new Map<TaskId, TaskId[]>();
  for (const { newcomer, task } of matches) twins.set(task, [...(twins.get(task) ?? []), newcomer]);
  return { newcomers, twins, orphans };
}

/** Where an awaited twin joins a task, its place is taken. */
function withAwaited(
  known: readonly Candidate[],
  awaited: readonly { readonly newcomer: TaskId; readonly task: TaskId }[],
  newcomers: readonly Candidate[],
): readonly Candidate[] {
  const placesOf = new Map(newcomers.map(({ task, endpoints }) => [task, endpoints]));
  const joining = Map.groupBy(awaited, ({ task }) => task);
  return known.map((one) => {
    const taken = (joining.get(one.task) ?? []).flatMap(({ newcomer }) => placesOf.get(newcomer) ?? []);
    return { ...one, endpoints: [...one.endpoints, ...taken] };
  });
}

function isNewcomer({ task, links }: SyncItem): boolean {
  return task === null && links.length > 0;
}

/** Newcomers for whom what is here already is looked up together. */
const lookUpSize = 1_000;

/** Goes through all newcomers, of whom there may be a hundred thousand, and keeps what tells who may have a twin. */
async function siftNewcomers(
  context: RunContext,
  batches: () => AsyncIterable<readonly SyncItem[]>,
  by: readonly MatchBy[],
): Promise<{ readonly newcomers: readonly TaskId[]; readonly sieve: NameSieve }> {
  const newcomers: TaskId[] = [];
  const sieve = createNameSieve();
  const shareKnown = async (named: readonly Candidate[]): Promise<void> => {
    for (const { names } of await lookUpKnown(context, named, by)) {
      for (const [key, own] of names) for (const { text } of own) sieve.share(key, text);
    }
  };
  let waiting: Candidate[] = [];
  for await (const items of batches()) {
    const named = await nameNewcomers(context, items.filter(isNewcomer), by);
    for (const { task, names } of named) {
      newcomers.push(task);
      for (const [key, own] of names) for (const { text } of own) sieve.add(key, text);
    }
    for (const { marker } of items.flatMap((item) => awaitedMarkers(context, item))) sieve.add('marker', marker);
    waiting.push(...named);
    if (waiting.length < lookUpSize) continue;
    await shareKnown(waiting);
    waiting = [];
  }
  await shareKnown(waiting);
  if (newcomers.length > 0 && by.includes('title')) {
    for (const { fields } of await unansweredCreates(context)) {
      for (const { text } of titleName(String(fields['title'] ?? ''))) sieve.share('title', text);
    }
  }
  return { newcomers, sieve };
}

/** What each of them is called at the services, and what it speaks of. */
export async function nameNewcomers(
  { store }: Pick<RunContext, 'store'>,
  newcomers: readonly SyncItem[],
  by: readonly MatchBy[],
): Promise<readonly Candidate[]> {
  const links = newcomers.flatMap((item) => item.links.map((link) => link.id));
  const own = new Map((await store.links.referencesOf(links)).map(({ link, references }) => [link, references]));
  return newcomers.map(({ taskId, links: its }) => ({
    task: taskId,
    endpoints: its.map((link) => link.endpoint),
    names: new Map(by.map((key) => [key, its.flatMap((link) => namesOf(link, key, own.get(link.id) ?? []))])),
  }));
}

function namesOf(link: Link, by: MatchBy, references: readonly string[]): RecordName[] {
  const { title, body } = link.observation?.fields ?? {};
  switch (by) {
    case 'marker':
      return references.filter(isIdentityReference).map((text) => ({ text, own: true }));
    case 'reference':
      return [
        ...references.filter((text) => !isIdentityReference(text)).map((text) => ({ text, own: true })),
        ...mentionsIn(typeof body === 'string' ? body : '').map((text) => ({ text, own: false })),
      ];
    case 'title':
      return [...titleName(typeof title === 'string' ? title : '')];
    default:
      return fieldName(link.observation?.fields[fieldOf(by)]);
  }
}

export const fieldOf = (by: `field:${string}`): string => by.slice('field:'.length);

/** Tasks that are here already and may be the same as a newcomer. */
async function knownCandidates(
  context: RunContext,
  newcomers: readonly Candidate[],
  by: readonly MatchBy[],
): Promise<readonly Candidate[]> {
  if (newcomers.length === 0) return [];
  return lookUpKnown(context, newcomers, by, by.includes('title') ? await unansweredCreates(context) : []);
}

/** @param unanswered creates whose records have the title that we sent, whatever their task is called by now */
async function lookUpKnown(
  context: RunContext,
  newcomers: readonly Candidate[],
  by: readonly MatchBy[],
  unanswered: readonly Op[] = [],
): Promise<readonly Candidate[]> {
  if (newcomers.length === 0) return [];
  const known = new Map<TaskId, { endpoints: Set<string>; names: Map<MatchBy, RecordName[]> }>();
  const fresh = new Set(newcomers.map((one) => one.task));
  const add = (task: TaskId, key: MatchBy, name: RecordName, endpoints: readonly string[]): void => {
    if (fresh.has(task)) return;
    const one = known.get(task) ?? { endpoints: new Set(), names: new Map() };
    for (const endpoint of endpoints) one.endpoints.add(endpoint);
    one.names.set(key, [...(one.names.get(key) ?? []), name]);
    known.set(task, one);
  };
  for (const key of by) {
    if (key === 'marker') await addByOpenCreates(context, newcomers, add);
    if (key === 'marker' || key === 'reference') await addByReference(context, newcomers, key, add);
    else await addByField(context, newcomers, key, add);
  }
  await addUnanswered(context, newcomers, unanswered, add);
  return [...known].map(([task, { endpoints, names }]) => ({ task, endpoints: [...endpoints], names }));
}

type Add = (task: TaskId, key: MatchBy, name: RecordName, endpoints: readonly string[]) => void;

async function addByReference(
  { store, profile }: RunContext,
  newcomers: readonly Candidate[],
  key: MatchBy,
  add: Add,
): Promise<void> {
  for (const wanted of slicesOf(namesUnder(newcomers, key))) {
    for (const { task, endpoint, reference, state } of await store.links.byReference(profile.id, wanted)) {
      // What carries the marker of a record that was deleted is that record, made again: its place is free.
      const isFree = key === 'marker' && hasEnded({ state });
      add(task, key, { text: reference, own: true }, isFree ? [] : [endpoint]);
    }
    // A task of which no record is followed any more is still the task of their copies (S4).
    const letGo = key === 'marker' ? await letGoOfLiving({ store, profile }, wanted) : [];
    for (const { task, reference } of letGo) add(task, key, { text: reference, own: true }, []);
  }
}

/**
 * A task whose record ended before the copy elsewhere was sent: nothing names its root but the marker of that create, and who
 * made the record again has the same root. Apart they would both send one marker (S4).
 */
async function addByOpenCreates(
  { store, places }: RunContext,
  newcomers: readonly Candidate[],
  add: Add,
): Promise<void> {
  for (const wanted of slicesOf(namesUnder(newcomers, 'marker'))) {
    for (const target of places) {
      const markers = wanted.flatMap((reference) => {
        const root = rootOfReference(reference);
        return root === null ? [] : [markerAt(root, target)];
      });
      const creates = await store.outbox.byIdentity(target.endpoint.id, markers);
      const links = await store.links.byTasks(creates.map(({ task }) => task));
      for (const { task, identity } of creates) {
        const live = links.filter((link) => link.task === task && link.state !== 'unlinked' && !hasEnded(link));
        const name = { text: identityReference(identity ?? ''), own: true };
        add(
          task,
          'marker',
          name,
          live.map((link) => link.endpoint),
        );
      }
    }
  }
}

async function addByField(
  { store, profile }: RunContext,
  newcomers: readonly Candidate[],
  key: Exclude<MatchBy, 'marker' | 'reference'>,
  add: Add,
): Promise<void> {
  const field = key === 'title' ? 'title' : fieldOf(key);
  for (const { id: endpoint } of profile.endpoints) {
    const here = newcomers.filter((one) => one.endpoints.includes(endpoint));
    const tasks: Task[] = [];
    for (const wanted of slicesOf(namesUnder(here, key))) {
      tasks.push(...(await store.tasks.unlinkedBy(profile.id, endpoint, field, wanted)));
    }
    const links = await store.links.byTasks(tasks.map((task) => task.id));
    for (const { id, fields } of tasks) {
      const endpoints = links.filter((link) => link.task === id && !hasEnded(link)).map((link) => link.endpoint);
      const names = key === 'title' ? titleName(String(fields['title'] ?? '')) : fieldName(fields[field]);
      for (const name of names) add(id, key, name, endpoints);
    }
  }
}

async function unansweredCreates(context: RunContext): Promise<readonly Op[]> {
  const ids: OpId[] = [];
  for await (const page of openOps(context, context.profile.id)) {
    for (const { id, kind, state } of page) if (kind === 'create' && state === 'uncertain') ids.push(id);
  }
  return await context.store.outbox.get(ids);
}

async function addUnanswered(
  { store }: RunContext,
  newcomers: readonly Candidate[],
  ops: readonly Op[],
  add: Add,
): Promise<void> {
  const links = await store.links.byTasks(ops.map(({ task }) => task));
  for (const { task, endpoint, fields } of ops) {
    const there = newcomers.filter(({ endpoints: its }) => its.includes(endpoint));
    const wanted = new Set(namesUnder(there, 'title'));
    const endpoints = links.filter((link) => link.task === task && !hasEnded(link)).map((link) => link.endpoint);
    for (const name of titleName(String(fields['title'] ?? ''))) {
      if (wanted.has(name.text)) add(task, 'title', name, endpoints);
    }
  }
}

function namesUnder(candidates: readonly Candidate[], key: MatchBy): readonly string[] {
  return [...new Set(candidates.flatMap((one) => (one.names.get(key) ?? []).map(({ text }) => text)))];
}

/** One statement for some names: the database answers at once, and nobody else has a turn meanwhile. */
function slicesOf(names: readonly string[]): readonly (readonly string[])[] {
  const size = 250;
  return Array.from({ length: Math.ceil(names.length / size) }, (_, index) =>
    names.slice(index * size, (index + 1) * size),
  );
}
