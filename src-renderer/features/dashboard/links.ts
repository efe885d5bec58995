import { routeHref } from '../../stores/routes.ts';
import type { ChangeKind } from './change-kinds.ts';

/** Where a mark of a chart leads: to the list that it counts. */
export function changesHref(kind: ChangeKind, day: string): string {
  if (kind === 'conflicts') return routeHref({ kind: 'conflicts', conflict: null });
  const search = { created: `created:${day}`, changed: `changed:${day}`, deleted: 'is:bin' }[kind];
  return routeHref({ kind: 'tasks', task: null, search });
}

export function runHref(run: string): string {
  return routeHref({ kind: 'history', run });
}
