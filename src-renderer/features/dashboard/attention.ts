import type { StatusView, SyncState } from '../../../src-shared/api/views.ts';
import type { Route } from '../../stores/routes.ts';

/** Something that waits for the person, gravest first. */
export interface Attention {
  readonly kind: 'held' | 'needs-you' | 'problem' | 'conflicts' | 'matches';
  readonly profile: string;
  readonly count: number;
  readonly status: StatusView['profiles'][number];
  readonly route: Route;
}

const mostShown = 5;

/** At most five; what else there is stays in its list. Pure. */
export function attentionOf({ profiles }: Pick<StatusView, 'profiles'>): readonly Attention[] {
  const inState = (state: SyncState) => profiles.filter((profile) => profile.state === state);
  const found: readonly Attention[] = [
    ...inState('held').map((status) => ({
      ...{ kind: 'held' as const, profile: status.name, count: 1, status },
      route: { kind: 'preview' as const, profile: status.name },
    })),
    ...inState('needs-you').map((status) => ({
      ...{ kind: 'needs-you' as const, profile: status.name, count: 1, status },
      route: { kind: 'connections' as const, adding: false },
    })),
    ...profiles
      .filter(({ problems, state }) => problems > 0 && state !== 'needs-you' && state !== 'offline')
      .map((status) => ({
        ...{ kind: 'problem' as const, profile: status.name, count: status.problems, status },
        route: { kind: 'tasks' as const, task: null, search: 'is:problem' },
      })),
    ...profiles
      .filter(({ conflicts }) => conflicts > 0)
      .map((status) => ({
        ...{ kind: 'conflicts' as const, profile: status.name, count: status.conflicts, status },
        route: { kind: 'conflicts' as const, conflict: null },
      })),
    ...profiles
      .filter(({ matches }) => matches > 0)
      .map((status) => ({
        ...{ kind: 'matches' as const, profile: status.name, count: status.matches, status },
        route: { kind: 'profile' as const, profile: status.name },
      })),
  ];
  return found.slice(0, mostShown);
}
