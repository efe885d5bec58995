import type { ProfileId, Timestamp } from '../../../src-shared/domain/ids.ts';
import type { Store } from './store.ts';

/** An older copy of the data was put back (S23). The store notes it while it opens; null when everything is clear again. */
export interface Restored {
  readonly at: Timestamp;
  /** Profiles in which something may still differ from what the copy says. */
  readonly doubtful: readonly ProfileId[];
  /** A person has read what it means. */
  readonly isRead: boolean;
}

export const restoredKey = 'store.restored';

export async function readRestored({ settings }: Pick<Store, 'settings'>): Promise<Restored | null> {
  return await settings.get<Restored>(restoredKey);
}

/** What a copy says of the past is no base for overwriting or deleting anything in these profiles. */
export async function isDoubtful(store: Pick<Store, 'settings'>, profile: ProfileId): Promise<boolean> {
  return (await readRestored(store))?.doubtful.includes(profile) ?? false;
}

/** After a run that left no difference in the profile. */
export async function clearDoubt({ settings }: Store, profile: ProfileId): Promise<void> {
  const restored = await readRestored({ settings });
  if (!restored?.doubtful.includes(profile)) return;
  const doubtful = restored.doubtful.filter((one) => one !== profile);
  await settings.set(restoredKey, doubtful.length > 0 ? { ...restored, doubtful } : null);
}
