import type { RemoteTask, WriteResult } from '../../../src-shared/connector/connector.ts';
import type { Fields } from '../../../src-shared/domain/field.ts';
import type { Timestamp } from '../../../src-shared/domain/ids.ts';
import type { Op } from '../../../src-shared/domain/op.ts';
import type { TaskSyncError } from '../../../src-shared/errors.ts';
import { type RunContext, timestamp } from './run-context.ts';

/** What became of one attempted write. */
export type Outcome =
  /** The service took it; `fields` is what was sent. */
  | { readonly kind: 'written'; readonly result: WriteResult; readonly fields: Fields }
  /** An earlier attempt had arrived. */
  | { readonly kind: 'adopted'; readonly task: RemoteTask; readonly duplicates: number; readonly fields: Fields }
  | { readonly kind: 'removed' }
  /** The record changed or is no longer linked: the next plan decides anew. */
  | { readonly kind: 'obsolete' }
  /** The record was not there (404); to be proven before it counts as deleted. */
  | { readonly kind: 'missing' }
  /** Identity class E: nobody can tell whether the create arrived; a person looks (S4). */
  | { readonly kind: 'undecidable' }
  /** The service's search may not show it yet. */
  | { readonly kind: 'too-early'; readonly retryInMs: number }
  /** `isUnseen`: what an earlier attempt did could not be looked up. */
  | { readonly kind: 'failed'; readonly error: TaskSyncError; readonly isUnseen?: boolean };

/** Turns what a connector threw into an outcome. */
export function cause(op: Op, error: TaskSyncError): Outcome {
  if (op.kind !== 'create' && error.code === 'stale-version') return { kind: 'obsolete' };
  if (op.kind !== 'create' && error.code === 'not-found') return { kind: 'missing' };
  return { kind: 'failed', error };
}

/** A request without an answer may still be carried out: what waits for that counts from now, not from an earlier attempt (S4). */
export function countedFromNow<O extends { readonly attemptedAt: Timestamp | null }>(
  { ports }: Pick<RunContext, 'ports'>,
  op: O,
  { error, isUnseen }: { readonly error: TaskSyncError; readonly isUnseen?: boolean },
): O {
  return isUnseen || error.applied !== 'unknown' ? op : { ...op, attemptedAt: timestamp(ports) };
}
