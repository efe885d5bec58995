import type { SelectionView } from '../../../src-shared/api/views.ts';
import { t } from '../../i18n/t.ts';

/** As many tasks are more than one sees at a glance. */
const many = 100;

/** "214 tasks here, then 214 in Jira and 198 in GitHub at the next sync." Null: there is nothing to be said. */
export function consequence(count: number, endpoints: SelectionView['endpoints']): string | null {
  if (endpoints.length === 0) return count > many ? t('tasks.consequence.here', { count }) : null;
  const places = endpoints.map(({ endpoint, tasks }) =>
    t('tasks.consequence.place', { count: tasks, place: endpoint }),
  );
  return t('tasks.consequence', { count, places });
}
