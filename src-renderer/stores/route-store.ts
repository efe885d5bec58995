import { create } from 'zustand';
import { parseRoute, type Route, routeHref } from './routes.ts';

/** The address bar, as state. */
export const useRoute = create<{ readonly route: Route }>(() => ({ route: parseRoute(location.hash) }));

window.addEventListener('hashchange', () => {
  // A fresh address was pasted or scanned into an open tab: start again with what it carries.
  if (/^#(token|pair)=/.test(location.hash)) location.reload();
  else useRoute.setState({ route: parseRoute(location.hash) });
});

export function goTo(route: Route): void {
  location.hash = routeHref(route);
}

/** Changes the address without a new step in the history: for selections that follow the arrow keys. */
export function replaceRoute(route: Route): void {
  history.replaceState(null, '', routeHref(route));
  useRoute.setState({ route });
}
