import type { Snapshots } from '../store/snapshots.ts';
import type { BackupFolder } from './backup-folder.ts';

/** The backup that a person looks at, unpacked and ready to be taken over: one at a time. */
export interface OpenedBackup {
  /** @returns the file that its database is in; of this object, not of the caller */
  open(
    door: { readonly files: BackupFolder; readonly snapshots: Snapshots },
    name: string,
    passphrase: string | null,
  ): Promise<string>;
  close(files: BackupFolder): Promise<void>;
  /** Null: none. */
  name(): string | null;
}

export function createOpenedBackup(): OpenedBackup {
  let opened: { readonly name: string; readonly passphrase: string | null; readonly file: string } | null = null;
  const close = async (files: BackupFolder): Promise<void> => {
    if (opened) await files.discard(opened.file);
    opened = null;
  };
  return {
    async open({ files, snapshots }, name, passphrase) {
      if (opened?.name === name && opened.passphrase === passphrase) return opened.file;
      await close(files);
      const file = await files.unpack(name, passphrase);
      opened = { name, passphrase, file };
      try {
        await snapshots.ready(file);
        return file;
      } catch (error) {
        await close(files);
        throw error;
      }
    },
    close,
    name: () => opened?.name ?? null,
  };
}
