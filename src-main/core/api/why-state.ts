import type { HoldView, StateWhy, SyncState } from '../../../src-shared/api/views.ts';
import type { Brake } from '../../../src-shared/domain/plan.ts';
import type { Profile } from '../../../src-shared/domain/profile.ts';
import type { Problem, Run } from '../../../src-shared/domain/run.ts';

interface Known {
  readonly run: Run | null;
  readonly problems: readonly Problem[];
  readonly isRestored: boolean;
}

/** Codes of problems that make a profile's state, where only some do. */
const codes: { readonly [State in SyncState]?: readonly string[] } = {
  'needs-you': ['auth-expired', 'no-keychain'],
  offline: ['unavailable', 'rate-limited'],
};

/** What the sentence about a state says, as data. */
export function whyState({ endpoints }: Profile, state: SyncState, { run, problems, isRestored }: Known): StateWhy {
  const whole = problems.find(
    ({ task, remoteId, code }) => task === null && remoteId === null && (codes[state]?.includes(code) ?? true),
  );
  const cause = state === 'needs-you' || state === 'offline' || state === 'problem' ? whole : undefined;
  const brake = state === 'held' ? run?.brakes[0] : undefined;
  return {
    places: endpoints.map(({ name }) => name),
    place: cause?.endpointName ?? null,
    code: cause?.code ?? null,
    brake: brake ? viewHold(brake, endpoints) : null,
    goesOnAt: cause?.retryAt ?? null,
    lastRun: run?.state ?? null,
    left: run?.left ?? 0,
    isRestored,
  };
}

export function viewHold(
  { kind, what, endpoint, count, of }: Brake,
  places: readonly { readonly id: string; readonly name: string }[],
): HoldView {
  const place = places.find(({ id }) => id === endpoint)?.name ?? '';
  return { kind, ...(what ? { what } : {}), place, count, of };
}
