import type { Command } from 'commander';
import type { TaskEdit } from '../../../../src-shared/api/contract.ts';
import type { ManyChanged, TaskView } from '../../../../src-shared/api/views.ts';
import { TaskSyncError } from '../../../../src-shared/errors.ts';
import type { Answer } from '../answer.ts';
import type { Cli } from '../cli.ts';
import { exitCodes } from '../exit-code.ts';
import { editableFields, parseAssignments, parseEdit } from '../task-edit.ts';
import { dateText, fieldText } from '../text/field-text.ts';
import { plainLine } from '../text/plain.ts';
import { stateWords } from '../text/profile-text.ts';
import { readStretches, stretchesText } from '../text/stretches.ts';
import { table } from '../text/table.ts';
import { taskText } from '../text/task-text.ts';
import { count, moment, shortId } from '../text/words.ts';
import { quotedTitle } from './plan.ts';

export function addTasks(program: Command, cli: Cli): void {
  const noun = program.command('tasks').description('the tasks that are kept here');
  noun
    .command('list [query...]')
    .description('search them: status:doing due:<7d label:web -assignee:none is:conflict profile:"Web team" and words')
    .action((query: readonly string[]) => cli.answer(listTasks(cli, query)));
  noun
    .command('show <task>')
    .description('one task with its copies at the services and its history')
    .option('--at <time>', 'as it was then: 2026-03-01T09:30:00Z')
    .action((task: string, { at }: { readonly at?: string }) =>
      cli.answer(at === undefined ? showTask(cli, task) : showTaskAt(cli, task, at)),
    );
  const add = noun
    .command('add <profile>')
    .description('a new task; the services learn of it at the next sync')
    .requiredOption('--title <text>', 'what is to be done');
  for (const [field, what] of editableFields) if (field !== 'title') add.option(`--${field} <value>`, what);
  add.action((profile: string, options: Readonly<Record<string, string>>) =>
    cli.answer(addTask(cli, profile, options)),
  );
  noun
    .command('edit <task> <field=value...>')
    .description('change fields: title=… due=2026-03-01 labels=a,b status=done priority= (empty clears)')
    .action((task: string, assignments: readonly string[]) => cli.answer(editTask(cli, task, assignments)));
  noun
    .command('delete <task>')
    .description('into the bin; the profile says what then happens at the services')
    .action((task: string) => cli.answer(moveTask(cli, 'tasks.delete', task, 'is in the bin')));
  noun
    .command('restore <task>')
    .description('back from the bin')
    .action((task: string) => cli.answer(moveTask(cli, 'tasks.restore', task, 'is back')));
  noun
    .command('comment <task>')
    .description('a comment; the services learn of it at the next sync')
    .requiredOption('--text <text>', 'what it says, in Markdown')
    .action((task: string, { text }: { readonly text: string }) => cli.answer(comment(cli, task, text)));
  noun
    .command('pair <task> <other>')
    .description('they are the same task: the two become one')
    .action((task: string, other: string) => cli.answer(pair(cli, task, other)));
  noun
    .command('unpair <task>')
    .description('its record at one place becomes a task of its own; both records stay as they are')
    .requiredOption('--at <endpoint>', 'the place')
    .action((task: string, { at }: { readonly at: string }) => cli.answer(unpair(cli, task, at)));
  noun
    .command('retry <task>')
    .description('try again at the next sync what was refused, or what another tool fought over')
    .action((task: string) => cli.answer(moveTask(cli, 'tasks.retry', task, 'is tried again at the next sync')));
  noun
    .command('revert <entries...>')
    .description('take back what you did here, by the entries of the history that an import names: 12-211')
    .action((entries: readonly string[]) => cli.answer(revert(cli, entries)));
}

/** So many at a time, so that a long list starts at once and fills no memory. */
const pageSize = 1000;

async function listTasks(cli: Cli, words: readonly string[]): Promise<Answer> {
  const query = words.join(' ');
  const first = await readPage(cli, query, 0);
  return {
    json: eachTask(cli, query, first),
    text: () => (first.total === 0 ? noneFound(words) : taskTables(cli, query, first)),
  };
}

type Page = { readonly tasks: readonly TaskView[]; readonly total: number };

function readPage(cli: Cli, query: string, offset: number): Promise<Page> {
  return cli.call('tasks.list', { query, sort: 'title', descending: false, offset, limit: pageSize });
}

async function* pages(cli: Cli, query: string, first: Page): AsyncGenerator<readonly TaskView[]> {
  yield first.tasks;
  for (let offset = pageSize; offset < first.total; offset += pageSize) {
    yield (await readPage(cli, query, offset)).tasks;
  }
}

async function* eachTask(cli: Cli, query: string, first: Page): AsyncGenerator<TaskView> {
  // A task that moves from one page to the next while we read is told once.
  const seen = new Set<string>();
  for await (const tasks of pages(cli, query, first)) {
    for (const task of tasks) {
      if (!seen.has(task.id)) yield task;
      seen.add(task.id);
    }
  }
}

async function* taskTables(cli: Cli, query: string, first: Page): AsyncGenerator<string> {
  for await (const tasks of pages(cli, query, first)) yield taskTable(tasks, cli.terminal.columns);
  yield `\n${count(first.total, 'task')}`;
}

function taskTable(tasks: readonly TaskView[], columns: number): string {
  return table(
    [
      { title: 'TASK' },
      { title: 'PROFILE' },
      { title: 'TITLE', flexible: true },
      { title: 'STATUS' },
      { title: 'DUE' },
      { title: 'STATE' },
    ],
    tasks.map((task) => [
      shortId(task.id),
      plainLine(task.profile),
      plainLine(task.title),
      plainLine(task.status ?? ''),
      dateText(task.due ?? ''),
      task.deletedAt === null ? stateWords[task.state] : 'in the bin',
    ]),
    columns,
  );
}

function noneFound(words: readonly string[]): string {
  return words.length === 0 ? 'No tasks yet.' : 'No task matches.';
}

async function showTask(cli: Cli, task: string): Promise<Answer> {
  const detail = await cli.call('tasks.show', { task });
  return { json: detail, text: () => taskText(detail, cli.terminal.columns) };
}

const wasThen = {
  here: '',
  bin: 'It was in the bin.',
  'not-yet': 'It was not here yet.',
  unknown: 'That is before the history that is still kept.',
} as const;

async function showTaskAt(cli: Cli, task: string, at: string): Promise<Answer> {
  const was = await cli.call('tasks.at', { task, at });
  const lines = Object.entries(was.fields).map(
    ([field, value]) => `${plainLine(field).padEnd(10)}  ${fieldText(value)}`,
  );
  const comments = was.comments.map(({ author, text }) => `${plainLine(author)}: ${plainLine(text)}`);
  return {
    json: was,
    text: () =>
      [`${shortId(was.task)}, ${moment(was.at)}`, wasThen[was.state], ...lines, ...comments].filter(Boolean).join('\n'),
  };
}

async function addTask(cli: Cli, profile: string, options: Readonly<Record<string, string>>): Promise<Answer> {
  const { title, ...edit } = parseEdit(Object.entries(options));
  if (title === undefined) throw new TaskSyncError('invalid-input', 'A task needs a title. Nothing was added.');
  const added = await cli.call('tasks.add', { profile, edit: { ...edit, title } });
  return saved(added, 'Added');
}

async function editTask(cli: Cli, task: string, assignments: readonly string[]): Promise<Answer> {
  const edit: TaskEdit = parseEdit(parseAssignments(assignments));
  const { entries: _, ...view } = await cli.call('tasks.edit', { task, edit });
  return saved(view, 'Saved');
}

async function comment(cli: Cli, task: string, text: string): Promise<Answer> {
  return saved(await cli.call('tasks.comment', { task, text }), 'Commented on');
}

async function pair(cli: Cli, task: string, other: string): Promise<Answer> {
  return saved(await cli.call('tasks.pair', { task, with: other }), 'One task now:');
}

async function unpair(cli: Cli, task: string, endpoint: string): Promise<Answer> {
  const parted = await cli.call('tasks.unpair', { task, endpoint });
  return {
    json: parted,
    text: () =>
      `${quotedTitle(parted.title)} and its record in ${plainLine(endpoint)} are two tasks from the next sync on.`,
    confirmation: true,
  };
}

function saved(task: TaskView, verb: string): Answer {
  const later = task.state === 'waiting' ? ' It goes to the services at the next sync.' : '';
  return {
    json: task,
    text: () => `${verb} ${shortId(task.id)} "${plainLine(task.title)}".${later}`,
    confirmation: true,
  };
}

async function revert(cli: Cli, words: readonly string[]): Promise<Answer> {
  const done = await cli.call('tasks.revert', { entries: readStretches(words) });
  return {
    json: done,
    text: () => revertText(done),
    exitCode: done.skipped > 0 ? exitCodes.problems : exitCodes.done,
  };
}

function revertText({ changed, skipped, entries }: ManyChanged): string {
  const left = `${count(skipped, 'task')} changed since, or gone: not all of it was taken back.`;
  return [
    changed === 0 ? 'Nothing was taken back.' : `Taken back for ${count(changed, 'task')}.`,
    ...(skipped > 0 ? [left] : []),
    ...(changed === 0 ? [] : [`To do it again: tasksync tasks revert ${stretchesText(entries)}`]),
  ].join('\n');
}

async function moveTask(
  cli: Cli,
  move: 'tasks.delete' | 'tasks.restore' | 'tasks.retry',
  task: string,
  words: string,
): Promise<Answer> {
  const moved = await cli.call(move, { task });
  return {
    json: moved,
    text: () => `${shortId(moved.id)} "${plainLine(moved.title)}" ${words}.`,
    confirmation: true,
  };
}
