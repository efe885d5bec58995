import { join } from 'node:path';
import type { ApiEvent } from '../../../src-shared/api/contract.ts';
import type { BackupsView, BackupView } from '../../../src-shared/api/views.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { Backup } from '../backup/backup.ts';
import type { Trials } from '../backup/trials.ts';
import type { ApiContext, Handlers } from './api-context.ts';

type Names =
  | 'backups.list'
  | 'backups.create'
  | 'backups.restorePlan'
  | 'backups.restore'
  | 'backups.verify'
  | 'backups.remove'
  | 'backups.showFolder';

export function backupHandlers(context: ApiContext): Handlers<Names> {
  const { backups, options } = context;
  const list = async (): Promise<BackupsView> => {
    const trials = await backups.trials();
    const all = await backups.list();
    const folder = options.backups?.folder ?? null;
    const canShow = folder !== null && all.length > 0 && options.ports.desktop !== undefined;
    return { folder, canShow, backups: all.map((backup) => viewBackup(backup, trials)) };
  };
  const view = async (backup: Backup): Promise<BackupView> => viewBackup(backup, await backups.trials());
  return {
    'backups.list': list,
    'backups.create': async ({ passphrase = null }) => await view(await backups.create(passphrase)),
    'backups.restorePlan': async ({ name, passphrase = null, offset = 0, limit = 100 }) => {
      const { backup, difference, waiting } = await backups.plan(name, passphrase, { offset, limit });
      return { ...difference, backup: await view(backup), waiting };
    },
    'backups.restore': async ({ name, passphrase = null }) => {
      const before = await backups.restore(name, passphrase);
      context.emit(everythingChanged);
      context.reschedule();
      return { before: await view(before) };
    },
    'backups.verify': async ({ name, passphrase = null }) => await view(await backups.verify(name, passphrase)),
    'backups.remove': async ({ name }) => {
      await backups.remove(name);
      return await list();
    },
    'backups.showFolder': async () => {
      const [newest] = await backups.list();
      const { desktop } = options.ports;
      if (newest === undefined || options.backups === undefined || desktop === undefined) {
        throw new TaskSyncError('unsupported', 'No backups can be shown from here. Nothing was opened.');
      }
      await desktop.showFile(join(options.backups.folder, newest.name));
      return null;
    },
  };
}

export function viewBackup(backup: Backup, trials: Trials): BackupView {
  const { name, at, reason, size, isSealed, tasks, profiles, connections, waiting } = backup;
  const trial = trials[name];
  // It had no name before it was read again and found whole.
  const verified = { verifiedAt: trial?.at ?? at, isWhole: trial?.isWhole ?? true };
  return { name, at, reason, size, isSealed, tasks, profiles, connections, waiting, ...verified };
}

const everythingChanged: ApiEvent = {
  kind: 'changed',
  what: [
    ...(['tasks', 'conflicts', 'matches', 'profiles', 'connections', 'runs', 'status', 'views'] as const),
    ...(['notices', 'settings', 'backups', 'archive'] as const),
  ],
};
