import { t } from '../../i18n/t.ts';
import { useQuery } from '../../stores/query-store.ts';
import { countText } from '../words/field-text.ts';
import type { Destination } from './destinations.ts';

/** What stands behind a destination's name. */
export interface Mark {
  readonly text: string;
  /** Read out instead. */
  readonly spoken: string;
  /** Somebody has to do something about it. */
  readonly isUrgent: boolean;
}

/** How many there are, where that is worth knowing. */
export function useMarks(): { readonly [Id in Destination['id']]?: Mark } {
  const profiles = useQuery('status.get', {}).value?.profiles ?? [];
  const connections = useQuery('connections.list', {}).value ?? [];
  const tasks = profiles.reduce((sum, profile) => sum + profile.tasks, 0);
  const conflicts = profiles.reduce((sum, profile) => sum + profile.conflicts, 0);
  const signIns = connections.filter(({ needsSignIn }) => needsSignIn).length;
  return {
    ...(tasks > 0 && { tasks: mark(countText(tasks), t('shell.nav.taskCount', { count: tasks }), false) }),
    ...(conflicts > 0 && {
      conflicts: mark(countText(conflicts), t('shell.nav.conflictCount', { count: conflicts }), true),
    }),
    ...(signIns > 0 && { connections: mark('!', t('shell.nav.signInCount', { count: signIns }), true) }),
  };
}

function mark(text: string, spoken: string, isUrgent: boolean): Mark {
  return { text, spoken, isUrgent };
}
