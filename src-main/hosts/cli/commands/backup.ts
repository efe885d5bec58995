import type { Command } from 'commander';
import type { BackupView } from '../../../../src-shared/api/views.ts';
import { TaskSyncError } from '../../../../src-shared/errors.ts';
import type { Answer } from '../answer.ts';
import type { Cli } from '../cli.ts';
import { plainLine } from '../text/plain.ts';
import { sizeText } from '../text/size-text.ts';
import { table } from '../text/table.ts';
import { count, moment } from '../text/words.ts';
import { damageOf, restoreBackup, startEmpty } from './restore-backup.ts';

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
    .description('show what it would change here; with --yes do it. What is here now is kept')
    .option(...passphrase)
    .option('--yes', 'do it')
    .action((text: string, options: Options) =>
      cli.answer(restoreBackup(cli, { text, secret: secretOf(options, cli.env), yes: options.yes === true })),
    );
  noun
    .command('start-empty')
    .description('when the data is damaged: put it aside and begin with nothing')
    .option('--yes', 'do it')
    .action(({ yes = false }: Options) => cli.answer(startEmpty(cli, yes)));
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
  const { folder, backups } = (await damageOf(cli)) ?? (await cli.call('backups.list', {}));
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
