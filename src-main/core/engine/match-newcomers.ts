import type { TaskId } from '../../../src-shared/domain/ids.ts';
import type { Link } from '../../../src-shared/domain/link.ts';
import { type Candidate, matchItems } from '../../../src-shared/sync/match-items.ts';
import type { SyncItem } from '../../../src-shared/sync/rules.ts';
import { mirrorIdentity } from './identity.ts';
import { loadItems } from './load-items.ts';
import type { Place, RunContext } from './run-context.ts';
import { identityReference } from './store-observations.ts';

export interface Matched {
  readonly items: readonly SyncItem[];
  /** Placeholder ids that became part of another task. */
  readonly absorbed: readonly TaskId[];
}

/**
 * First contact: records seen for the first time that are the same as a known task, or as each other, become links of one
 * task. Nothing is stored here; the plan shows each pair as a `link` action.
 */
export async function matchNewcomers(context: RunContext, items: readonly SyncItem[]): Promise<Matched> {
  const { profile, store } = context;
  const newcomers = items.filter((item) => item.task === null && item.links.length > 0);
  if (newcomers.length === 0 || profile.endpoints.length < 2 || profile.match.mode === 'create-only') {
    return { items, absorbed: [] };
  }
  const candidates = newcomers.map((item) => candidate(item, context.places));
  const known = await knownCandidates(context, newcomers, candidates);
  const matches = matchItems(candidates, known, profile.match.by);
  if (matches.length === 0) return { items, absorbed: [] };

  const byId = new Map(items.map((item) => [item.taskId, item]));
  const missing = matches.map((match) => match.task).filter((task) => !byId.has(task));
  for (const item of await loadItems(store, missing)) byId.set(item.taskId, item);
  for (const { newcomer, task } of matches) {
    const [from, to] = [byId.get(newcomer), byId.get(task)];
    if (!from || !to) continue;
    byId.set(task, { ...to, links: [...to.links, ...from.links.map((link): Link => ({ ...link, task }))] });
    byId.delete(newcomer);
  }
  return { items: [...byId.values()], absorbed: matches.map((match) => match.newcomer) };
}

function candidate(item: SyncItem, places: readonly Place[]): Candidate {
  const [link] = item.links;
  const title = link?.observation?.fields['title'];
  return {
    task: item.taskId,
    endpoints: item.links.map((one) => one.endpoint),
    title: typeof title === 'string' ? title : '',
    references: item.links.flatMap((one) => expectedIdentities(one, places)),
  };
}

/** By which markers the record's twins at the other endpoints would be known, had another installation made them. */
function expectedIdentities(link: Link, places: readonly Place[]): readonly string[] {
  const origin = places.find((place) => place.endpoint.id === link.endpoint);
  if (!origin) return [];
  return places
    .filter((place) => place !== origin)
    .map((target) => identityReference(mirrorIdentity(origin, link.remoteId, target)));
}

/** Tasks that may be the same as a newcomer: by title, and by the references their links carry. */
async function knownCandidates(
  context: RunContext,
  newcomers: readonly SyncItem[],
  candidates: readonly Candidate[],
): Promise<readonly Candidate[]> {
  const { store, profile } = context;
  const known = new Map<TaskId, Candidate>();
  if (profile.match.by.includes('title')) {
    for (const endpoint of profile.endpoints) {
      const titles = candidates.filter((one) => one.endpoints.includes(endpoint.id)).map((one) => one.title);
      const tasks = await store.tasks.unlinkedByTitle(profile.id, endpoint.id, [...new Set(titles)]);
      const links = await store.links.byTasks(tasks.map((task) => task.id));
      for (const { id, fields } of tasks) {
        const endpoints = links
          .filter((link) => link.task === id && link.state !== 'gone')
          .map((link) => link.endpoint);
        known.set(id, { task: id, endpoints, title: String(fields['title'] ?? ''), references: [] });
      }
    }
  }
  await addReferences(context, newcomers, candidates, known);
  return [...known.values()];
}

/** The newcomers' own stored references are put beside those of the links that share one. */
async function addReferences(
  context: RunContext,
  newcomers: readonly SyncItem[],
  candidates: readonly Candidate[],
  known: Map<TaskId, Candidate>,
): Promise<void> {
  const { store, profile } = context;
  if (!profile.match.by.includes('reference')) return;
  const own = await store.links.referencesOf(newcomers.flatMap((item) => item.links.map((link) => link.id)));
  const byTask = new Map(candidates.map((one) => [one.task, one]));
  const byLink = new Map(newcomers.flatMap((item) => item.links.map((link) => [link.id, item.taskId] as const)));
  for (const { link, references } of own) {
    const one = byTask.get(byLink.get(link) ?? '');
    if (one) Object.assign(one, { references: [...one.references, ...references] });
  }
  const wanted = [...new Set(candidates.flatMap((one) => one.references))];
  for (const { link, reference } of await store.links.byReference(profile.id, wanted)) {
    if (byTask.has(link.task)) continue;
    const before = known.get(link.task) ?? { task: link.task, endpoints: [], title: '', references: [] };
    known.set(link.task, {
      ...before,
      endpoints: [...before.endpoints, link.endpoint],
      references: [...before.references, reference],
    });
  }
}
