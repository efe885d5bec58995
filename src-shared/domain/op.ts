import type { Fields } from './field.ts';
import type { EndpointId, OpId, ProfileId, RemoteId, RunId, TaskId, Timestamp } from './ids.ts';

/**
 * A write on its way to a service, with its attempts. What is pending is derived from bases; an Op records *attempts*
 * and the intents that cannot be derived (correctness.md 1.6).
 *
 * ready → attempting → acked · uncertain (we do not know whether it arrived: look up before any retry) · parked (refused; waits for
 * a person or a new value)
 */
export type OpState = 'ready' | 'attempting' | 'acked' | 'uncertain' | 'parked';

export interface Op {
  readonly id: OpId;
  readonly profile: ProfileId;
  readonly endpoint: EndpointId;
  readonly task: TaskId;
  readonly kind: 'create' | 'update' | 'close' | 'delete';
  /** Null for a create that was not confirmed yet. */
  readonly remoteId: RemoteId | null;
  /** Creates: the deterministic marker by which the record is found again. */
  readonly identity: string | null;
  /** Remote values to write; the whole record for a create. */
  readonly fields: Fields;
  /** Version token the write was planned against. */
  readonly expected: string | null;
  readonly state: OpState;
  readonly attempts: number;
  readonly reason: { readonly code: string; readonly message: string } | null;
  /** Not before. */
  readonly retryAt: Timestamp | null;
  readonly run: RunId;
  readonly createdAt: Timestamp;
  readonly attemptedAt: Timestamp | null;
}
