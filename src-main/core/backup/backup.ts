import type { Timestamp } from '../../../src-shared/domain/ids.ts';
import type { SnapshotFacts } from '../store/snapshots.ts';

/** Why one was made: once a day, by a person, or before something that cannot be taken back in another way. */
export const backupReasons = ['daily', 'you', 'migration', 'bulk', 'restore'] as const;
export type BackupReason = (typeof backupReasons)[number];

/** What a backup says of itself to everybody who has the file. No task text, no names. */
export interface Manifest extends SnapshotFacts {
  /** The moment whose data it holds. */
  readonly at: Timestamp;
  readonly reason: BackupReason;
  /** Passwords and tokens are never part of the data; said for those who read the file. */
  readonly secrets: 'not included';
  /** Of the database in it. */
  readonly bytes: number;
}

export interface Backup extends Manifest {
  /** Of its file. */
  readonly name: string;
  /** Bytes of its file. */
  readonly size: number;
  /** A passphrase opens it. */
  readonly isSealed: boolean;
}
