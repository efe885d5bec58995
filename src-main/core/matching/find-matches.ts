import type { Profile } from '../../../src-shared/domain/profile.ts';
import { limitScripts } from '../../../src-shared/rules/limit-scripts.ts';
import type { CoreOptions } from '../core.ts';
import { openPlaces } from '../engine/open-places.ts';
import { proposeAll } from '../engine/propose-twins.ts';
import { isDoubtful } from '../store/restored.ts';

/**
 * Looks once more for tasks that are the same, among all that lack a record somewhere, by what was last read of the services.
 * No service is asked for anything; what is found waits for a person.
 */
export async function findMatches(options: CoreOptions, profile: Profile): Promise<void> {
  const { signal } = new AbortController();
  const { store, ports } = options;
  await proposeAll({
    ...{ store, ports, profile, signal, run: 'matching', byHand: true, report: () => {} },
    scripts: limitScripts(ports.scripts),
    places: await openPlaces(options, profile, { signal, mode: 'preview', isAwaited: () => true }),
    isPastLost: await isDoubtful(store, profile.id),
  });
}
