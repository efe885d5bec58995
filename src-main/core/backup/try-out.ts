import { TaskSyncError, toErrorData } from '../../../src-shared/errors.ts';
import type { Clock } from '../../../src-shared/ports/ports.ts';
import type { Store } from '../store/store.ts';
import type { BackupDoor } from './backup-place.ts';
import { readTrials, writeTrials } from './trials.ts';

interface Noted {
  readonly store: Store;
  readonly clock: Clock;
}

/** Restores one on trial: all but the last step. Everything in it is as it would be after restoring it; how that went is noted. */
export async function tryOut(
  { files, snapshots }: BackupDoor,
  noted: Noted,
  name: string,
  passphrase: string | null,
): Promise<void> {
  let file = '';
  try {
    file = await files.unpack(name, passphrase);
    await snapshots.ready(file);
    await note(noted, name, true);
  } catch (error) {
    if (isDamagedBackup(error)) await note(noted, name, false);
    throw error;
  } finally {
    await files.discard(file);
  }
}

/** It is the backup's own fault, and not the disk's or the passphrase's. */
export function isDamagedBackup(error: unknown): boolean {
  const isWrongPassphrase = error instanceof TaskSyncError && error.facts['field'] === 'passphrase';
  return toErrorData(error).code === 'invalid-input' && !isWrongPassphrase;
}

async function note({ store, clock }: Noted, name: string, isWhole: boolean): Promise<void> {
  const at = new Date(clock.now()).toISOString();
  await store.transaction('setting', async (tx) => {
    await writeTrials(tx, { ...(await readTrials(tx)), [name]: { at, isWhole } });
  });
}
