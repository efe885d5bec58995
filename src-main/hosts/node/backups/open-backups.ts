import type { BackupFolder } from '../../../core/backup/backup-folder.ts';
import type { BackupPlace } from '../../../core/backup/backup-place.ts';
import { systemClock } from '../system-clock.ts';

/** The backups in a folder, which is made with the first one. */
export function openBackups(folder: string): Pick<BackupPlace, 'folder' | 'files'> {
  let opening: Promise<BackupFolder> | null = null;
  const open = async (): Promise<BackupFolder> => {
    const { createBackupFolder } = await import('./backup-folder.ts');
    const { checkSnapshot } = await import('../../../core/store/sqlite/snapshot.ts');
    return createBackupFolder({ folder, clock: systemClock, check: checkSnapshot });
  };
  return {
    folder,
    files: () => {
      opening ??= open();
      return opening;
    },
  };
}
