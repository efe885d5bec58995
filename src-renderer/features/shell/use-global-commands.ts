import { useMemo } from 'react';
import type { ApiName } from '../../../src-shared/api/contract.ts';
import type { DemoView } from '../../../src-shared/api/views.ts';
import type { CommandId } from '../../../src-shared/commands/commands.ts';
import { client } from '../../api/client.ts';
import { mayCommand } from '../../api/rights.ts';
import { t } from '../../i18n/t.ts';
import {
  type CommandAction,
  type CommandActions,
  runWhenOffered,
  useFallbackCommands,
} from '../../stores/commands-store.ts';
import { enterDemo, leaveDemo } from '../../stores/demo-store.ts';
import { failureLine } from '../../stores/failure-line.ts';
import { useQuery } from '../../stores/query-store.ts';
import { goTo, useRoute } from '../../stores/route-store.ts';
import type { Route } from '../../stores/routes.ts';
import { showToast } from '../../stores/toast-store.ts';
import { redoLast, type Step, undoLast, useSteps } from '../../stores/undo-store.ts';
import { saveDiagnostics } from '../logs/save-diagnostics.ts';
import { pauseUntil, resumeSync } from './pause-menu.tsx';
import type { Overlay } from './shell.tsx';
import { syncAll } from './sync-all.ts';

const places: Partial<Readonly<Record<CommandId, Route>>> = {
  'go.tasks': { kind: 'tasks', task: null, search: '' },
  'go.conflicts': { kind: 'conflicts', conflict: null },
  'go.profiles': { kind: 'profiles' },
  'go.history': { kind: 'history', run: null },
  'go.dashboard': { kind: 'dashboard' },
  'go.connections': { kind: 'connections', adding: false },
  'go.settings': { kind: 'settings', section: null, setting: null },
  'go.bin': { kind: 'bin' },
  'profile.add': { kind: 'new-profile' },
};

const going: { readonly [Id in CommandId]?: CommandAction } = {
  ...Object.fromEntries(Object.entries(places).map(([id, route]) => [id, { run: () => goTo(route) }])),
  'tasks.import': there('data.import', { run: () => goTo({ kind: 'import' }) }),
  'connection.add': there('connections.add', { run: () => goTo({ kind: 'connections', adding: true }) }),
  'go.back': { run: () => history.back() },
  'go.forward': { run: () => history.forward() },
};

/** With the reason where this page may not ask its host for it. */
function there(name: ApiName, action: CommandAction): CommandAction {
  return mayCommand(name) ? action : { ...action, whyNot: t('devices.there.setting') };
}

/** A task is added where the tasks are. */
const addElsewhere: CommandAction = {
  run: () => {
    goTo(places['go.tasks'] ?? { kind: 'welcome' });
    runWhenOffered('task.add', addElsewhere);
  },
};

/** What works on every screen. */
export function useGlobalCommands(open: (overlay: Overlay) => void): void {
  const isTasks = useRoute(({ route }) => route.kind === 'tasks');
  const status = useQuery('status.get', {}).value;
  const demo = useQuery('demo.state', {}).value;
  const updatesOff = useQuery('updates.show', {}).value?.off;
  const step = useSteps(({ done }) => done.at(-1));
  const undone = useSteps(({ undone: steps }) => steps.at(-1));
  useFallbackCommands(
    useMemo(
      () => ({
        ...going,
        ...(demo?.isOffered ? demoCommands(demo) : {}),
        'updates.check': { run: checkUpdates, ...(updatesOff ? { whyNot: t(`updates.off.${updatesOff}`) } : {}) },
        'diagnostics.save': there('diagnostics.make', { run: () => void sayFailure(saveDiagnostics) }),
        'help.open': { run: () => open('help') },
        'palette.open': { run: () => open('palette') },
        'undo.history': { run: () => open('undo-history') },
        ...(isTasks ? {} : { 'task.add': addElsewhere }),
        'sync.pause': { run: () => pauseUntil(null), ...(status?.pause ? { whyNot: t('shell.pausedAlready') } : {}) },
        'sync.resume': { run: resumeSync, ...(status?.pause ? {} : { whyNot: t('shell.notPaused') }) },
        'edit.undo': { run: () => void undo(), ...(step ? {} : { whyNot: t('shell.nothingToUndo') }) },
        'edit.redo': { run: () => void redo(), ...(undone ? {} : { whyNot: t('shell.nothingToRedo') }) },
        'sync.all': {
          run: () => status && syncAll(status),
          ...(status?.profiles.some(({ enabled }) => enabled) ? {} : { whyNot: t('shell.nothingToSync') }),
        },
      }),
      [status, demo, updatesOff, step, undone, isTasks, open],
    ),
  );
}

function demoCommands({ isOpen }: DemoView): CommandActions {
  return {
    'demo.enter': there('demo.enter', {
      run: () => void sayFailure(enterDemo),
      ...(isOpen ? { whyNot: t('shell.inDemoAlready') } : {}),
    }),
    'demo.leave': there('demo.leave', {
      run: () => void sayFailure(leaveDemo),
      ...(isOpen ? {} : { whyNot: t('shell.notInDemo') }),
    }),
  };
}

/** What comes of it is said where the updates are. */
function checkUpdates(): void {
  goTo({ kind: 'settings', section: 'about', setting: 'updates' });
  void sayFailure(async () => void (await client.call('updates.check', {})));
}

async function sayFailure(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    showToast(failureLine(error));
  }
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
    showToast(t('shell.notUndone', { why: failureLine(error) }));
  }
}
