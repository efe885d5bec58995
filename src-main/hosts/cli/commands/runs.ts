import type { Command } from 'commander';
import type { ApiInput } from '../../../../src-shared/api/contract.ts';
import type { RunView, UndoView } from '../../../../src-shared/api/views.ts';
import { TaskSyncError } from '../../../../src-shared/errors.ts';
import type { Answer } from '../answer.ts';
import type { Cli } from '../cli.ts';
import { collect } from '../collect.ts';
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
    .option('--also <task>', 'of this task also what was changed since (can be given again)', collect, [])
    .option('--plan', 'show what would be done; nothing is changed anywhere')
    .action((run: string, options: UndoOptions) => cli.answer(undoRun(cli, run, options)));
}

interface UndoOptions {
  readonly task?: string;
  readonly field?: string;
  readonly also: readonly string[];
  readonly plan?: boolean;
}

async function undoRun(cli: Cli, run: string, { task, field, also, plan = false }: UndoOptions): Promise<Answer> {
  const only = { run, ...(task === undefined ? {} : { task }), ...(field === undefined ? {} : { field }) };
  const input = also.length === 0 ? only : { ...only, also: await changedSince(cli, only, also) };
  const view = await cli.call(plan ? 'runs.undoPreview' : 'runs.undo', input);
  return {
    json: view,
    text: () => undoText(view, plan, cli.terminal.columns),
    exitCode: view.skipped.some(({ reason }) => reason !== 'already') ? exitCodes.problems : exitCodes.done,
  };
}

/**
 * The tasks that the given beginnings of ids mean. Only such as were changed since can be meant: a slip of the pen undoes
 * nothing that nobody looked at.
 */
async function changedSince(
  cli: Cli,
  only: ApiInput<'runs.undoPreview'>,
  beginnings: readonly string[],
): Promise<string[]> {
  const { skipped } = await cli.call('runs.undoPreview', only);
  const changed = new Set(skipped.filter(({ reason }) => reason === 'changed').map(({ task }) => task));
  return beginnings.map((beginning) => {
    const [task, second] = [...changed].filter((one) => one.startsWith(beginning));
    if (task !== undefined && (second === undefined || task === beginning)) return task;
    const what =
      task === undefined
        ? `No task whose id begins with “${beginning}” was changed since that run. Look for it with --plan.`
        : `Several tasks have ids that begin with “${beginning}”. Give more of it.`;
    throw new TaskSyncError('invalid-input', `${what} Nothing was changed.`);
  });
}

function undoText(view: UndoView, isPlan: boolean, columns: number): string {
  const skipped = view.skipped.map(({ task, title, field, endpoint, reason, message }) => {
    const where = [field, endpoint === null ? null : `in ${endpoint}`].filter((part) => part !== null).join(' ');
    const wayBack = reason === 'changed' ? ` To undo it all the same: --also ${shortId(task)}` : '';
    return `- ${quotedTitle(title)}${where === '' ? '' : ` ${plainLine(where)}`}: ${plainLine(message)}${wayBack}`;
  });
  const parts = [
    ...actionTexts(view.actions, columns),
    ...(view.isArchived
      ? ['Some of what this run did may be in the archive by now; that stays as it is: tasksync archive list']
      : []),
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
