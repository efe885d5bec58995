import type { ErrorCode } from '../errors.ts';
import type { FieldName, FieldValue } from './field.ts';
import type { EndpointId, ProfileId, RemoteId, TaskId, Timestamp } from './ids.ts';

/**
 * Why a record is not what we believe it to be.
 *
 * - `changed-there`: somebody changed it there, and no run has taken it in yet
 * - `waiting-here`: changed here and not sent yet
 * - `conflict`, `problem`: it waits, and the task says so
 * - `match`: it may be the same as another, and waits until a person says
 * - `missing-there`: the service says that it has no such record
 * - `unknown-there`: a record that no run has seen yet
 * - `one-way`: the endpoint's direction keeps the two apart, as asked
 * - `theirs`: a comment there that is not ours to change, or a copy of one that somebody edited: its author's own copy decides;
 *   an attachment there that is not ours to delete
 * - `unexplained`: none of these: our mistake, to be reported
 */
export const differenceCauses = [
  'changed-there',
  'waiting-here',
  'conflict',
  'problem',
  'match',
  'missing-there',
  'unknown-there',
  'one-way',
  'theirs',
  'unexplained',
] as const;
export type DifferenceCause = (typeof differenceCauses)[number];

export interface Difference {
  readonly endpoint: EndpointId;
  readonly task: TaskId | null;
  readonly title: string | null;
  readonly remoteId: RemoteId;
  /** Null: the record as a whole. */
  readonly field: FieldName | null;
  readonly cause: DifferenceCause;
  /** Remote values: what the task says, what both last agreed on, what the service says. */
  readonly here: FieldValue | undefined;
  readonly base: FieldValue | undefined;
  readonly there: FieldValue | undefined;
}

/** Everything was read again and compared (L11). */
export interface Verification {
  readonly id: string;
  readonly profile: ProfileId;
  readonly startedAt: Timestamp;
  readonly finishedAt: Timestamp;
  readonly endpoints: readonly EndpointVerification[];
  readonly counts: Readonly<Record<DifferenceCause, number>>;
  /** The first of them; `counts` has all. */
  readonly differences: readonly Difference[];
}

export interface EndpointVerification {
  readonly endpoint: EndpointId;
  readonly name: string;
  readonly connector: string;
  readonly links: number;
  /** Of these, proven to be equal in every field. */
  readonly equal: number;
  /** Comments there, proven to say what ours say. */
  readonly equalComments: number;
  /** Attachments there, proven to be those that we know. */
  readonly equalAttachments: number;
  readonly requests: number;
  /** Why it could not be read to the end; then nothing is proven of the rest. */
  readonly failure: { readonly code: ErrorCode; readonly message: string } | null;
}
