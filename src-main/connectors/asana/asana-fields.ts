import type { RemoteTask } from '../../../src-shared/connector/connector.ts';
import type { FieldName, Fields, FieldValue } from '../../../src-shared/domain/field.ts';
import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { Attributes } from './asana-client.ts';
import type { Dates } from './asana-dates.ts';
import { dateAttributes, readWhen } from './asana-dates.ts';
import { readText, writeText } from './asana-text.ts';
import type { Task } from './asana-wire.ts';
import { taskSchema } from './asana-wire.ts';
import type { CustomDefinition } from './custom-fields.ts';
import { readCustom, writeCustom } from './custom-fields.ts';
import { withMarker, withoutMarker } from './identity.ts';

/** Statuses beside the sections: completed, wherever it stands, and a subtask that stands nowhere. */
export const completed = 'completed';
export const open = 'open';

/** What a task is made of, apart from the task itself. */
export interface Frame {
  readonly project: string;
  readonly custom: readonly CustomDefinition[];
}

export function toRemoteTask(task: Task, { project, custom }: Frame): RemoteTask {
  const { html, identity } = withoutMarker(task.html_notes ?? '');
  const url = task.permalink_url;
  return {
    id: task.gid,
    version: versionOf(task),
    // Making a task writes its history, which counts as a change: the time of its creation tells nothing of edits.
    updatedAt: new Date(task.modified_at).toISOString(),
    updatedBy: null,
    url,
    fields: {
      title: task.name,
      body: readText(html),
      status: statusOf(task, project),
      assignees: task.assignee === null ? [] : [task.assignee.gid],
      labels: (task.tags ?? []).flatMap(({ name }) => name ?? []),
      ...datesOf(task),
      parent: task.parent?.gid ?? null,
      ...customValues(task, custom),
    },
    raw: JSON.stringify(task),
    references: url === null ? [] : [url],
    identity,
  };
}

function statusOf(task: Task, project: string): string {
  if (task.completed) return completed;
  return sectionOf(task, project) ?? open;
}

export function isMember(task: Pick<Task, 'memberships'>, project: string): boolean {
  return (task.memberships ?? []).some((one) => one.project?.gid === project);
}

export function sectionOf(task: Task, project: string): string | null {
  return (task.memberships ?? []).find((one) => one.project?.gid === project)?.section?.gid ?? null;
}

function datesOf(task: Task): { readonly [name in keyof Dates]: Dates[name] } {
  return { start: readWhen(task.start_on, task.start_at), due: readWhen(task.due_on, task.due_at) };
}

/** A task has those of every project that it is in; we know the ones of ours. A subtask may have none. */
function customValues(task: Task, custom: readonly CustomDefinition[]): Fields {
  const values = new Map((task.custom_fields ?? []).map((value) => [value.gid, value]));
  return Object.fromEntries(
    custom.flatMap((definition) => {
      const value = values.get(definition.id);
      return value ? [[definition.name, readCustom(definition, value)]] : [];
    }),
  );
}

/**
 * The time of the last change with a fingerprint of the content: moving to another section or project, and tags, leave
 * `modified_at` as it was (developers.asana.com/reference/tasks).
 */
export function versionOf(task: Task): string {
  return `${task.modified_at}#${fingerprint(JSON.stringify(task))}`;
}

/** 64 bits as 16 hexadecimal digits (two rounds of FNV-1a): told apart by chance, not against an attacker. */
function fingerprint(text: string): string {
  let [high, low] = [0x811c9dc5, 0x9e3779b9];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    high = Math.imul(high ^ code, 0x01000193);
    low = Math.imul(low ^ code ^ (high >>> 15), 0x01000193);
  }
  return [high, low].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('');
}

/** A write, taken apart into what Asana takes in the task itself and what has a request of its own. */
export interface Parts {
  readonly attributes: Attributes;
  /** `completed` is among the attributes. Undefined: stays. */
  readonly section?: string;
  readonly parent?: RemoteId | null;
  /** Names. */
  readonly labels?: readonly string[];
}

/** @param before the task as it is; null: it is new */
export function partsOf(
  fields: Fields,
  before: Task | null,
  { project, custom }: Frame,
  identity: string | null,
): Parts {
  const own: Record<string, unknown> = {};
  const attributes: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    const encode = encoders[name];
    if (encode !== undefined) Object.assign(attributes, encode(value));
    else if (!special.has(name)) {
      const definition = custom.find((one) => one.name === name && one.schema.writable);
      if (definition === undefined) throw noSuchField(name);
      own[definition.id] = writeCustom(definition, value);
    }
  }
  Object.assign(attributes, dateAttributes(fields, before === null ? { start: null, due: null } : datesOf(before)));
  if (Object.keys(own).length > 0) {
    const isPlaced = before === null || isMember(before, project) || sectionIn(fields) !== undefined;
    if (!isPlaced) throw notInProject();
    attributes['custom_fields'] = own;
  }
  if ('body' in fields || before === null) {
    const { html } = withoutMarker(before?.html_notes ?? '');
    const text = writeText(textOf(fields['body']), before === null ? null : html, 'notes');
    attributes['html_notes'] = withMarker(text, identity);
  }
  const section = sectionIn(fields);
  const { parent, labels } = fields;
  return {
    attributes,
    ...(section === undefined ? {} : { section }),
    ...(parent === undefined ? {} : { parent: typeof parent === 'string' && parent !== '' ? parent : null }),
    ...(labels === undefined ? {} : { labels: Array.isArray(labels) ? labels : [] }),
  };
}

function sectionIn({ status }: Fields): string | undefined {
  return typeof status === 'string' && !['', completed, open].includes(status) ? status : undefined;
}

const special: ReadonlySet<FieldName> = new Set(['body', 'start', 'due', 'parent', 'labels']);

const encoders: Readonly<Record<FieldName, (value: FieldValue) => Attributes>> = {
  title: (value) => ({ name: textOf(value).replace(/\s*[\r\n]+\s*/g, ' ') }),
  // No status at all is nothing that a task can have.
  status: (value) => (typeof value === 'string' && value !== '' ? { completed: value === completed } : {}),
  assignees: (value) => ({ assignee: (Array.isArray(value) ? value[0] : undefined) ?? null }),
};

function textOf(value: FieldValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** Whether one of them can only be a custom field. */
export function hasCustom(fields: Fields): boolean {
  return Object.keys(fields).some((name) => encoders[name] === undefined && !special.has(name));
}

/** The task that a reading was made of; null: it says nothing of it. */
export function originalOf({ raw }: Pick<RemoteTask, 'raw'>): Task | null {
  return raw === null ? null : (taskSchema.safeParse(JSON.parse(raw)).data ?? null);
}

function notInProject(): TaskSyncError {
  return new TaskSyncError(
    'rejected',
    'Asana keeps custom fields only at tasks that are in the project itself, and this subtask is not. Nothing was sent. Add it to the project in Asana, or leave its status to a section.',
  );
}

function noSuchField(field: FieldName): TaskSyncError {
  return new TaskSyncError(
    'unsupported',
    'Tasks of this Asana project have no such field, or Task Sync cannot write it. Nothing was sent. Leave the field out of the mapping.',
    { facts: { field } },
  );
}
