import { useMemo } from 'react';
import { type CommandActions, useCommands } from '../../stores/commands-store.ts';
import { goTo } from '../../stores/route-store.ts';
import type { SyncNow } from './use-sync-now.ts';

/** What can be done on one profile's page. */
export function useProfileCommands(profile: string, { start }: Pick<SyncNow, 'start'>): void {
  const actions = useMemo(
    (): CommandActions => ({
      'profile.sync': { run: () => start() },
      'profile.preview': { run: () => goTo({ kind: 'preview', profile }) },
      'profile.edit': { run: () => goTo({ kind: 'edit-profile', profile }) },
    }),
    [profile, start],
  );
  useCommands(actions);
}
