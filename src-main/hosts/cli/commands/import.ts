import { readFile, stat } from 'node:fs/promises';
import type { Command } from 'commander';
import {
  type ImportColumn,
  type ImportDone,
  type ImportView,
  mostImported,
} from '../../../../src-shared/api/exchange.ts';
import { TaskSyncError } from '../../../../src-shared/errors.ts';
import type { Answer } from '../answer.ts';
import type { Cli } from '../cli.ts';
import { collect } from '../collect.ts';
import { exitCodes } from '../exit-code.ts';
import { readStdin } from '../read-stdin.ts';
import { parseAssignments } from '../task-edit.ts';
import { fieldText } from '../text/field-text.ts';
import { plainLine } from '../text/plain.ts';
import { stretchesText } from '../text/stretches.ts';
import { table } from '../text/table.ts';
import { count, shellWord } from '../text/words.ts';

interface ImportOptions {
  readonly into: string;
  readonly map: readonly string[];
  readonly yes?: boolean;
}

export function addImport(program: Command, cli: Cli): void {
  program
    .command('import <file>')
    .description('tasks from CSV, JSON or iCalendar; without --yes it only shows what it would do')
    .requiredOption('--into <profile>', 'the profile that gets them')
    .option('--map <column=field>', 'what a column is; column= leaves it out (can be given again)', collect, [])
    .option('--yes', 'do it; the services learn of it at the next sync')
    .action((file: string, options: ImportOptions) => cli.answer(importFile(cli, file, options)));
}

async function importFile(cli: Cli, file: string, { into, map, yes = false }: ImportOptions): Promise<Answer> {
  const columns = Object.fromEntries(parseAssignments(map).map(([column, field]) => [column, field || null]));
  const text = await readText(file);
  const view = await cli.call(yes ? 'data.import' : 'data.planImport', { profile: into, text, columns });
  return {
    json: view,
    text: () => importText(view, cli.terminal.columns),
    exitCode: view.counts.skipped > 0 ? exitCodes.problems : exitCodes.done,
  };
}

async function readText(file: string): Promise<string> {
  const name = plainLine(file);
  try {
    if (file === '-') return await readStdin();
    // Four bytes are the most that a character takes.
    if ((await stat(file)).size > mostImported * 4) throw tooLarge(name);
    return decode(await readFile(file));
  } catch (cause) {
    if (cause instanceof TaskSyncError) throw cause;
    if (cause instanceof TypeError) {
      throw new TaskSyncError(
        'invalid-input',
        `${name} is no text in UTF-8. Nothing was imported. Save it as “CSV UTF-8”, JSON or iCalendar.`,
        { cause },
      );
    }
    throw new TaskSyncError('invalid-input', `The file ${name} cannot be read. Nothing was imported.`, { cause });
  }
}

/** UTF-8, or UTF-16 if it says so by its first two bytes, as spreadsheets write “Unicode text”. Refuses all else. */
function decode(bytes: Uint8Array): string {
  const isWide = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(isWide ? 'utf-16le' : 'utf-8', { fatal: true }).decode(bytes);
}

function tooLarge(name: string): TaskSyncError {
  return new TaskSyncError('invalid-input', `${name} is too large. Nothing was imported. Import it in parts.`);
}

function importText(view: ImportView | ImportDone, columns: number): string {
  const isDone = 'entries' in view;
  const { created, updated, same, skipped } = view.counts;
  const [make, change] = isDone ? ['made', 'changed'] : ['to make', 'to change'];
  const parts = [
    table(
      [{ title: 'COLUMN', flexible: true }, { title: 'FIELD' }, { title: 'VALUES', flexible: true }],
      view.columns.map(columnCells),
      columns,
    ),
    ...(isDone || view.rows.length === 0 ? [] : [view.rows.map(rowText).join('\n')]),
    ...(view.problems.length === 0 ? [] : [`Left out:\n${view.problems.map(problemText).join('\n')}`]),
    `${count(created, 'task')} ${make}, ${updated} ${change}, ${same} the same already, ${skipped} left out`,
    nextText(view),
  ];
  return parts.join('\n\n');
}

function columnCells({ name, field, samples }: ImportColumn): readonly string[] {
  return [plainLine(name), field ?? '-', plainLine(samples.join(' · '))];
}

function rowText({ line, kind, title, changes }: ImportView['rows'][number]): string {
  const what = changes.map(({ field, before, after }) => {
    const value = fieldText(after);
    return kind === 'create' ? `${field} ${value}` : `${field} ${fieldText(before)} → ${value}`;
  });
  const shown = kind === 'create' ? what.filter((_, index) => changes[index]?.field !== 'title') : what;
  return `${kind === 'create' ? '+' : '~'} line ${line} "${plainLine(title)}"${shown.length > 0 ? `: ${plainLine(shown.join(', '))}` : ''}`;
}

function problemText({ line, field, message }: ImportView['problems'][number]): string {
  return `- line ${line}${field === null ? '' : ` ${plainLine(field)}`}: ${plainLine(message)}`;
}

function nextText(view: ImportView | ImportDone): string {
  if (view.counts.created + view.counts.updated === 0) return 'There is nothing to import.';
  if (!('entries' in view)) return 'Nothing has been changed. To do it, say the same with --yes.';
  const name = shellWord(plainLine(view.profile));
  return [
    `Imported. See what the services will get: tasksync plan ${name}`,
    ...(view.entries.length > 0 ? [`To take it back: tasksync tasks revert ${stretchesText(view.entries)}`] : []),
  ].join('\n');
}
