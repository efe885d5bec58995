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

export function routeOf({ query }: SavedView): Route {
  return { kind: 'tasks', task: null, search: query };
}

function isShown({ query }: SavedView, route: Route): boolean {
  return query !== '' && route.kind === 'tasks' && route.search === query;
}
