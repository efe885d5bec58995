import type { ProfileId, RunId } from '../../../src-shared/domain/ids.ts';
import type { Store } from '../store/store.ts';

/** Setting of a profile that does nothing by itself before a person has run it. */
const key = (profile: ProfileId): string => `preview-first.${profile}`;

/** Its first run, or the next one, is a person's, who has seen the preview: until then its schedule rests (ux.md, rule 2). */
export async function waitForFirstRun(tx: Store, profile: ProfileId): Promise<void> {
  const wait: Wait = { after: (await tx.runs.latest(profile))?.id ?? null };
  await tx.settings.set(key(profile), wait);
}

export async function awaitsFirstRun(store: Store, profile: ProfileId): Promise<boolean> {
  const wait = await store.settings.get<Wait | true>(key(profile));
  if (wait === null) return false;
  const after = wait === true ? null : wait.after;
  return ((await store.runs.latest(profile))?.id ?? null) === after;
}

/** The last run that there was; null: none. `true` stands for that in older data. */
interface Wait {
  readonly after: RunId | null;
}
