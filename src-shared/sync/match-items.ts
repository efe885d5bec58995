import type { EndpointId, TaskId } from '../domain/ids.ts';
import type { MatchKey } from '../domain/profile.ts';

/** How twins are recognised. `marker`: one of them carries the mark that an installation of ours gave it; always asked first. */
export type MatchBy = 'marker' | MatchKey;

/**
 * One thing a record is recognised by. `own`: the record itself is called that (its address, its title); otherwise it only
 * speaks of it (an address in its text, the marker that its twin would have).
 */
export interface RecordName {
  readonly text: string;
  readonly own: boolean;
}

/** A record or task that has no twin yet at some endpoint. */
export interface Candidate {
  readonly task: TaskId;
  /** The endpoints at which it has a twin, or is one. */
  readonly endpoints: readonly EndpointId[];
  readonly names: ReadonlyMap<MatchBy, readonly RecordName[]>;
}

export interface Match {
  /** The record seen for the first time. */
  readonly newcomer: TaskId;
  /** The task it is the same as. */
  readonly task: TaskId;
  readonly by: MatchBy;
}

/**
 * First contact: which of the newly seen records are the same as a task that is known, or as each other. Only unique pairs
 * match; anything ambiguous is left apart, since a wrong pair destroys two tasks and a missed one costs a duplicate. Pure.
 */
export function matchItems(
  newcomers: readonly Candidate[],
  known: readonly Candidate[],
  by: readonly MatchBy[],
): readonly Match[] {
  const matched = new Set<TaskId>();
  const position = new Map(newcomers.map((one, index) => [one.task, index]));
  const matches: Match[] = [];
  for (const key of by) {
    const groups = groupByName([...known, ...newcomers], key);
    for (const newcomer of newcomers) {
      if (matched.has(newcomer.task)) continue;
      const twin = uniqueTwin(newcomer, groups, key, matched);
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

/** Titles that a person takes for the same: composition and white space do not matter. */
export function titleName(title: string): readonly RecordName[] {
  const text = title.normalize().trim().replace(/\s+/g, ' ');
  return text === '' ? [] : [{ text, own: true }];
}

const addresses = /https?:\/\/[^\s<>()[\]"'`]+/g;

/** Web addresses in a text, without the punctuation of the sentence around them. */
export function mentionsIn(text: string): readonly string[] {
  return [...new Set((text.match(addresses) ?? []).map((address) => address.replace(/[.,;:!?]+$/, '')))];
}

interface Named {
  readonly candidate: Candidate;
  readonly own: boolean;
}

function groupByName(candidates: readonly Candidate[], by: MatchBy): ReadonlyMap<string, readonly Named[]> {
  const groups = new Map<string, Named[]>();
  for (const candidate of candidates) {
    for (const { text, own } of candidate.names.get(by) ?? []) {
      const same = groups.get(text);
      if (same) same.push({ candidate, own });
      else groups.set(text, [{ candidate, own }]);
    }
  }
  return groups;
}

/** The one candidate with the same name that is not at the same place; null when there are several or none. */
function uniqueTwin(
  newcomer: Candidate,
  groups: ReadonlyMap<string, readonly Named[]>,
  by: MatchBy,
  matched: ReadonlySet<TaskId>,
): Candidate | null {
  for (const { text, own } of newcomer.names.get(by) ?? []) {
    const same = (groups.get(text) ?? []).filter(({ candidate }) => candidate.task !== newcomer.task);
    const [twin] = same;
    if (!twin || same.length !== 1 || matched.has(twin.candidate.task)) continue;
    const isElsewhere = !twin.candidate.endpoints.some((endpoint) => newcomer.endpoints.includes(endpoint));
    // Two that speak of the same third thing are not the same.
    if (isElsewhere && (own || twin.own)) return twin.candidate;
  }
  return null;
}
