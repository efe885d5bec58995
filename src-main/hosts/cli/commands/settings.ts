import type { Command } from 'commander';
import type { SettingsView } from '../../../../src-shared/api/views.ts';
import { TaskSyncError } from '../../../../src-shared/errors.ts';
import type { Answer } from '../answer.ts';
import type { Cli } from '../cli.ts';
import { count } from '../text/words.ts';

export function addSettings(program: Command, cli: Cli): void {
  const noun = program.command('settings').description('what holds for all profiles');
  noun
    .command('show')
    .description('all of them')
    .action(() => cli.answer(show(cli)));
  noun
    .command('change')
    .description('the ones that are named; the rest stays')
    .option('--bin-days <days>', 'how long a deleted task stays in the bin with all that it held')
    .action((options: { readonly binDays?: string }) => cli.answer(change(cli, options)));
}

async function show(cli: Cli): Promise<Answer> {
  return answer(await cli.call('settings.show', {}));
}

async function change(cli: Cli, { binDays }: { readonly binDays?: string }): Promise<Answer> {
  if (binDays === undefined)
    throw new TaskSyncError('invalid-input', 'Name a setting to change, such as --bin-days 60.');
  return answer(await cli.call('settings.change', { binDays: Number(binDays) }));
}

function answer(settings: SettingsView): Answer {
  return {
    json: settings,
    text: () => `A deleted task stays in the bin for ${count(settings.binDays, 'day')}.`,
  };
}
