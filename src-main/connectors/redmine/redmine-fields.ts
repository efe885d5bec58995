import type { RemoteTask } from '../../../src-shared/connector/connector.ts';
import type { FieldName, Fields, FieldValue, When } from '../../../src-shared/domain/field.ts';
import { isWhen } from '../../../src-shared/domain/field.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { mergeIntoTextile, toMarkdown, toTextile } from '../rich-text/textile/convert.ts';
import type { CustomDefinition } from './custom-fields.ts';
import { readCustom, writeCustom } from './custom-fields.ts';
import type { TextFormat } from './identity.ts';
import { withMarker, withoutMarker } from './identity.ts';
import type { Issue } from './redmine-wire.ts';

/** What a task is made of, apart from the issue itself. */
export interface Frame {
  readonly base: URL;
  readonly format: TextFormat;
  readonly custom: readonly CustomDefinition[];
}

export function toRemoteTask(issue: Issue, { base, format, custom }: Frame): RemoteTask {
  const url = new URL(`issues/${issue.id}`, base).href;
  const { text, identity } = withoutMarker(issue.description ?? '');
  return {
    id: String(issue.id),
    version: versionOf(issue),
    updatedAt: new Date(issue.updated_on).toISOString(),
    createdAt: issue.created_on === null ? null : new Date(issue.created_on).toISOString(),
    updatedBy: null,
    url,
    fields: {
      title: issue.subject,
      body: format === 'textile' ? toMarkdown(text) : text.replace(/\r\n?/g, '\n'),
      status: String(issue.status.id),
      priority: idOf(issue.priority),
      assignees: issue.assigned_to === null ? [] : [String(issue.assigned_to.id)],
      start: dayOf(issue.start_date),
      due: dayOf(issue.due_date),
      milestone: idOf(issue.fixed_version),
      parent: idOf(issue.parent),
      estimate: issue.estimated_hours === null ? null : Math.round(issue.estimated_hours * 60),
      // Redmine has no empty progress; 0 is what every issue begins with.
      progress: issue.done_ratio === 0 ? null : issue.done_ratio,
      'x.tracker': String(issue.tracker.id),
      'x.category': idOf(issue.category),
      ...customValues(issue, custom),
    },
    raw: JSON.stringify(issue),
    references: [url],
    identity,
  };
}

/** Those that this issue has: which ones depends on its tracker. */
function customValues(issue: Issue, custom: readonly CustomDefinition[]): Fields {
  const definitions = new Map(custom.map((one) => [one.id, one]));
  return Object.fromEntries(
    (issue.custom_fields ?? []).flatMap(({ id, value }) => {
      const definition = definitions.get(id);
      return definition ? [[definition.name, readCustom(definition, value)]] : [];
    }),
  );
}

function idOf(reference: { readonly id: number } | null): string | null {
  return reference === null ? null : String(reference.id);
}

function dayOf(date: string | null): When | null {
  return date === null ? null : { kind: 'date', date };
}

/**
 * The time of the last change with a fingerprint of the content: times are whole seconds, and two changes within one
 * would look the same. The list carries whole issues anyway, so this costs nothing.
 */
export function versionOf(issue: Issue): string {
  return `${issue.updated_on}#${fingerprint(JSON.stringify(issue))}`;
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

/** What to send for an issue; an empty string clears, because Redmine keeps an assignee that is set to null. */
export type Attributes = Readonly<Record<string, string | number | readonly CustomAttribute[]>>;

interface CustomAttribute {
  readonly id: number;
  readonly value: string | readonly string[];
}

export function newIssue(
  fields: Fields,
  identity: string,
  { format, custom }: Pick<Frame, 'format' | 'custom'>,
): Attributes {
  const body = textValue(fields['body'] ?? '');
  return {
    // Left out, it would be today, and a due date in the past would be refused.
    start_date: '',
    ...attributesOf(fields, custom),
    description: withMarker(format === 'textile' ? toTextile(body) : body, identity, format),
  };
}

export interface Current {
  readonly raw: string | null;
  readonly identity: string | null;
}

/** Only what is in `fields`; a description is merged into the one that is there. */
export function changedIssue(
  fields: Fields,
  current: Current,
  { format, custom }: Pick<Frame, 'format' | 'custom'>,
): Attributes {
  const { body, ...others } = fields;
  const attributes = attributesOf(others, custom);
  if (body === undefined) return attributes;
  const original = originalOf(current);
  const text = format === 'textile' ? mergeIntoTextile(original.text, textValue(body)) : textValue(body);
  return { ...attributes, description: withMarker(text, original.identity, format) };
}

function originalOf({ raw, identity }: Current): { readonly text: string; readonly identity: string | null } {
  if (raw === null) return { text: '', identity };
  const issue: unknown = JSON.parse(raw);
  const description = typeof issue === 'object' && issue !== null && 'description' in issue ? issue.description : null;
  return withoutMarker(typeof description === 'string' ? description : '');
}

type Encode = (value: FieldValue) => Attributes;

const encoders: Readonly<Record<FieldName, Encode>> = {
  title: (value) => ({ subject: textValue(value).replace(/\s*[\r\n]+\s*/g, ' ') }),
  body: () => ({}),
  status: (value) => chosen('status_id', value),
  priority: (value) => chosen('priority_id', value),
  assignees: (value) => ({ assigned_to_id: Array.isArray(value) ? (value[0] ?? '') : '' }),
  start: (value) => ({ start_date: dayText(value) }),
  due: (value) => ({ due_date: dayText(value) }),
  milestone: (value) => ({ fixed_version_id: textValue(value) }),
  parent: (value) => ({ parent_issue_id: textValue(value) }),
  estimate: (value) => ({ estimated_hours: typeof value === 'number' ? value / 60 : '' }),
  progress: (value) => ({ done_ratio: typeof value === 'number' ? value : 0 }),
  'x.tracker': (value) => chosen('tracker_id', value),
  'x.category': (value) => ({ category_id: textValue(value) }),
};

function attributesOf(fields: Fields, custom: readonly CustomDefinition[]): Attributes {
  const own: CustomAttribute[] = [];
  const parts = Object.entries(fields).map(([name, value]) => {
    const encode = encoders[name];
    if (encode !== undefined) return encode(value);
    const definition = custom.find((one) => one.name === name);
    if (definition === undefined) throw noSuchField(name);
    own.push({ id: definition.id, value: writeCustom(value) });
    return {};
  });
  return Object.assign({}, ...parts, own.length === 0 ? {} : { custom_fields: own }) as Attributes;
}

function noSuchField(field: FieldName): TaskSyncError {
  return new TaskSyncError(
    'unsupported',
    'Redmine issues have no such field, or Task Sync cannot write it. Nothing was sent. Leave the field out of the mapping.',
    { facts: { field } },
  );
}

/** Whether one of them can only be a custom field. */
export function hasCustom(fields: Fields): boolean {
  return Object.keys(fields).some((name) => encoders[name] === undefined);
}

/** What an issue always has cannot be cleared, so nothing is sent for it; a new issue gets the default. */
function chosen(attribute: string, value: FieldValue): Attributes {
  return value === null || value === '' ? {} : { [attribute]: textValue(value) };
}

function textValue(value: FieldValue): string {
  return typeof value === 'string' ? value : '';
}

function dayText(value: FieldValue): string {
  if (value === null || value === '') return '';
  if (isWhen(value) && value.kind === 'date') return value.date;
  throw new TaskSyncError(
    'rejected',
    'Redmine knows days only, without a time. Nothing was sent. Give a date instead.',
  );
}
