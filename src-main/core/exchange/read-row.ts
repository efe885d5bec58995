import { type TaskEdit, taskEdit } from '../../../src-shared/api/contract.ts';
import type { ImportProblem } from '../../../src-shared/api/exchange.ts';
import { parseWhen } from '../../../src-shared/domain/field.ts';
import { fold } from '../../../src-shared/filter/fold.ts';
import type { Target } from './fields.ts';
import { type Cell, cellOf, type FileRow } from './file-table.ts';
import { readListText } from './list-text.ts';

/** What a row says of its task; a message for people instead where it says something that no task can be. */
export type ReadRow = { readonly key: string | null; readonly edit: TaskEdit } | Omit<ImportProblem, 'line'>;

export function readRow(row: FileRow, mapping: ReadonlyMap<string, Target>): ReadRow {
  const edit: Record<string, unknown> = {};
  const custom = new Map<string, unknown>();
  let key: string | null = null;
  for (const [column, target] of mapping) {
    const cell = cellOf(row, column);
    if (cell === undefined) continue;
    if (target === 'id') key = isBlank(cell) ? null : String(cell).trim();
    else if (target === 'custom') for (const [name, value] of readCustom(cell)) custom.set(name, value);
    else if (isCustom(target)) custom.set(target.slice(2), typeof cell === 'string' ? customText(cell) : cell);
    else {
      const value = readCell(target, cell);
      // An empty status is none: a task always has one.
      if (value !== undefined) edit[target] = value;
    }
  }
  if (custom.size > 0) edit['custom'] = Object.fromEntries(custom);
  if (key !== null && key.length > 200)
    return { field: 'id', code: 'long-id', message: 'The id is longer than 200 characters.' };
  const checked = taskEdit.safeParse(edit);
  if (checked.success) return { key, edit: checked.data };
  const field = String(checked.error.issues[0]?.path[0] ?? '');
  return { field, code: 'bad-value', message: messages[field] ?? `This cannot be a value of ${field}.` };
}

const messages: Readonly<Record<string, string>> = {
  title: 'The title is empty or too long.',
  status: 'The status is longer than 200 characters, or no text.',
  assignees: 'This is no list of people. Write a,b or ["a","b"].',
  labels: 'This is no list of labels. Write a,b or ["a","b"].',
  start: 'This is no date. Write 2026-03-01, 2026-03-01T09:30 or 2026-03-01T08:30Z.',
  due: 'This is no date. Write 2026-03-01, 2026-03-01T09:30 or 2026-03-01T08:30Z.',
  estimate: 'This is no whole number of minutes.',
  progress: 'This is no whole number from 0 to 100.',
};

function isCustom(target: Target): target is `x.${string}` {
  return target.startsWith('x.');
}

function isBlank(cell: Cell): boolean {
  return cell === null || cell === '' || (typeof cell === 'string' && cell.trim() === '');
}

/** What is not understood is left as it is, for the check of the whole to refuse. */
function readCell(field: Exclude<Target, 'id' | 'custom' | `x.${string}`>, cell: Cell): unknown {
  switch (field) {
    case 'title':
      return typeof cell === 'number' ? String(cell) : (cell ?? '');
    case 'body':
      return cell ?? '';
    case 'status':
      return isBlank(cell) ? undefined : wordOf(statuses, cell);
    case 'priority':
      return isBlank(cell) ? null : wordOf(priorities, cell);
    case 'assignees':
    case 'labels':
      return typeof cell === 'string' ? (readListText(cell) ?? cell) : (cell ?? []);
    case 'start':
    case 'due':
      return isBlank(cell) ? null : readDate(cell);
    case 'milestone':
    case 'parent':
      return isBlank(cell) ? null : typeof cell === 'number' ? String(cell) : cell;
    case 'estimate':
    case 'progress':
      return isBlank(cell) ? null : readWhole(cell);
  }
}

const statuses: Readonly<Record<string, readonly string[]>> = {
  todo: ['to do', 'open', 'new', 'backlog', 'needs action', 'offen', 'zu erledigen', 'neu'],
  doing: ['in progress', 'in process', 'started', 'in arbeit', 'in bearbeitung', 'begonnen'],
  done: ['completed', 'complete', 'closed', 'resolved', 'erledigt', 'fertig', 'abgeschlossen', 'geschlossen'],
  cancelled: ['canceled', "won't do", 'abgebrochen', 'verworfen'],
};
const priorities: Readonly<Record<string, readonly string[]>> = {
  urgent: ['highest', 'critical', 'blocker', 'dringend', 'sehr hoch', 'kritisch'],
  high: ['hoch', 'major'],
  medium: ['normal', 'mittel'],
  low: ['lowest', 'minor', 'niedrig', 'gering'],
};

/** A word that programs use for it, else the text itself: a profile may know it. */
function wordOf(known: Readonly<Record<string, readonly string[]>>, cell: Cell): Cell {
  if (typeof cell !== 'string') return cell;
  const word = fold(cell).replaceAll(/[_-]+/g, ' ');
  return Object.entries(known).find(([value, words]) => value === word || words.includes(word))?.[0] ?? cell;
}

/** Besides our own: 01.03.2026, 01.03.2026 09:30 and 2026-03-01 09:30. With slashes nobody knows which is the month. */
function readDate(cell: Cell): Cell {
  if (typeof cell !== 'string') return cell;
  const german = /^\s*(\d{1,2})\.(\d{1,2})\.(\d{4})(?:[ ,]+(\d{1,2}:\d{2}(?::\d{2})?))?\s*$/.exec(cell);
  const [, day = '', month = '', year = '', time] = german ?? [];
  const text = german
    ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}${time === undefined ? '' : `T${time.padStart(5, '0')}`}`
    : cell.trim().replace(/^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2})/, '$1T$2');
  // No date at all is refused as one, in the words for it.
  return parseWhen(text) === null ? { text } : text;
}

function readWhole(cell: Cell): Cell {
  return typeof cell === 'string' && /^\s*\d{1,9}\s*%?\s*$/.test(cell) ? Number.parseInt(cell, 10) : cell;
}

function readCustom(cell: Cell): readonly (readonly [string, unknown])[] {
  if (isBlank(cell)) return [];
  const value = typeof cell === 'string' ? customText(cell) : cell;
  // Anything else is refused under its own name.
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.entries(value)
    : [['custom', { value }]];
}

function customText(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
