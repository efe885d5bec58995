import type { ProfileId } from '../../../src-shared/domain/ids.ts';
import type { Store } from '../store/store.ts';

/** A person asked schedules to rest. What they start themselves runs all the same. */
export interface Pause {
  /** Milliseconds since 1970; null: until a person resumes. */
  readonly until: number | null;
  /** Whether everything rests, or only this profile. */
  readonly of: 'all' | 'profile';
}

type Settings = Pick<Store, 'settings'>;

const allKey = 'pause.all';
const profileKey = (profile: ProfileId): string => `pause.profile.${profile}`;

/** The pause that counts for a profile now; the one that lasts longer, if there are two. Null: it does not rest. */
export async function readPause(store: Settings, profile: ProfileId, now: number): Promise<Pause | null> {
  const pauses = [await readPauseOfAll(store, now), await readOne(store, profileKey(profile), 'profile', now)];
  const [first = null, second = null] = pauses.filter((pause) => pause !== null);
  if (!first || !second) return first;
  return (first.until ?? Number.POSITIVE_INFINITY) >= (second.until ?? Number.POSITIVE_INFINITY) ? first : second;
}

export async function readPauseOfAll(store: Settings, now: number): Promise<Pause | null> {
  return await readOne(store, allKey, 'all', now);
}

/** @param profile null: all profiles */
export async function pause(store: Settings, profile: ProfileId | null, until: number | null): Promise<void> {
  await store.settings.set(profile === null ? allKey : profileKey(profile), { until });
}

/** @param profile null: what was paused for all; pauses of single profiles stay */
export async function resume(store: Settings, profile: ProfileId | null): Promise<void> {
  await store.settings.set(profile === null ? allKey : profileKey(profile), null);
}

/** A pause whose time is over is none, whether or not anybody was there to end it. */
async function readOne({ settings }: Settings, key: string, of: Pause['of'], now: number): Promise<Pause | null> {
  const stored = await settings.get<{ readonly until: number | null }>(key);
  if (stored === null || (stored.until !== null && stored.until <= now)) return null;
  return { until: stored.until, of };
}
