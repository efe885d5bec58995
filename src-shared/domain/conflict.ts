import type { FieldName, FieldValue } from './field.ts';
import type { ConflictId, EndpointId, Origin, ProfileId, RunId, TaskId, Timestamp } from './ids.ts';
import type { Link } from './link.ts';
import type { Stamp } from './task.ts';

/** Both sides changed one field differently and no rule decides. Values are task values, so that a person can read them. */
export interface Conflict {
  readonly id: ConflictId;
  readonly profile: ProfileId;
  readonly task: TaskId;
  readonly title: string;
  /** `field`: two values · `deletion`: deleted on one side, and the profile's policy is to ask. */
  readonly kind: 'field' | 'deletion';
  /** The field, or `task` for a deletion. */
  readonly field: FieldName;
  /** The endpoint at which the field waits. */
  readonly endpoint: EndpointId;
  readonly before: FieldValue | undefined;
  /** First what the task holds (and where that came from), then what the endpoint says. */
  readonly sides: readonly [ConflictSide, ConflictSide];
  /**
   * What the endpoint said, as a remote value: a decision is about this and about nothing that came later. Absent for
   * deletions, and in conflicts stored before 0.2.
   */
  readonly seen?: FieldValue;
  readonly since: Timestamp;
  readonly state: 'open' | 'resolved';
  /** How it ended: `person`, `newest`, `priority`, `equal` (the sides came to agree), `edit-beats-delete`. */
  readonly resolution: string | null;
  /** What a person's decision changed, for taking it back. Absent: it cannot be, or nobody decided. */
  readonly decided?: Decided;
}

/** How things were before a person decided. */
export interface Decided {
  /** Revision that the decision gave the task. */
  readonly rev: number;
  /** The profile's last run then: a later one may have carried the decision on. */
  readonly lastRun: RunId | null;
  /** Absent: the field had no value. */
  readonly value?: FieldValue;
  readonly stamp?: Stamp;
  readonly deletedAt: Timestamp | null;
  readonly link: Link;
}

export interface ConflictSide {
  readonly side: Origin;
  readonly value: FieldValue | undefined;
  readonly by: string | null;
  readonly at: Timestamp | null;
}
