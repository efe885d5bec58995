import type { Profile } from '../../../src-shared/domain/profile.ts';
import type { CoreOptions } from '../core.ts';
import { type MadePlan, makePlan } from './make-plan.ts';
import { observe } from './observe.ts';
import { openPlaces } from './open-places.ts';
import type { RunContext } from './run-context.ts';

/**
 * Steps 1 to 3 of a run with the same functions, so that it cannot lie; then it stops. The HTTP layer refuses every method
 * that writes. What was read is kept as observations, so that the run that follows starts from the same picture.
 */
export async function previewSync(options: CoreOptions, profile: Profile, signal: AbortSignal): Promise<MadePlan> {
  const context: RunContext = {
    store: options.store,
    ports: options.ports,
    profile,
    run: 'preview',
    signal,
    byHand: true,
    places: await openPlaces(options, profile, signal, 'preview'),
    report: () => {},
  };
  await Promise.all(context.places.map((place) => observe(context, place)));
  for (const { failure } of context.places) if (failure) throw failure;
  return await makePlan(context);
}
