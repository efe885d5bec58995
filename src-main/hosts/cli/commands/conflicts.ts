import type { Command } from 'commander';
import type { ConflictView } from '../../../../src-shared/api/views.ts';
import { TaskSyncError } from '../../../../src-shared/errors.ts';
import type { Answer } from '../answer.ts';
import type { Cli } from '../cli.ts';
import { parseFieldValue } from '../task-edit.ts';
import { fieldText } from '../text/field-text.ts';
import { plainLine } from '../text/plain.ts';
import { table } from '../text/table.ts';
import { moment, shellWord, shortId } from '../text/words.ts';

export function addConflicts(program: Command, cli: Cli): void {
  const noun = program.command('conflicts').description('fields that both sides changed, waiting for a decision');
  noun
    .command('list')
    .description('all open ones')
    .action(() => cli.answer(listConflicts(cli)));
  noun
    .command('show <conflict>')
    .description('one of them, with who said what and when')
    .action((conflict: string) => cli.answer(showConflict(cli, conflict)));
  noun
    .command('resolve <conflict>')
    .description('decide it; the services learn of it at the next sync')
    .option('--use <side>', 'an endpoint, here or before: take what that side says')
    .option('--value <value>', 'or take this value')
    .action((conflict: string, options: ResolveOptions) => cli.answer(resolveConflict(cli, conflict, options)));
}

interface ResolveOptions {
  readonly use?: string;
  readonly value?: string;
}

async function listConflicts(cli: Cli): Promise<Answer> {
  const conflicts = await cli.call('conflicts.list', {});
  return {
    json: conflicts,
    text: () =>
      conflicts.length === 0
        ? 'No conflicts. You are asked only when both sides change the same field between two syncs.'
        : table(
            [
              { title: 'CONFLICT' },
              { title: 'TASK', flexible: true },
              { title: 'FIELD' },
              { title: 'BEFORE', flexible: true },
              { title: 'SIDES', flexible: true },
            ],
            conflicts.map(({ id, title, field, before, sides }) => [
              shortId(id),
              plainLine(title),
              plainLine(field),
              fieldText(before),
              sides.map(({ side, value }) => `${plainLine(side)}: ${fieldText(value)}`).join('  '),
            ]),
            cli.terminal.columns,
          ),
  };
}

async function showConflict(cli: Cli, conflict: string): Promise<Answer> {
  const view = await cli.call('conflicts.show', { conflict });
  return { json: view, text: () => conflictText(view) };
}

export function conflictText({ id, profile, title, field, before, sides, since }: ConflictView): string {
  const width = Math.max('before'.length, ...sides.map(({ side }) => side.length));
  const said = sides.map(({ side, value, by, at }) => {
    const who = [by, at === null ? null : moment(at)].filter((part) => part !== null).join(', ');
    return `  ${plainLine(side).padEnd(width)}  ${fieldText(value)}${who === '' ? '' : `  (${plainLine(who)})`}`;
  });
  const choices = [...new Set([...sides.map(({ side }) => shellWord(plainLine(side))), 'before'])].join('|');
  return [
    `${plainLine(title)} · ${plainLine(field)}`,
    `in ${plainLine(profile)}, since ${moment(since)}`,
    '',
    `  ${'before'.padEnd(width)}  ${fieldText(before)}`,
    ...said,
    '',
    `Decide: tasksync conflicts resolve ${shortId(id)} --use ${choices}, or --value …`,
  ].join('\n');
}

async function resolveConflict(cli: Cli, conflict: string, { use, value }: ResolveOptions): Promise<Answer> {
  if ((use === undefined) === (value === undefined)) {
    throw new TaskSyncError('invalid-input', 'Say either --use SIDE or --value VALUE. Nothing was decided.');
  }
  const { id, field } = await cli.call('conflicts.show', { conflict });
  const task = await cli.call('conflicts.resolve', {
    conflict: id,
    ...(use === undefined ? {} : { use }),
    ...(value === undefined ? {} : { value: parseFieldValue(field, value) }),
  });
  return {
    json: task,
    text: () =>
      `Decided: ${plainLine(field)} of "${plainLine(task.title)}". The services learn of it at the next sync.`,
    confirmation: true,
  };
}
