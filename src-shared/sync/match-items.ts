import type { EndpointId, TaskId } from '../domain/ids.ts';
import type { MatchKey } from '../domain/profile.ts';

/** A record or task that has no twin yet at some endpoint. */
export interface Candidate {
  readonly task: TaskId;
  /** The endpoints at which it has a twin, or is one. */
  readonly endpoints: readonly EndpointId[];
  readonly title: string;
  readonly references: readonly string[];
}

export interface Match {
  /** The record seen for the first time. */
  readonly newcomer: TaskId;
  /** The task it is the same as. */
  readonly task: TaskId;
  readonly by: MatchKey;
}

/**
 * First contact: which of the newly seen records are the same as a task that is known, or as each other. Only unique pairs
 * match; anything ambiguous is left apart, since a wrong pair destroys two tasks and a missed one costs a duplicate. Pure.
 */
export function matchItems(
  newcomers: readonly Candidate[],
  known: readonly Candidate[],
  by: readonly MatchKey[],
): readonly Match[] {
  const matched = new Set<TaskId>();
  const position = new Map(newcomers.map((one, index) => [one.task, index]));
  const matches: Match[] = [];
  for (const key of by) {
    const keysOf = key === 'reference' ? byReference : byTitle;
    const groups = group([...known, ...newcomers], keysOf);
    for (const newcomer of newcomers) {
      if (matched.has(newcomer.task)) continue;
      const twin = uniqueTwin(newcomer, groups, keysOf, matched);
      if (!twin) continue;
      matched.add(newcomer.task);
      matched.add(twin.task);
      // Of two newcomers the earlier one becomes the task.
      const isEarlier = (position.get(twin.task) ?? -1) > (position.get(newcomer.task) ?? -1);
      const [first, second] = isEarlier ? [newcomer, twin] : [twin, newcomer];
      matches.push({ newcomer: second.task, task: first.task, by: key });
    }
  }
  return matches;
}

type KeysOf = (candidate: Candidate) => readonly string[];
const byReference: KeysOf = ({ references }) => references;
const byTitle: KeysOf = ({ title }) => {
  const key = title.normalize().trim().replace(/\s+/g, ' ');
  return key === '' ? [] : [key];
};

function group(candidates: readonly Candidate[], keysOf: KeysOf): ReadonlyMap<string, readonly Candidate[]> {
  const groups = new Map<string, Candidate[]>();
  for (const candidate of candidates) {
    for (const key of keysOf(candidate)) {
      const same = groups.get(key);
      if (same) same.push(candidate);
      else groups.set(key, [candidate]);
    }
  }
  return groups;
}

/** The one candidate with the same key that is not at the same place; null when there are several or none. */
function uniqueTwin(
  newcomer: Candidate,
  groups: ReadonlyMap<string, readonly Candidate[]>,
  keysOf: KeysOf,
  matched: ReadonlySet<TaskId>,
): Candidate | null {
  for (const key of keysOf(newcomer)) {
    const same = (groups.get(key) ?? []).filter((one) => one.task !== newcomer.task);
    const elsewhere = same.filter((one) => !one.endpoints.some((endpoint) => newcomer.endpoints.includes(endpoint)));
    const [twin] = elsewhere;
    if (twin && same.length === 1 && !matched.has(twin.task)) return twin;
  }
  return null;
}
