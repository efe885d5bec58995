import { useMemo, useRef } from 'react';
import { t } from '../../i18n/t.ts';
import { useFallbackCommands } from '../../stores/commands-store.ts';
import { goTo, useRoute } from '../../stores/route-store.ts';
import type { Route } from '../../stores/routes.ts';
import { focusNextPane } from './panes.ts';

/** Going round the panes of the window, and the inspector beside the list of tasks. */
export function usePaneCommands(): void {
  const route = useRoute((state) => state.route);
  const lastTask = useRef<string | null>(null);
  if (route.kind === 'tasks' && route.task !== null) lastTask.current = route.task;
  const inspector = inspectorRoute(route, lastTask.current);
  useFallbackCommands(
    useMemo(
      () => ({
        'view.nextPane': { run: () => focusNextPane(1) },
        'view.previousPane': { run: () => focusNextPane(-1) },
        'view.inspector': {
          run: () => inspector && goTo(inspector),
          ...(inspector ? {} : { whyNot: t('shell.noInspector') }),
        },
      }),
      [inspector],
    ),
  );
}

/** Closed when it is open, else with the task that was in it last; null: there is none to show. */
function inspectorRoute(route: Route, last: string | null): Route | null {
  if (route.kind !== 'tasks') return null;
  if (route.task !== null) return { ...route, task: null };
  return last === null ? null : { ...route, task: last };
}
