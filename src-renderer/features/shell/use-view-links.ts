import type { SavedView } from '../../../src-shared/api/contract.ts';
import { useQuery } from '../../stores/query-store.ts';
import { useRoute } from '../../stores/route-store.ts';
import { type Route, routeHref } from '../../stores/routes.ts';

export interface ViewLink {
  readonly name: string;
  readonly href: string;
  readonly isCurrent: boolean;
}

/** The saved views as places to go. */
export function useViewLinks(): readonly ViewLink[] {
  const views = useQuery('views.list', {}).value ?? [];
  const route = useRoute((state) => state.route);
  return views.map((view) => ({ name: view.name, href: routeHref(routeOf(view)), isCurrent: isShown(view, route) }));
}

function routeOf({ name, query }: SavedView): Route {
  return { kind: 'tasks', task: null, search: query, view: name };
}

function isShown({ name }: SavedView, route: Route): boolean {
  return route.kind === 'tasks' && route.view === name;
}
