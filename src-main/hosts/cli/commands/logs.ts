import { type Command, Option } from 'commander';
import type { ApiOutput } from '../../../../src-shared/api/contract.ts';
import { type LogLevel, logLevels } from '../../../../src-shared/ports/ports.ts';
import type { Answer } from '../answer.ts';
import type { Cli } from '../cli.ts';
import { plainLine } from '../text/plain.ts';

interface Options {
  readonly run?: string;
  readonly level: LogLevel;
  readonly lines: string;
}

export function addLogs(program: Command, cli: Cli): void {
  program
    .command('logs')
    .description('what the log in the data folder says')
    .command('show')
    .description('its newest lines; of one run, every request that went out')
    .option('--run <run>', 'only lines of this run')
    .addOption(new Option('--level <level>', 'and what is graver').choices([...logLevels]).default('debug'))
    .option('--lines <number>', 'how many at most', '200')
    .action((options: Options) => cli.answer(show(cli, options)));
}

async function show(cli: Cli, { run, level, lines }: Options): Promise<Answer> {
  const id = run === undefined ? undefined : (await cli.call('runs.show', { run })).run.run;
  const limit = Number(lines);
  const log = await cli.call('logs.show', { level, limit, ...(id === undefined ? {} : { run: id }) });
  return { json: log, text: () => log.lines.map(textOf).join('\n') || 'The log says nothing of that.' };
}

function textOf({ time, level, event, facts }: ApiOutput<'logs.show'>['lines'][number]): string {
  const said = Object.entries(facts).map(([name, value]) => ` ${name}=${value}`);
  return plainLine(`${time} ${level.padEnd(5)} ${event}${said.join('')}`);
}
