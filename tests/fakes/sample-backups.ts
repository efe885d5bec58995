import type { ApiInput, ApiOutput } from '../../src-shared/api/contract.ts';
import type { BackupsView, BackupView, RestorePlanView } from '../../src-shared/api/views.ts';
import { TaskSyncError } from '../../src-shared/errors.ts';

const dayMs = 24 * 3_600_000;

/** A week of them, one made by hand with a passphrase, one that was found damaged. */
export function createSampleBackups(now: number, changed: () => void) {
  let last = 0;
  const make = (daysAgo: number, reason: BackupView['reason'], more: Partial<BackupView> = {}): BackupView => {
    const at = new Date(now - daysAgo * dayMs).toISOString();
    last += 1;
    return {
      ...{ name: `sample-${last}-${reason}.tasksync-backup`, at, reason, size: 412_000 - last * 3_100 },
      ...{ isSealed: false, tasks: 214 - last, profiles: 2, connections: 3, waiting: 0, verifiedAt: at, isWhole: true },
      ...more,
    };
  };
  let backups: readonly BackupView[] = [
    make(0.1, 'daily'),
    make(0.8, 'bulk'),
    make(1.1, 'daily'),
    make(2.1, 'you', { isSealed: true }),
    make(8, 'daily', { isWhole: false, verifiedAt: new Date(now - 3 * dayMs).toISOString() }),
    make(15, 'migration', { verifiedAt: new Date(now - 3 * dayMs).toISOString() }),
  ];
  const list = (): BackupsView => ({
    ...{ folder: '/home/you/.local/share/task-sync/backups', canShow: true },
    backups,
  });
  const get = (name: string): BackupView => {
    const found = backups.find((backup) => backup.name === name);
    if (!found) throw new TaskSyncError('invalid-input', `There is no backup “${name}”.`);
    return found;
  };
  const add = (backup: BackupView): BackupView => {
    backups = [backup, ...backups];
    changed();
    return backup;
  };
  return {
    'backups.list': list,
    'backups.create': ({ passphrase }: ApiInput<'backups.create'>) =>
      add(make(0, 'you', { isSealed: passphrase !== undefined })),
    'backups.restorePlan': ({ name }: ApiInput<'backups.restorePlan'>): RestorePlanView => ({
      backup: get(name),
      counts: { gone: 1, changed: 2, back: 1 },
      tasks: [
        { task: 't9', title: 'Order new badges', kind: 'gone', fields: [] },
        { task: 't1', title: 'Fix the login page', kind: 'changed', fields: ['status', 'due'] },
        { task: 't2', title: 'Renew the certificate', kind: 'changed', fields: ['title', 'bin'] },
        { task: 't8', title: 'Call the printer', kind: 'back', fields: [] },
      ],
      profiles: [{ name: 'Web team', kind: 'changed' }],
      connections: [{ name: 'Old board', kind: 'back' }],
      waiting: 3,
    }),
    'backups.restore': ({ name }: ApiInput<'backups.restore'>): ApiOutput<'backups.restore'> => {
      get(name);
      return { before: add(make(0, 'restore')) };
    },
    'backups.verify': ({ name }: ApiInput<'backups.verify'>) => {
      const backup = { ...get(name), verifiedAt: new Date(now).toISOString() };
      backups = backups.map((one) => (one.name === name ? backup : one));
      changed();
      return backup;
    },
    'backups.remove': ({ name }: ApiInput<'backups.remove'>) => {
      backups = backups.filter((one) => one !== get(name));
      changed();
      return list();
    },
    'backups.showFolder': () => null,
  };
}
