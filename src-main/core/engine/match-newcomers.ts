import type { TaskId } from '../../../src-shared/domain/ids.ts';
import type { Link } from '../../../src-shared/domain/link.ts';
import type { Task } from '../../../src-shared/domain/task.ts';
import {
  type Candidate,
  type MatchBy,
  matchItems,
  mentionsIn,
  type RecordName,
  titleName,
} from '../../../src-shared/sync/match-items.ts';
import type { SyncItem } from '../../../src-shared/sync/rules.ts';
import { hasEnded } from './load-items.ts';
import { findAwaitedTwins, matchOrphans, noOrphans } from './match-own-records.ts';
import type { RunContext } from './run-context.ts';
import { isIdentityReference } from './store-observations.ts';

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
  const { profile } = context;
  const isByMarkerOnly = profile.match.mode === 'create-only' || profile.endpoints.length < 2;
  const by: readonly MatchBy[] = ['marker', ...(isByMarkerOnly ? [] : profile.match.by)];
  const names: readonly MatchBy[] = context.isPastLost ? [...new Set([...by, 'title' as const])] : by;
  const newcomers: TaskId[] = [];
  const candidates: Candidate[] = [];
  for await (const items of batches()) {
    const fresh = items.filter((item) => item.task === null && item.links.length > 0);
    for (const { taskId } of fresh) newcomers.push(taskId);
    candidates.push(...(await nameNewcomers(context, fresh, names)));
  }
  const awaited = await findAwaitedTwins(context, candidates, batches);
  const found = new Set(awaited.map(({ newcomer }) => newcomer));
  const others = candidates.filter(({ task }) => !found.has(task));
  const known = (await knownCandidates(context, others, by)).filter(({ task }) => !found.has(task));
  const liked = matchItems(others, withAwaited(known, awaited, candidates), by);
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
  return known.map((one) => {
    const own = awaited.filter(({ task }) => task === one.task);
    return { ...one, endpoints: [...one.endpoints, ...own.flatMap(({ newcomer }) => placesOf.get(newcomer) ?? [])] };
  });
}

/** What each newcomer is called, and what it speaks of. */
async function nameNewcomers(
  { store }: RunContext,
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

const fieldOf = (by: `field:${string}`): string => by.slice('field:'.length);

function fieldName(value: unknown): RecordName[] {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
  return text === '' ? [] : [{ text, own: true }];
}

/** Tasks that are here already and may be the same as a newcomer. */
async function knownCandidates(
  context: RunContext,
  newcomers: readonly Candidate[],
  by: readonly MatchBy[],
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
    if (key === 'marker' || key === 'reference') await addByReference(context, newcomers, key, add);
    else await addByField(context, newcomers, key, add);
  }
  if (by.includes('title')) await addUnanswered(context, newcomers, add);
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

/** A record whose create was never answered has the title that we sent, whatever its task is called by now. */
async function addUnanswered({ store, profile }: RunContext, newcomers: readonly Candidate[], add: Add): Promise<void> {
  const open = await store.outbox.open(profile.id);
  const unanswered = open.filter(({ kind, state }) => kind === 'create' && state === 'uncertain');
  const ops = await store.outbox.get(unanswered.map(({ id }) => id));
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

/** One statement for a thousand names: the database answers at once, and nobody else has a turn meanwhile. */
function slicesOf(names: readonly string[]): readonly (readonly string[])[] {
  const size = 1_000;
  return Array.from({ length: Math.ceil(names.length / size) }, (_, index) =>
    names.slice(index * size, (index + 1) * size),
  );
}
