import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { Snapshots } from '../store/snapshots.ts';
import type { Store } from '../store/store.ts';
import type { BackupFolder } from './backup-folder.ts';

/** What a host that keeps its data in a file supplies. */
export interface BackupPlace {
  /** For people. */
  readonly folder: string;
  readonly snapshots: Snapshots;
  /** Loaded when needed: most programs end before a backup is due. */
  files(): Promise<BackupFolder>;
}

/** The way to the backups for whoever changes something there: only the writer of the data may. */
export interface BackupDoor {
  readonly snapshots: Snapshots;
  readonly files: BackupFolder;
}

/** Throws `unsupported` where there are no backups, `locked` where another program writes the data. */
export function createBackupDoor(store: Store, place: BackupPlace | undefined): () => Promise<BackupDoor> {
  let cleaned: Promise<void> | null = null;
  return async () => {
    if (!place) {
      throw new TaskSyncError(
        'unsupported',
        'This data is only in memory, so there are no backups of it. Nothing was done.',
      );
    }
    const files = await place.files();
    if (!store.writable) {
      throw new TaskSyncError(
        'locked',
        'Another Task Sync is working on this data, so nothing was done here. Use that one for backups, or close it.',
      );
    }
    cleaned ??= files.clean();
    await cleaned;
    return { files, snapshots: place.snapshots };
  };
}
