import type { Command } from 'commander';
import type { RunView } from '../../../../src-shared/api/views.ts';
import type { Answer } from '../answer.ts';
import type { Cli } from '../cli.ts';
import { plainLine } from '../text/plain.ts';
import { changesOf, runText } from '../text/run-text.ts';
import { table } from '../text/table.ts';
import { historyLine } from '../text/task-text.ts';
import { count, duration, moment, shortId } from '../text/words.ts';

export function addRuns(program: Command, cli: Cli): void {
  const noun = program.command('runs').description('what was done, and when');
  noun
    .command('list')
    .description('the newest hundred')
    .action(() => cli.answer(listRuns(cli)));
  noun
    .command('show <run>')
    .description('one run with every change it made')
    .action((run: string) => cli.answer(showRun(cli, run)));
}

async function listRuns(cli: Cli): Promise<Answer> {
  const runs = await cli.call('runs.list', {});
  return {
    json: runs,
    text: () =>
      runs.length === 0
        ? 'No runs yet. Start one: tasksync sync'
        : table(
            [
              { title: 'RUN' },
              { title: 'PROFILE', flexible: true },
              { title: 'STARTED' },
              { title: 'TOOK', align: 'right' },
              { title: 'STATE' },
              { title: 'CHANGES', flexible: true },
            ],
            runs.map((run) => [
              shortId(run.run),
              plainLine(run.profile),
              moment(run.startedAt),
              duration(run.durationMs),
              run.state,
              changesText(run),
            ]),
            cli.terminal.columns,
          ),
  };
}

function changesText(run: RunView): string {
  const changes = changesOf(run).map(([place, counts]) => `${place} ${counts}`);
  return [
    ...changes,
    ...(run.conflicts > 0 ? [count(run.conflicts, 'conflict')] : []),
    ...(run.problems.length > 0 ? [count(run.problems.length, 'problem')] : []),
  ].join(' · ');
}

async function showRun(cli: Cli, run: string): Promise<Answer> {
  const shown = await cli.call('runs.show', { run });
  return {
    json: shown,
    text: () => {
      const lines = shown.history.map((entry) => `${plainLine(entry.title)}: ${historyLine(entry)}`);
      return [
        `${shown.run.run}, ${moment(shown.run.startedAt)}`,
        runText(shown.run),
        ...(lines.length > 0 ? ['', ...lines] : []),
      ].join('\n');
    },
  };
}
