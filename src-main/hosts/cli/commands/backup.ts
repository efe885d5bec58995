import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import type { BackupView, RestorePlanView } from '../../../../src-shared/api/views.ts';
import { TaskSyncError } from '../../../../src-shared/errors.ts';
import type { Answer } from '../answer.ts';
import { type Cli, requireWritable } from '../cli.ts';
import { exitCodes } from '../exit-code.ts';
import { plainLine } from '../text/plain.ts';
import { table } from '../text/table.ts';
import { count, moment, shellWord } from '../text/words.ts';

interface Options {
  readonly passphraseEnv?: string;
  readonly yes?: boolean;
}

export function addBackup(program: Command, cli: Cli): void {
  const noun = program.command('backup').description('copies of all data, and the way back to one');
  const passphrase = ['--passphrase-env <variable>', 'take its passphrase from this environment variable'] as const;
  noun
    .command('create')
    .description('make one now; sign-ins are never part of it')
    .option(...passphrase)
    .action((options: Options) => cli.answer(createBackup(cli, options)));
  noun
    .command('list')
    .description('all there are, newest first')
    .action(() => cli.answer(listBackups(cli)));
  noun
    .command('verify <name>')
    .description('restore it on trial; changes nothing')
    .option(...passphrase)
    .action((name: string, options: Options) => cli.answer(verifyBackup(cli, name, options)));
  noun
    .command('restore <name-or-file>')
    .description('show what it would change here; with --yes do it. What is here now is kept as a backup')
    .option(...passphrase)
    .option('--yes', 'do it')
    .action((name: string, options: Options) => cli.answer(restoreBackup(cli, name, options)));
  noun
    .command('remove <name>')
    .description('delete its file')
    .action((name: string) => cli.answer(removeBackup(cli, name)));
}

function secretOf({ passphraseEnv }: Options, env: NodeJS.ProcessEnv): { readonly passphrase?: string } {
  if (passphraseEnv === undefined) return {};
  const passphrase = env[passphraseEnv];
  if (passphrase) return { passphrase };
  // The name is not repeated: by mistake it may be the passphrase itself.
  throw new TaskSyncError(
    'invalid-input',
    'The environment variable that --passphrase-env names is not set. Nothing was done.',
  );
}

async function createBackup(cli: Cli, options: Options): Promise<Answer> {
  const backup = await cli.call('backups.create', secretOf(options, cli.env));
  return {
    json: backup,
    text: () => `Made and read again: ${backup.name}, ${count(backup.tasks, 'task')}, ${sizeText(backup.size)}.`,
    confirmation: true,
  };
}

async function listBackups(cli: Cli): Promise<Answer> {
  const { folder, backups } = await cli.call('backups.list', {});
  return {
    json: backups,
    text: () => {
      if (backups.length === 0) return 'No backups yet. Make one: tasksync backup create';
      const rows = backups.map((backup) => [
        backup.name,
        moment(backup.at),
        count(backup.tasks, 'task'),
        sizeText(backup.size),
        stateOf(backup),
      ]);
      const columns = [
        { title: 'BACKUP', flexible: true },
        { title: 'OF' },
        { title: 'HOLDS', align: 'right' as const },
        { title: 'SIZE', align: 'right' as const },
        { title: 'STATE' },
      ];
      return `${table(columns, rows, cli.terminal.columns)}\n\nIn ${plainLine(folder ?? '')}`;
    },
  };
}

function stateOf({ isWhole, isSealed, verifiedAt }: BackupView): string {
  return `${isWhole ? 'verified' : 'damaged'} ${moment(verifiedAt)}${isSealed ? ', passphrase' : ''}`;
}

async function verifyBackup(cli: Cli, name: string, options: Options): Promise<Answer> {
  const backup = await cli.call('backups.verify', { name, ...secretOf(options, cli.env) });
  return { json: backup, text: () => `${backup.name} is whole.`, confirmation: true };
}

async function removeBackup(cli: Cli, name: string): Promise<Answer> {
  const { backups } = await cli.call('backups.remove', { name });
  return { json: backups, text: () => `${plainLine(name)} is removed.`, confirmation: true };
}

async function restoreBackup(cli: Cli, text: string, options: Options): Promise<Answer> {
  const secret = secretOf(options, cli.env);
  const name = await nameOf(cli, text);
  if (options.yes) {
    const { before } = await cli.call('backups.restore', { name, ...secret });
    return {
      json: { restored: name, before },
      text: () =>
        `Restored. What was here is kept as ${before.name}.\nEach profile waits for you now: look with "tasksync plan", then run it with "tasksync sync".`,
    };
  }
  const plan = await cli.call('backups.restorePlan', { name, ...secret });
  return {
    json: { restored: null, ...plan },
    text: () => planText(plan, cli.terminal.columns),
    exitCode: exitCodes.decision,
  };
}

/** A file from elsewhere is taken in among the backups first. */
async function nameOf(cli: Cli, text: string): Promise<string> {
  const { api } = await cli.core();
  const { backups } = await api.call('backups.list', {});
  if (backups.some(({ name }) => name === text)) return text;
  if ((await stat(text).catch(() => null))?.isFile() !== true) return text;
  await requireWritable(api);
  const { openBackups } = await import('../../node/backups/open-backups.ts');
  return await (await openBackups(join(await cli.dataDir(), 'backups')).files()).bring(text);
}

const kinds = { gone: 'would be gone', changed: 'would change', back: 'would come back' } as const;

function planText({ backup, counts, tasks, profiles, connections, waiting }: RestorePlanView, columns: number): string {
  const total = counts.gone + counts.changed + counts.back;
  const named = (what: string, all: RestorePlanView['profiles']): readonly string[] =>
    all.map(({ name, kind }) => `${what} ${plainLine(name)} ${kinds[kind]}.`);
  const rows = tasks.map(({ title, kind, fields }) => [plainLine(title), kinds[kind], fields.join(', ')]);
  const head = [{ title: 'TASK', flexible: true }, { title: 'RESTORING' }, { title: 'FIELDS', flexible: true }];
  return [
    total === 0
      ? 'All tasks are as they are here now.'
      : `${count(counts.gone, 'task')} would be gone, ${counts.changed} would change, ${counts.back} would come back.`,
    ...(rows.length > 0 ? ['', table(head, rows, columns), ''] : []),
    ...(total > rows.length ? [`${count(total - rows.length, 'more task')}.`] : []),
    ...named('Profile', profiles),
    ...named('Connection', connections),
    ...(waiting > 0 ? [`${count(waiting, 'change')} made here that no service has seen yet would be gone.`] : []),
    'Nothing is changed at any service. Sign-ins are not in a backup: those of this computer are used.',
    `Nothing has been done yet. To do it: tasksync backup restore ${shellWord(backup.name)} --yes`,
  ].join('\n');
}

function sizeText(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1000))} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
