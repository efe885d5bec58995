import type { ProfileId, ProposalId, TaskId, Timestamp } from './ids.ts';

/**
 * Two that may be the same task. While it is open, neither of them is created anywhere: a wrong guess would make a
 * duplicate, or destroy two tasks.
 *
 * - `open`: waits for a person
 * - `same`: a person said so, and they became one
 * - `different`: a person said so; they are never proposed or matched again
 */
export interface Proposal {
  readonly id: ProposalId;
  readonly profile: ProfileId;
  /** A task, or the id that a record seen for the first time has until it becomes one. The one that comes first. */
  readonly task: TaskId;
  readonly twin: TaskId;
  readonly state: 'open' | 'same' | 'different';
  /** 0 to 1. */
  readonly score: number;
  /** What speaks for it and against it, in words. */
  readonly reasons: readonly string[];
  readonly since: Timestamp;
  readonly answeredAt: Timestamp | null;
}

/** The two in their order, so that a pair has one name whoever asks. */
export function asPair(a: TaskId, b: TaskId): { readonly task: TaskId; readonly twin: TaskId } {
  return a < b ? { task: a, twin: b } : { task: b, twin: a };
}
