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
    .option(
      '--hold-seconds <seconds>',
      'how long an edit made here is kept from runs that start by themselves, 0 to 60',
    )
    .action((options: Changes) => cli.answer(change(cli, options)));
}

interface Changes {
  readonly binDays?: string;
  readonly holdSeconds?: string;
}

async function show(cli: Cli): Promise<Answer> {
  return answer(await cli.call('settings.show', {}));
}

async function change(cli: Cli, { binDays, holdSeconds }: Changes): Promise<Answer> {
  if (binDays === undefined && holdSeconds === undefined)
    throw new TaskSyncError('invalid-input', 'Name a setting to change, such as --bin-days 60.');
  return answer(
    await cli.call('settings.change', {
      ...(binDays === undefined ? {} : { binDays: Number(binDays) }),
      ...(holdSeconds === undefined ? {} : { holdSeconds: Number(holdSeconds) }),
    }),
  );
}

function answer(settings: SettingsView): Answer {
  return {
    json: settings,
    text: () =>
      [
        `A deleted task stays in the bin for ${count(settings.binDays, 'day')}.`,
        `An edit made here is kept from runs that start by themselves for ${count(settings.holdSeconds, 'second')}.`,
      ].join('\n'),
  };
}
