import type { TaskSyncError } from '../../../src-shared/errors.ts';
import type { SnapshotFacts } from './snapshots.ts';
import type { Store } from './store.ts';

/** Data that cannot be read any more, and what can be put in its place. The damaged files are never changed. */
export interface DamagedData {
  /** As `Snapshots.ready`. */
  ready(copy: string): Promise<SnapshotFacts>;
  /**
   * Puts the damaged files aside, as they are, and the copy where they were; `ready` before. Nothing that it says of the services
   * counts as agreed afterwards (S23). A kill leaves the damaged data or the new. Throws `locked` while another program works
   * with it, `invalid-input` when it is damaged no longer.
   * @param copy null: nothing, so that the next start begins empty
   * @param prepare what else is different in it from the first moment on
   * @returns the folder that the damaged files are in now
   */
  replace(copy: string | null, prepare: (copy: Store) => Promise<void>): Promise<string>;
}

/** The error says that the data itself cannot be read; it may also come from a copy that is looked at. */
export function isDamagedData({ facts }: TaskSyncError): boolean {
  return facts['cause'] === 'damaged';
}
