import type { EndpointId, TaskId } from '../domain/ids.ts';
import type { MatchKey } from '../domain/profile.ts';

/** Ways that are sure enough to join two records without asking. */
export type SureKey = Exclude<MatchKey, 'likeness'>;
/** How twins are recognised. `marker`: one of them carries the mark that an installation of ours gave it; always asked first. */
export type MatchBy = 'marker' | SureKey;

export function sureKeys(by: readonly MatchKey[]): readonly SureKey[] {
  return by.filter((key) => key !== 'likeness');
}

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
 * First contact: which of the newly seen records are the same as a task that is known, or as each other, at however many places.
 * A name joins when each place has at most one that goes by it; anything ambiguous is left apart, since a wrong pair destroys
 * two tasks and a missed one costs a duplicate. Pure.
 * @param areDifferent a person said that the two are not the same
 */
export function matchItems(
  newcomers: readonly Candidate[],
  known: readonly Candidate[],
  by: readonly MatchBy[],
  areDifferent: (task: TaskId, twin: TaskId) => boolean = () => false,
): readonly Match[] {
  const knownTasks = new Set(known.map((one) => one.task));
  const position = new Map(newcomers.map((one, index) => [one.task, index]));
  const matched = new Set<TaskId>();
  const matches: Match[] = [];
  for (const key of by) {
    const open = [...known, ...newcomers].filter((one) => !matched.has(one.task));
    for (const group of joinByName(open, key, knownTasks, areDifferent)) {
      const newOnes = group
        .filter((one) => !knownTasks.has(one.task))
        .sort((a, b) => (position.get(a.task) ?? 0) - (position.get(b.task) ?? 0));
      // What is known stays the task; of newcomers it is the earliest.
      const task = (group.find((one) => knownTasks.has(one.task)) ?? newOnes[0])?.task;
      for (const one of group) matched.add(one.task);
      for (const { task: newcomer } of newOnes) {
        if (task !== undefined && newcomer !== task) matches.push({ newcomer, task, by: key });
      }
    }
  }
  return matches;
}

/** Titles that a person takes for the same: composition and white space do not matter. */
export function titleName(title: string): readonly RecordName[] {
  const text = title.normalize().trim().replace(/\s+/g, ' ');
  return text === '' ? [] : [{ text, own: true }];
}

export function fieldName(value: unknown): RecordName[] {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
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

/** Groups of two and more that names join, one name leading to the next. */
function joinByName(
  candidates: readonly Candidate[],
  by: MatchBy,
  known: ReadonlySet<TaskId>,
  areDifferent: (task: TaskId, twin: TaskId) => boolean,
): Iterable<readonly Candidate[]> {
  const groupOf = new Map<TaskId, readonly Candidate[]>();
  for (const named of groupByName(candidates, by)) {
    // Two that speak of the same third thing are not the same.
    if (named.filter(({ own }) => !own).length > 1 || !named.some(({ own }) => own)) continue;
    const joined = new Set(named.flatMap(({ candidate }) => groupOf.get(candidate.task) ?? [candidate]));
    const group = [...joined];
    const endpoints = group.flatMap((one) => one.endpoints);
    const isApart = new Set(endpoints).size === endpoints.length;
    const isOneTask = group.filter((one) => known.has(one.task)).length <= 1;
    const isRefused = group.some((one) => group.some((other) => areDifferent(one.task, other.task)));
    if (group.length > 1 && isApart && isOneTask && !isRefused) for (const one of group) groupOf.set(one.task, group);
  }
  return new Set(groupOf.values());
}

/** Who goes by each name; who has it of their own and speaks of it as well counts once. */
function groupByName(candidates: readonly Candidate[], by: MatchBy): Iterable<readonly Named[]> {
  const groups = new Map<string, Map<TaskId, Named>>();
  for (const candidate of candidates) {
    for (const { text, own } of candidate.names.get(by) ?? []) {
      const same = groups.get(text) ?? new Map<TaskId, Named>();
      groups.set(text, same);
      same.set(candidate.task, { candidate, own: own || same.get(candidate.task)?.own === true });
    }
  }
  return [...groups.values()].map((same) => [...same.values()]);
}
