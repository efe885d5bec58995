import type { Timestamp } from '../../../src-shared/domain/ids.ts';
import type { Store } from '../store/store.ts';

/** By the name of a backup: when it was restored on trial last since it was made, and whether that went well. */
export type Trials = Readonly<Record<string, { readonly at: Timestamp; readonly isWhole: boolean }>>;

const key = 'backups.trials';

export async function readTrials({ settings }: Pick<Store, 'settings'>): Promise<Trials> {
  return (await settings.get<Trials>(key)) ?? {};
}

export async function writeTrials({ settings }: Pick<Store, 'settings'>, trials: Trials): Promise<void> {
  await settings.set(key, trials);
}
