import type { TaskId } from '../../../src-shared/domain/ids.ts';
import type { Link } from '../../../src-shared/domain/link.ts';
import {
  type Candidate,
  type MatchBy,
  matchItems,
  mentionsIn,
  type RecordName,
  titleName,
} from '../../../src-shared/sync/match-items.ts';
import type { SyncItem } from '../../../src-shared/sync/rules.ts';
import { mirrorIdentity } from './identity.ts';
import { loadItems, stillCreating } from './load-items.ts';
import type { Place, RunContext } from './run-context.ts';
import { identityReference, isIdentityReference } from './store-observations.ts';

export interface Matched {
  readonly items: readonly SyncItem[];
  /** Placeholder ids that became part of another task. */
  readonly absorbed: readonly TaskId[];
}

/**
 * First contact: records seen for the first time that are the same as a known task, or as each other, become links of one
 * task. Nothing is stored here; the plan shows each pair as a `link` action. Our own markers count in every mode: they are
 * identity, not likeness, and keep a second installation from copying the copies of the first.
 */
export async function matchNewcomers(context: RunContext, items: readonly SyncItem[]): Promise<Matched> {
  const { profile, store } = context;
  const newcomers = items.filter((item) => item.task === null && item.links.length > 0);
  if (newcomers.length === 0 || profile.endpoints.length < 2) return { items, absorbed: [] };
  const by: readonly MatchBy[] = ['marker', ...(profile.match.mode === 'create-only' ? [] : profile.match.by)];
  const candidates = await nameNewcomers(context, newcomers, by);
  const matches = matchItems(candidates, await knownCandidates(context, candidates, by), by);
  if (matches.length === 0) return { items, absorbed: [] };

  const byId = new Map(items.map((item) => [item.taskId, item]));
  const missing = matches.map((match) => match.task).filter((task) => !byId.has(task));
  for (const item of await loadItems(store, missing)) byId.set(item.taskId, item);
  for (const { newcomer, task } of matches) {
    const [from, to] = [byId.get(newcomer), byId.get(task)];
    if (!from || !to) continue;
    const links = [...to.links, ...from.links.map((link): Link => ({ ...link, task }))];
    byId.set(task, { ...to, links, creating: stillCreating(to.creating, links) });
    byId.delete(newcomer);
  }
  return { items: [...byId.values()], absorbed: matches.map((match) => match.newcomer) };
}

/** What each newcomer is called, and what it speaks of. */
async function nameNewcomers(
  { store, places }: RunContext,
  newcomers: readonly SyncItem[],
  by: readonly MatchBy[],
): Promise<readonly Candidate[]> {
  const links = newcomers.flatMap((item) => item.links.map((link) => link.id));
  const own = new Map((await store.links.referencesOf(links)).map(({ link, references }) => [link, references]));
  return newcomers.map(({ taskId, links: its }) => ({
    task: taskId,
    endpoints: its.map((link) => link.endpoint),
    names: new Map(by.map((key) => [key, its.flatMap((link) => namesOf(link, key, own.get(link.id) ?? [], places))])),
  }));
}

function namesOf(link: Link, by: MatchBy, references: readonly string[], places: readonly Place[]): RecordName[] {
  const { title, body } = link.observation?.fields ?? {};
  switch (by) {
    case 'marker':
      return [
        ...references.filter(isIdentityReference).map((text) => ({ text, own: true })),
        ...expectedIdentities(link, places).map((text) => ({ text, own: false })),
      ];
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

/** By which markers the record's twins at the other endpoints would be known, had another installation made them. */
function expectedIdentities(link: Link, places: readonly Place[]): readonly string[] {
  const origin = places.find((place) => place.endpoint.id === link.endpoint);
  if (!origin) return [];
  return places
    .filter((place) => place !== origin)
    .map((target) => identityReference(mirrorIdentity(origin, link.remoteId, target)));
}

/** Tasks that are here already and may be the same as a newcomer. */
async function knownCandidates(
  context: RunContext,
  newcomers: readonly Candidate[],
  by: readonly MatchBy[],
): Promise<readonly Candidate[]> {
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
  return [...known].map(([task, { endpoints, names }]) => ({ task, endpoints: [...endpoints], names }));
}

type Add = (task: TaskId, key: MatchBy, name: RecordName, endpoints: readonly string[]) => void;

async function addByReference(
  { store, profile }: RunContext,
  newcomers: readonly Candidate[],
  key: MatchBy,
  add: Add,
): Promise<void> {
  const wanted = [...new Set(newcomers.flatMap((one) => (one.names.get(key) ?? []).map(({ text }) => text)))];
  for (const { link, reference } of await store.links.byReference(profile.id, wanted)) {
    add(link.task, key, { text: reference, own: true }, [link.endpoint]);
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
    const wanted = [...new Set(here.flatMap((one) => (one.names.get(key) ?? []).map(({ text }) => text)))];
    const tasks = await store.tasks.unlinkedBy(profile.id, endpoint, field, wanted);
    const links = await store.links.byTasks(tasks.map((task) => task.id));
    for (const { id, fields } of tasks) {
      const endpoints = links.filter((link) => link.task === id && link.state !== 'gone').map((link) => link.endpoint);
      const names = key === 'title' ? titleName(String(fields['title'] ?? '')) : fieldName(fields[field]);
      for (const name of names) add(id, key, name, endpoints);
    }
  }
}
