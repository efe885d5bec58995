import type { ProfileId } from '../../../src-shared/domain/ids.ts';
import type { Store } from '../store/store.ts';

/** Setting of a profile that does nothing by itself before a person has run it. */
const key = (profile: ProfileId): string => `preview-first.${profile}`;

/** Its first run is a person's, who has seen the preview: until then its schedule rests (ux.md, rule 2). */
export async function waitForFirstRun(tx: Store, profile: ProfileId): Promise<void> {
  await tx.settings.set(key(profile), true);
}

export async function awaitsFirstRun(store: Store, profile: ProfileId): Promise<boolean> {
  return (await store.settings.get<boolean>(key(profile))) === true && (await store.runs.latest(profile)) === null;
}
