import type { AsanaStore } from './asana-store.ts';
import { refer } from './asana-store.ts';
import type { CustomContent, CustomField, Task } from './model.ts';
import { badRequest, forbidden } from './refusals.ts';
import { escapeText, requireRichText } from './rich-text.ts';

type Data = Readonly<Record<string, unknown>>;

/**
 * Puts what a request says of a task itself into the task, and tells which fields that changes. Refuses before it changes
 * anything.
 */
export function writeContent(store: AsanaStore, task: Task, data: Data, at: number): readonly string[] {
  const changes: [field: string, apply: () => void][] = [];
  const change = (field: string, apply: () => void): void => void changes.push([field, apply]);
  if ('name' in data) {
    const name = requireText('name', data['name']);
    change('name', () => Object.assign(task, { name: name }));
  }
  if ('html_notes' in data && 'notes' in data) throw badRequest('You may only provide one of html_notes or notes');
  if ('html_notes' in data) {
    const html = requireRichText('html_notes', data['html_notes']);
    change('html_notes', () => Object.assign(task, { html: html }));
  }
  if ('notes' in data) {
    const html = `<body>${escapeText(requireText('notes', data['notes']))}</body>`;
    change('notes', () => Object.assign(task, { html: html }));
  }
  if ('completed' in data) {
    const isDone = data['completed'] === true;
    change('completed', () => Object.assign(task, { completedAt: isDone ? (task.completedAt ?? at) : null }));
  }
  if ('assignee' in data) {
    const assignee = data['assignee'];
    if (assignee !== null && !store.users.has(requireText('assignee', assignee))) {
      throw badRequest(`assignee: Not a user in Organization: ${assignee}`);
    }
    change('assignee', () => Object.assign(task, { assignee: assignee === null ? null : String(assignee) }));
  }
  const dates = readDates(task, data);
  if (dates !== null) change('due_on', () => Object.assign(task, dates));
  for (const [gid, value] of Object.entries((data['custom_fields'] ?? {}) as Data)) {
    const content = readCustom(store, fieldOf(store, task, gid), value);
    change('custom_fields', () => void task.custom.set(gid, content));
  }
  for (const [, apply] of changes) apply();
  return [...new Set(changes.map(([field]) => field))];
}

function requireText(name: string, value: unknown): string {
  if (typeof value !== 'string') throw badRequest(`${name}: Not a string: ${JSON.stringify(value)}`);
  return value;
}

type Dates = Pick<Task, 'dueOn' | 'dueAt' | 'startOn' | 'startAt'>;

/** The rules of `due_on`, `due_at`, `start_on` and `start_at` in the description. Null: nothing is said of them. */
function readDates(task: Task, data: Data): Dates | null {
  const names = ['due_on', 'due_at', 'start_on', 'start_at'].filter((name) => name in data);
  if (names.length === 0) return null;
  const has = (name: string): boolean => name in data;
  if (has('due_on') && has('due_at')) throw badRequest('You may only provide one of due_on or due_at!');
  if (has('start_on') && has('start_at')) throw badRequest('You may only provide one of start_on or start_at!');
  if (has('start_on') && !has('due_on') && !has('due_at')) {
    throw badRequest('due_on or due_at must be present when setting or unsetting start_on');
  }
  if (has('start_at') && !has('due_at')) throw badRequest('due_at must be present when setting or unsetting start_at');
  const next: Dates = { dueOn: task.dueOn, dueAt: task.dueAt, startOn: task.startOn, startAt: task.startAt };
  if (has('due_on')) Object.assign(next, { dueOn: readDay('due_on', data['due_on']), dueAt: null });
  if (has('due_at')) Object.assign(next, { dueAt: readMoment('due_at', data['due_at']), dueOn: null });
  if (has('start_on')) Object.assign(next, { startOn: readDay('start_on', data['start_on']), startAt: null });
  if (has('start_at')) Object.assign(next, { startAt: readMoment('start_at', data['start_at']), startOn: null });
  const hasDue = next.dueOn !== null || next.dueAt !== null;
  if (!hasDue && (next.startOn !== null || next.startAt !== null)) {
    throw badRequest('You must provide a due date to set a start date');
  }
  if (next.startAt !== null && next.dueAt === null) throw badRequest('start_at requires due_at');
  // “Setting both start_on and due_on to the same date will remove the start_on value.”
  if (next.startOn !== null && next.startOn === next.dueOn) next.startOn = null;
  return next;
}

function readDay(name: string, value: unknown): string | null {
  if (value === null) return null;
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)) return value;
  throw badRequest(`${name}: Not a valid date: ${JSON.stringify(value)}`);
}

function readMoment(name: string, value: unknown): number | null {
  if (value === null) return null;
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(time)) throw badRequest(`${name}: Not a valid datetime: ${JSON.stringify(value)}`);
  return time;
}

function fieldOf(store: AsanaStore, { memberships }: Task, gid: string): CustomField {
  const field = refer(store.customFields, 'custom_fields', gid);
  const isHere = memberships.some(({ project }) => store.projects.get(project)?.customFields.includes(gid));
  if (!isHere) throw badRequest(`custom_fields: Custom field with ID ${gid} is not on given object`);
  if (field.isReadOnly) throw forbidden(`custom_fields: ${gid}`);
  return field;
}

const localDay = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Los_Angeles' });

function readCustom(store: AsanaStore, field: CustomField, value: unknown): CustomContent {
  const wrong = () => badRequest(`custom_fields: Invalid value for ${field.gid}: ${JSON.stringify(value)}`);
  const list = (): readonly string[] => {
    if (!Array.isArray(value)) throw wrong();
    return value.map(String);
  };
  switch (field.subtype) {
    case 'text':
      if (value !== null && typeof value !== 'string') throw wrong();
      return value === '' ? null : value;
    case 'number':
      if (value !== null && typeof value !== 'number') throw wrong();
      return value === null ? null : Number(value.toFixed(field.precision));
    case 'enum':
      if (value !== null && !isOption(field, value)) throw wrong();
      return value === null ? null : String(value);
    case 'multi_enum':
      if (list().some((gid) => !isOption(field, gid))) throw wrong();
      return list();
    case 'people':
      for (const gid of list()) refer(store.users, 'custom_fields', gid);
      return list();
    case 'date': {
      if (value === null) return null;
      const { date, date_time } = value as { readonly date?: string; readonly date_time?: string };
      const time = readMoment('date_time', date_time ?? null);
      if (time !== null) return { date: localDay.format(time), date_time: new Date(time).toISOString() };
      const day = readDay('date', date ?? null);
      return day === null ? null : { date: day, date_time: null };
    }
  }
}

function isOption({ options }: CustomField, gid: unknown): boolean {
  return options.some((option) => option.gid === gid && option.enabled);
}
