import type { EndpointId, LinkId, TaskId } from '../../../src-shared/domain/ids.ts';
import { type Candidate, type Match, matchItems } from '../../../src-shared/sync/match-items.ts';
import type { SyncItem } from '../../../src-shared/sync/rules.ts';
import { identityOf } from './identity.ts';
import { hasEnded } from './load-items.ts';
import type { RunContext } from './run-context.ts';
import { identityReference } from './store-observations.ts';

/** Of links that have one, matching by markers knows already. */
const noRoots: ReadonlyMap<LinkId, string> = new Map();

type Pair = Pick<Match, 'newcomer' | 'task'>;

/**
 * Newly seen records that carry the marker which a task here would give its twin there: another installation made them, or
 * this one did before an older copy of its data was put back. They are the twin, in every mode of matching.
 */
export async function findAwaitedTwins(
  context: RunContext,
  candidates: readonly Candidate[],
  batches: () => AsyncIterable<readonly SyncItem[]>,
): Promise<readonly Pair[]> {
  const holders = new Map<string, TaskId>();
  for (const { task, endpoints, names } of candidates) {
    for (const endpoint of endpoints) {
      for (const marker of ownMarkers({ names })) holders.set(`${endpoint} ${marker}`, task);
    }
  }
  const pairs: Pair[] = [];
  if (holders.size === 0) return pairs;
  for await (const items of batches()) {
    for (const item of items) {
      for (const { endpoint, marker } of awaitedMarkers(context, item)) {
        const newcomer = holders.get(`${endpoint} ${marker}`);
        if (newcomer !== undefined) pairs.push({ newcomer, task: item.taskId });
      }
    }
  }
  return pairs;
}

/** Markers that the task would give to the twins it does not have yet, and where. */
export function awaitedMarkers({ places }: Pick<RunContext, 'places'>, item: SyncItem): readonly AwaitedMarker[] {
  const { taskId, task, links } = item;
  if (task === null) return [];
  return places
    .filter((target) => !links.some((link) => link.endpoint === target.endpoint.id && !hasEnded(link)))
    .map((target) => ({
      endpoint: target.endpoint.id,
      marker: identityReference(identityOf(taskId, links, places, target, noRoots)),
    }));
}

interface AwaitedMarker {
  readonly endpoint: EndpointId;
  readonly marker: string;
}

export const noOrphans = { pairs: [] as readonly Pair[], orphans: new Set<TaskId>() as ReadonlySet<TaskId> };

/**
 * After an older copy was put back: what we had made for tasks that the copy does not know. Their markers do not tell which
 * belong together, so the title has to; what it does not tell is left as it is, and gets no twin.
 */
export function matchOrphans(candidates: readonly Candidate[], matched: readonly Match[]): typeof noOrphans {
  const known = new Set(matched.flatMap(({ newcomer, task }) => [newcomer, task]));
  const alone = candidates.filter((one) => ownMarkers(one).length > 0 && !known.has(one.task));
  const pairs = matchItems(alone, [], ['title']);
  const paired = new Set(pairs.flatMap(({ newcomer, task }) => [newcomer, task]));
  return { pairs, orphans: new Set(alone.map(({ task }) => task).filter((task) => !paired.has(task))) };
}

function ownMarkers({ names }: Pick<Candidate, 'names'>): readonly string[] {
  return (names.get('marker') ?? []).filter(({ own }) => own).map(({ text }) => text);
}
