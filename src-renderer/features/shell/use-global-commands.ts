import { useMemo } from 'react';
import type { CommandId } from '../../../src-shared/commands/commands.ts';
import { toTaskSyncError } from '../../../src-shared/errors.ts';
import { t } from '../../i18n/t.ts';
import { type CommandAction, useFallbackCommands } from '../../stores/commands-store.ts';
import { useQuery } from '../../stores/query-store.ts';
import { goTo } from '../../stores/route-store.ts';
import type { Route } from '../../stores/routes.ts';
import { showToast } from '../../stores/toast-store.ts';
import { redoLast, type Step, undoLast, useSteps } from '../../stores/undo-store.ts';
import { syncAll } from './sync-all.ts';

const places: Partial<Readonly<Record<CommandId, Route>>> = {
  'go.tasks': { kind: 'tasks', task: null, search: '' },
  'go.conflicts': { kind: 'conflicts', conflict: null },
  'go.profiles': { kind: 'profiles' },
  'go.history': { kind: 'history', run: null },
  'go.dashboard': { kind: 'dashboard' },
  'go.connections': { kind: 'connections', adding: false },
  'go.bin': { kind: 'tasks', task: null, search: 'is:bin' },
};

const going: { readonly [Id in CommandId]?: CommandAction } = {
  ...Object.fromEntries(Object.entries(places).map(([id, route]) => [id, { run: () => goTo(route) }])),
  'go.back': { run: () => history.back() },
  'go.forward': { run: () => history.forward() },
};

/** What works on every screen. */
export function useGlobalCommands(setHelpOpen: (isOpen: boolean) => void): void {
  const profiles = useQuery('profiles.list', {}).value;
  const step = useSteps(({ done }) => done.at(-1));
  const undone = useSteps(({ undone: steps }) => steps.at(-1));
  useFallbackCommands(
    useMemo(
      () => ({
        ...going,
        'help.open': { run: () => setHelpOpen(true) },
        'edit.undo': { run: () => void undo(), ...(step ? {} : { whyNot: t('shell.nothingToUndo') }) },
        'edit.redo': { run: () => void redo(), ...(undone ? {} : { whyNot: t('shell.nothingToRedo') }) },
        'sync.all': {
          run: () => syncAll(profiles ?? []),
          ...(profiles?.some(({ enabled }) => enabled) ? {} : { whyNot: t('shell.nothingToSync') }),
        },
      }),
      [profiles, step, undone, setHelpOpen],
    ),
  );
}

async function undo(): Promise<void> {
  await take(undoLast, 'shell.undone', { label: t('command.edit.redo'), run: () => void redo() });
}

async function redo(): Promise<void> {
  await take(redoLast, 'shell.redone', { label: t('command.edit.undo'), run: () => void undo() });
}

async function take(
  move: () => Promise<Step | null>,
  key: 'shell.undone' | 'shell.redone',
  back: { readonly label: string; readonly run: () => void },
): Promise<void> {
  try {
    const step = await move();
    if (step) showToast(t(key, { what: step.label }), back);
  } catch (error) {
    showToast(t('shell.notUndone', { why: toTaskSyncError(error).message }));
  }
}
