import type { Snapshot } from '../store/snapshots.ts';
import type { Backup, BackupReason } from './backup.ts';

/**
 * The folder of the backups, for its owner only. A backup has its name from the moment on when it was read again from the disk
 * and found whole; nothing is ever written over.
 */
export interface BackupFolder {
  /** Newest first; what is no backup is left out. */
  list(): Promise<readonly Backup[]>;
  /** Throws `invalid-input` when there is none of that name. */
  get(name: string): Promise<Backup>;
  make(snapshot: Snapshot, reason: BackupReason, passphrase: string | null): Promise<Backup>;
  /** Takes a file from elsewhere in. @returns its name here */
  bring(file: string): Promise<string>;
  /** The database in it, in a file that is the caller's to remove with `discard`. */
  unpack(name: string, passphrase: string | null): Promise<string>;
  discard(file: string): Promise<void>;
  remove(name: string): Promise<void>;
  /** Removes what a program left that ended in the middle. Only for the writer of the data, before it begins. */
  clean(): Promise<void>;
}
