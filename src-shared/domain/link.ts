import type { FieldName, Fields, FieldValue } from './field.ts';
import type { EndpointId, LinkId, RemoteId, RunId, TaskId, Timestamp } from './ids.ts';

/**
 * The pair (task, remote task) at one endpoint.
 *
 * - `linked`: both are there
 * - `deleted`: proven to be deleted at the service (S8), and not yet dealt with
 * - `gone`: deleted there and dealt with: a tombstone
 * - `out-of-scope`: left the endpoint's container or filter; not a deletion
 * - `unlinked`: a person or a policy ended it; neither side is touched any more
 */
export type LinkState = 'linked' | 'deleted' | 'gone' | 'out-of-scope' | 'unlinked';

export interface Link {
  readonly id: LinkId;
  readonly task: TaskId;
  readonly endpoint: EndpointId;
  readonly remoteId: RemoteId;
  readonly state: LinkState;
  /** Values last known to be equal on both sides, as remote values; null: nothing is known yet. */
  readonly base: Fields | null;
  /** How we know the base. Never null when `base` is not (S2). */
  readonly evidence: Evidence | null;
  readonly observation: Observation | null;
  /**
   * Fields the service did not store as sent (normalised or ignored): field → the remote value we sent. While the task
   * still projects to that value there is nothing to send again (S5).
   */
  readonly sent: Readonly<Record<FieldName, FieldValue>>;
  readonly marks?: LinkMarks;
}

/** What is unusual about a link; most have none of it. */
export interface LinkMarks {
  /**
   * Another program keeps changing these fields back (S20): they wait on both sides. Remote field → the task's revision at
   * that time; a person's later edit of the field ends it.
   */
  readonly frozen?: Readonly<Record<FieldName, number>>;
  /**
   * A run made the record, and that was undone: it is to be closed or deleted, as the profile says, while the task stays.
   * Only the version that was seen then: an edit there since keeps it.
   */
  readonly retiring?: { readonly version: string | null };
  /** Its deletion was dealt with, and then it was there again: a task that is in the bin comes back with it. */
  readonly returned?: true;
  /** Why it is out of scope, in the connector's words: moved away, or not to be seen any more. */
  readonly away?: string;
}

export interface Evidence {
  readonly kind: 'observed' | 'response' | 're-read';
  readonly run: RunId | null;
  readonly version: string | null;
  readonly at: Timestamp;
}

/** What was last read from the service. */
export interface Observation {
  readonly fields: Fields;
  /** Precondition token of the record: an ETag, a lock version, an update time; opaque. */
  readonly version: string | null;
  /** The version that this one took the place of, as far as we saw it: a copy that has it is older. */
  readonly replaced?: string;
  /** Server's time of its last change, if it says so. */
  readonly updatedAt: Timestamp | null;
  /** Server's time of its creation, if it says so: tells a new record under a used number from the old one. */
  readonly createdAt?: Timestamp;
  readonly updatedBy: string | null;
  readonly url: string | null;
  /** The provider's own text of the record, kept so that what we do not know goes back byte for byte (S6). */
  readonly raw: string | null;
  readonly seenAt: Timestamp;
}
