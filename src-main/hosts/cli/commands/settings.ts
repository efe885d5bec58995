import { Argument, type Command, Option } from 'commander';
import type { SettingsView } from '../../../../src-shared/api/views.ts';
import { TaskSyncError } from '../../../../src-shared/errors.ts';
import { type LogLevel, logLevels } from '../../../../src-shared/ports/ports.ts';
import type { Answer } from '../answer.ts';
import type { Cli } from '../cli.ts';
import { count, moment } from '../text/words.ts';

export function addSettings(program: Command, cli: Cli): void {
  const noun = program.command('settings').description('what holds for all profiles');
  noun
    .command('show')
    .description('all of them')
    .action(() => cli.answer(show(cli)));
  noun
    .command('change')
    .description('the ones that are named; the rest stays')
    .option('--history-days <days>', 'how long history and runs are kept before they go into the archive; or `ever`')
    .option('--bin-days <days>', 'how long a deleted task stays in the bin with all that it held; or `ever`')
    .option(
      '--hold-seconds <seconds>',
      'how long an edit made here is kept from runs that start by themselves, 0 to 60',
    )
    .addOption(new Option('--log-level <level>', 'what the log in the data folder tells').choices([...logLevels]))
    .action((options: Changes) => cli.answer(change(cli, options)));
  noun
    .command('metrics')
    .description(
      'whether monitoring programs may read numbers from `tasksync serve`; `on` makes a new token and shows it once',
    )
    .addArgument(new Argument('<switch>').choices(['on', 'off', 'show']))
    .action((to: 'on' | 'off' | 'show') => cli.answer(metrics(cli, to)));
}

interface Changes {
  readonly historyDays?: string;
  readonly binDays?: string;
  readonly holdSeconds?: string;
  readonly logLevel?: LogLevel;
}

async function show(cli: Cli): Promise<Answer> {
  return answer(await cli.call('settings.show', {}));
}

async function change(cli: Cli, { historyDays, binDays, holdSeconds, logLevel }: Changes): Promise<Answer> {
  if ([historyDays, binDays, holdSeconds, logLevel].every((value) => value === undefined))
    throw new TaskSyncError('invalid-input', 'Name a setting to change, such as --bin-days 60.');
  return answer(
    await cli.call('settings.change', {
      ...(historyDays === undefined ? {} : { historyDays: daysOf(historyDays) }),
      ...(binDays === undefined ? {} : { binDays: daysOf(binDays) }),
      ...(holdSeconds === undefined ? {} : { holdSeconds: Number(holdSeconds) }),
      ...(logLevel === undefined ? {} : { logLevel }),
    }),
  );
}

function answer(settings: SettingsView): Answer {
  return {
    json: settings,
    text: () =>
      [
        `History and runs are kept for ${daysText(settings.historyDays)}, then in the archive.`,
        `A deleted task stays in the bin for ${daysText(settings.binDays)}.`,
        `An edit made here is kept from runs that start by themselves for ${count(settings.holdSeconds, 'second')}.`,
        `The log tells what is of the level ${settings.logLevel} or graver.`,
      ].join('\n'),
  };
}

function daysOf(text: string): number | null {
  return text === 'ever' ? null : Number(text);
}

function daysText(days: number | null): string {
  return days === null ? 'ever' : count(days, 'day');
}

async function metrics(cli: Cli, to: 'on' | 'off' | 'show'): Promise<Answer> {
  if (to === 'on') {
    const made = await cli.call('metrics.turnOn', {});
    return {
      json: made,
      text: () =>
        `The numbers can be read at /metrics of \`tasksync serve\`, with this token. It is not shown again:\n${made.token}`,
    };
  }
  const view = await cli.call(to === 'off' ? 'metrics.turnOff' : 'metrics.show', {});
  const since = view.since === null ? '' : ` The token was made ${moment(view.since)}.`;
  return {
    json: view,
    text: () => (view.isOn ? `Monitoring programs may read the numbers.${since}` : 'Nobody can read the numbers: off.'),
  };
}
