import { hash } from 'node:crypto';
import type { Insertable, Selectable } from 'kysely';
import { type FieldValue, isWhen, whenText } from '../../../../src-shared/domain/field.ts';
import type { Task } from '../../../../src-shared/domain/task.ts';
import { fold } from '../../../../src-shared/filter/fold.ts';
import { fromJson, toJson } from './json.ts';
import type { TaskTable } from './schema.ts';
import { priorityRank, statusKey } from './text-keys.ts';

/** Longer titles are sorted by their beginning. */
const sortedLength = 200;

export type Row = Insertable<TaskTable>;

/** What a task is found by: words, and whole labels and assignees. */
export interface Indexed {
  readonly title: string;
  readonly body: string;
  readonly labels: readonly string[];
  readonly assignees: readonly string[];
}

export function indexedOf(task: Task): Indexed {
  const { title, body, labels, assignees } = task.fields;
  return { title: textOf(title), body: textOf(body), labels: listIn(labels), assignees: listIn(assignees) };
}

export function digest(indexed: Indexed): string {
  return hash('sha1', JSON.stringify(indexed), 'base64');
}

/** Equal for titles that `sameValue` holds to be equal. */
export function exactTitle(title: string): string {
  return title.trim().normalize();
}

export function titleKey(title: string): string {
  return fold(title).slice(0, sortedLength);
}

/** `id` is last, as the update has it. */
export function toRow(task: Task, indexed: string): Row {
  const { fields } = task;
  const title = textOf(fields['title']);
  const due = fields['due'];
  return {
    profile: task.profile,
    title: exactTitle(title),
    title_key: titleKey(title),
    status_key: statusKey(fields['status']),
    priority: priorityRank(fields['priority']),
    due: isWhen(due) ? whenText(due) : null,
    rev: task.rev,
    created_at: task.createdAt,
    updated_at: task.updatedAt,
    deleted_at: task.deletedAt,
    indexed,
    fields: toJson(fields),
    stamps: toJson(task.stamps),
    id: task.id,
  };
}

/** The columns that `toTask` needs. */
export const taskColumns = [
  'id',
  'profile',
  'fields',
  'stamps',
  'rev',
  'created_at',
  'updated_at',
  'deleted_at',
] as const;

export function toTask(row: Pick<Selectable<TaskTable>, (typeof taskColumns)[number]>): Task {
  return {
    id: row.id,
    profile: row.profile,
    fields: fromJson(row.fields),
    stamps: fromJson(row.stamps),
    rev: row.rev,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    deletedAt: row.deleted_at,
  };
}

function textOf(value: FieldValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

function listIn(value: FieldValue | undefined): readonly string[] {
  return Array.isArray(value) ? value : [];
}
