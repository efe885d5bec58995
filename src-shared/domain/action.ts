import type { FieldName, FieldValue } from './field.ts';
import type { Origin, RemoteId, TaskId } from './ids.ts';

/**
 * One thing to do, as data. `at` says where: `here` or an endpoint; the values are in the value space of that place.
 *
 * - `create`: a new record there
 * - `update`: these fields change
 * - `close`: the record's status moves to a closed one, because its twin is gone
 * - `delete`: here: into the bin; at a service: deleted
 * - `restore`: here: back from the bin, because the other side was edited after the deletion (S9)
 * - `link`: two records that were found to be the same become twins
 * - `unlink`: they stop being twins; neither is touched
 */
export interface Action {
  readonly kind: 'create' | 'update' | 'close' | 'delete' | 'restore' | 'link' | 'unlink';
  readonly task: TaskId;
  readonly title: string;
  readonly at: Origin;
  /** Null where there is none yet, and for `here`. */
  readonly remoteId: RemoteId | null;
  readonly fields: readonly FieldChange[];
  /** Whose change this carries: the endpoint it came from, or `here`. */
  readonly from: Origin;
}

export interface FieldChange {
  readonly field: FieldName;
  readonly before: FieldValue | undefined;
  readonly after: FieldValue;
}
