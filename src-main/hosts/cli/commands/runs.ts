import type { Command } from 'commander';
import type { RunView, UndoView } from '../../../../src-shared/api/views.ts';
import type { Answer } from '../answer.ts';
import type { Cli } from '../cli.ts';
import { exitCodes } from '../exit-code.ts';
import { plainLine } from '../text/plain.ts';
import { changesOf, runText } from '../text/run-text.ts';
import { table } from '../text/table.ts';
import { historyLine } from '../text/task-text.ts';
import { count, duration, moment, shellWord, shortId } from '../text/words.ts';
import { actionTexts, quotedTitle } from './plan.ts';

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
  noun
    .command('undo <run>')
    .description('give back what it changed; what was changed since is left alone and listed')
    .option('--task <task>', 'only this task')
    .option('--field <field>', 'only this field of it')
    .option('--plan', 'show what would be done; nothing is changed anywhere')
    .action((run: string, options: UndoOptions) => cli.answer(undoRun(cli, run, options)));
}

interface UndoOptions {
  readonly task?: string;
  readonly field?: string;
  readonly plan?: boolean;
}

async function undoRun(cli: Cli, run: string, { task, field, plan = false }: UndoOptions): Promise<Answer> {
  const input = { run, ...(task === undefined ? {} : { task }), ...(field === undefined ? {} : { field }) };
  const view = await cli.call(plan ? 'runs.undoPreview' : 'runs.undo', input);
  return {
    json: view,
    text: () => undoText(view, plan, cli.terminal.columns),
    exitCode: view.skipped.some(({ reason }) => reason !== 'already') ? exitCodes.problems : exitCodes.done,
  };
}

function undoText(view: UndoView, isPlan: boolean, columns: number): string {
  const skipped = view.skipped.map(({ title, field, endpoint, message }) => {
    const where = [field, endpoint === null ? null : `in ${endpoint}`].filter((part) => part !== null).join(' ');
    return `- ${quotedTitle(title)}${where === '' ? '' : ` ${plainLine(where)}`}: ${plainLine(message)}`;
  });
  const parts = [
    ...actionTexts(view.actions, columns),
    ...(skipped.length > 0 ? [`Left alone:\n${skipped.join('\n')}`] : []),
    undoEnding(view, isPlan),
  ];
  return parts.join('\n\n');
}

function undoEnding({ run, profile, undo, actions }: UndoView, isPlan: boolean): string {
  if (actions.length === 0) return 'Nothing is left to undo.';
  if (isPlan) return `Nothing has been changed. To do it: tasksync runs undo ${shortId(run)}`;
  const next = `To send it to the services: tasksync sync ${shellWord(plainLine(profile))}`;
  return undo === null ? next : `Undone here. ${next}\nTo take that back: tasksync runs undo ${shortId(undo)}`;
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
    ...(run.matches > 0 ? [count(run.matches, 'open match', 'open matches')] : []),
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
