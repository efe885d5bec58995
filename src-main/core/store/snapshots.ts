import type { FieldName } from '../../../src-shared/domain/field.ts';
import type { TaskId } from '../../../src-shared/domain/ids.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { Store } from './store.ts';

/** Whole copies of a store that lives in a file, and the way back to one. */
export interface Snapshots {
  /** Holds on to what is committed now. Everybody goes on writing. */
  hold(): Snapshot;
  /**
   * Makes a copy fit to be read by this version: it is checked, upgraded if an older one made it, and refused with
   * `invalid-input` when it is damaged, from a newer version, or no data of Task Sync. It is the caller's own file.
   */
  ready(file: string): Promise<SnapshotFacts>;
  /** What would become different here; `ready` before. */
  compare(file: string, page: { readonly offset: number; readonly limit: number }): Promise<Difference>;
  /**
   * Everything here becomes what the copy says, at once or not at all, whatever happens meanwhile; `ready` before. Nothing that
   * it says of the services counts as agreed afterwards (S23).
   * @param prepare what else is different in it from the first moment on
   */
  adopt(file: string, prepare: (copy: Store) => Promise<void>): Promise<void>;
}

export interface Snapshot {
  /** Into a new file: whole, checked, on the disk, its owner's alone. Can be asked once. */
  copyTo(file: string): Promise<SnapshotFacts>;
  /** Lets go of what it holds; more than once is fine. */
  release(): void;
}

export interface SnapshotFacts {
  readonly schema: number;
  /** Without those in the bin. */
  readonly tasks: number;
  readonly profiles: number;
  readonly connections: number;
  /** Writes that have not left yet. */
  readonly waiting: number;
}

/** What an exchange of the data would change: `back` is only in the copy, `gone` only here. */
export const differenceKinds = ['gone', 'changed', 'back'] as const;
export type DifferenceKind = (typeof differenceKinds)[number];

export interface Difference {
  readonly counts: Readonly<Record<DifferenceKind, number>>;
  /** A page of them: what would be gone first, then by title. */
  readonly tasks: readonly TaskDifference[];
  readonly profiles: readonly NamedDifference[];
  readonly connections: readonly NamedDifference[];
}

export interface TaskDifference {
  readonly task: TaskId;
  readonly title: string;
  readonly kind: DifferenceKind;
  /** Of a changed one: the fields that would be others; `bin` when it would go into the bin or out of it. */
  readonly fields: readonly (FieldName | 'bin')[];
}

export interface NamedDifference {
  /** As it is called now; of one that comes back, as it was called then. */
  readonly name: string;
  readonly kind: DifferenceKind;
}

export function damagedCopy(cause?: unknown): TaskSyncError {
  return new TaskSyncError(
    'invalid-input',
    'This backup is damaged, so it was not used. Your data was left as it is. Choose another backup.',
    { cause },
  );
}
