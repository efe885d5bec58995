import type { TaskEdit } from '../../../src-shared/api/contract.ts';
import { kindOf } from '../../../src-shared/domain/field.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';

/** Fields that the command line can set, in the order in which help shows them. */
export const editableFields = [
  ['title', 'what is to be done'],
  ['body', 'details, as Markdown'],
  ['status', 'todo, doing, done, cancelled, or a word of the profile'],
  ['priority', 'urgent, high, medium or low'],
  ['assignees', 'people, with commas between them'],
  ['labels', 'labels, with commas between them'],
  ['start', '2026-03-01, 2026-03-01T09:30 or 2026-03-01T08:30Z'],
  ['due', 'as start'],
  ['milestone', 'name of the milestone'],
  ['parent', 'id of the task above it'],
  ['estimate', 'minutes'],
  ['progress', 'percent'],
] as const;

type EditableField = (typeof editableFields)[number][0];
type CustomValue = NonNullable<TaskEdit['custom']>[string];
/** Any value that a field may get from text. */
export type ParsedValue = string | number | string[] | null;

/** `due=2026-03-01` → `['due', '2026-03-01']` */
export function parseAssignments(texts: readonly string[]): readonly (readonly [string, string])[] {
  return texts.map((text) => {
    const at = text.indexOf('=');
    if (at > 0) return [text.slice(0, at).trim(), text.slice(at + 1)] as const;
    throw new TaskSyncError('invalid-input', `"${text}" is no change: write field=value. Nothing was changed.`);
  });
}

/** An empty value clears the field. `x.<name>` is a service's own field. */
export function parseEdit(assignments: readonly (readonly [string, string])[]): TaskEdit {
  const fields: Record<string, ParsedValue> = {};
  const custom: Record<string, CustomValue> = {};
  for (const [field, text] of assignments) {
    if (field.startsWith('x.')) custom[field.slice(2)] = parseCustom(text);
    else fields[requireField(field)] = parseFieldValue(field, text);
  }
  const edit: TaskEdit = fields;
  return Object.keys(custom).length === 0 ? edit : { ...edit, custom };
}

function requireField(field: string): EditableField {
  const found = editableFields.find(([name]) => name === field)?.[0];
  if (found !== undefined) return found;
  const names = editableFields.map(([name]) => name).join(', ');
  throw new TaskSyncError(
    'invalid-input',
    `There is no field "${field}". Nothing was changed. There are ${names}, and x.NAME for a service's own fields.`,
  );
}

/** Text as it was typed → the field's value. What it may be is checked by whoever gets it. */
export function parseFieldValue(field: string, text: string): ParsedValue {
  if (text === '' && (field === 'title' || field === 'status')) {
    throw new TaskSyncError('invalid-input', `${field}: it cannot be empty. Nothing was changed.`);
  }
  if (field === 'title' || kindOf(field) === 'text') return text;
  if (kindOf(field) === 'set') return parseList(field, text);
  if (text === '') return null;
  return field === 'estimate' || field === 'progress' ? parseWhole(field, text) : text;
}

/** `a,b`, or a JSON list where an element has a comma in it. */
function parseList(field: string, text: string): string[] {
  const items = text.trimStart().startsWith('[') ? parseJson(text) : text.split(',');
  if (Array.isArray(items) && items.every((item) => typeof item === 'string')) {
    return items.map((item) => item.trim()).filter((item) => item !== '');
  }
  throw new TaskSyncError(
    'invalid-input',
    `${field}: this is no list of texts. Nothing was changed. Write a,b or ["a","b"].`,
  );
}

function parseWhole(field: string, text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new TaskSyncError('invalid-input', `${field}: "${text}" is not a whole number. Nothing was changed.`);
}

/** What looks like a number, a truth value or null is one; everything else, and what stands in quotes, is text. */
function parseCustom(text: string): CustomValue {
  if (text === '') return null;
  const value = parseJson(text);
  return typeof value === 'object' || value === undefined ? text : (value as CustomValue);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
