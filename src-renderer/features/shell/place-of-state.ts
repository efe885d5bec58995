import type { StatusView, SyncState } from '../../../src-shared/api/views.ts';
import type { Key } from '../../../src-shared/i18n/en/index.ts';
import type { Route } from '../../stores/routes.ts';

export interface NextStep {
  readonly label: Key;
  readonly route: Route;
}

/** Where a state can be acted on, and what that is called. `profile`: the one whose state it is. */
export function nextStep(state: SyncState, profile: string): NextStep | null {
  const steps: Partial<Record<SyncState, NextStep>> = {
    held: { label: 'shell.do.review', route: { kind: 'preview', profile } },
    'needs-you': { label: 'shell.do.signIn', route: { kind: 'connections', adding: false } },
    problem: { label: 'shell.do.seeWhy', route: { kind: 'tasks', task: null, search: 'is:problem' } },
    conflict: { label: 'shell.do.decide', route: { kind: 'conflicts', conflict: null } },
    waiting: { label: 'shell.do.show', route: { kind: 'tasks', task: null, search: 'is:waiting' } },
  };
  return steps[state] ?? null;
}

/** The profile that the state of the whole comes from. */
export function worstProfile({ state, profiles }: StatusView): string {
  return profiles.find((profile) => profile.state === state)?.name ?? '';
}
