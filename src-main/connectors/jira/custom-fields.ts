import { assertNever } from '../../../src-shared/assert-never.ts';
import type { CustomKind } from '../../../src-shared/connector/connector.ts';
import type { FieldValue } from '../../../src-shared/domain/field.ts';
import { isWhen } from '../../../src-shared/domain/field.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { Deployment } from './deployment.ts';
import { isoTime } from './jira-time.ts';
import type { FieldType } from './jira-wire.ts';
import { userSchema } from './jira-wire.ts';

/** What a custom field holds, as far as we know how to read and write it. */
export type ValueKind =
  | 'text'
  | 'paragraph'
  | 'readonly'
  | 'number'
  | 'date'
  | 'datetime'
  | 'option'
  | 'options'
  | 'cascading'
  | 'user'
  | 'users'
  | 'version'
  | 'versions'
  | 'labels'
  | 'sprint'
  | 'epic';

/** By the last part of the type's name: `com.atlassian.jira.plugin.system.customfieldtypes:select`. */
const byCustomType: Readonly<Record<string, ValueKind>> = {
  textfield: 'text',
  textarea: 'paragraph',
  url: 'text',
  readonlyfield: 'readonly',
  float: 'number',
  'jsw-story-points': 'number',
  datepicker: 'date',
  'jpo-custom-field-baseline-start': 'date',
  'jpo-custom-field-baseline-end': 'date',
  datetime: 'datetime',
  select: 'option',
  radiobuttons: 'option',
  multiselect: 'options',
  multicheckboxes: 'options',
  cascadingselect: 'cascading',
  userpicker: 'user',
  multiuserpicker: 'users',
  version: 'version',
  multiversion: 'versions',
  labels: 'labels',
  'gh-sprint': 'sprint',
  'gh-epic-link': 'epic',
};

/** Null: we cannot hold it. */
export function kindOfType({ custom }: FieldType): ValueKind | null {
  return byCustomType[custom?.split(':').at(-1) ?? ''] ?? null;
}

export const customKinds: Readonly<Record<ValueKind, CustomKind>> = {
  text: 'text',
  paragraph: 'text',
  readonly: 'text',
  number: 'number',
  date: 'date',
  datetime: 'date',
  option: 'option',
  options: 'options',
  cascading: 'text',
  user: 'option',
  users: 'options',
  version: 'option',
  versions: 'options',
  labels: 'options',
  sprint: 'option',
  epic: 'text',
};

/** What is none of the field's kind is left out as if it were empty: it cannot be compared with anything. */
export function readValue(kind: ValueKind, value: unknown, deployment: Deployment): FieldValue {
  switch (kind) {
    case 'paragraph':
      return value === null || value === undefined ? '' : deployment.text.toMarkdown(value);
    case 'text':
    case 'readonly':
    case 'epic':
      return textOf(value);
    case 'number':
      return typeof value === 'number' ? value : null;
    case 'date':
      return typeof value === 'string' ? { kind: 'date', date: value } : null;
    case 'datetime':
      return typeof value === 'string' ? { kind: 'instant', at: `${isoTime(value).slice(0, 19)}Z` } : null;
    case 'option':
    case 'version':
      return memberOf(value, 'id');
    case 'options':
    case 'versions':
      return listOf(value).flatMap((one) => memberOf(one, 'id') ?? []);
    case 'cascading': {
      const child = isRecord(value) ? memberOf(value['child'], 'value') : null;
      const parent = memberOf(value, 'value');
      return parent === null || child === null ? parent : `${parent} / ${child}`;
    }
    case 'user':
      return personOf(value, deployment);
    case 'users':
      return listOf(value).flatMap((one) => personOf(one, deployment) ?? []);
    case 'labels':
      return listOf(value).filter((one) => typeof one === 'string');
    case 'sprint':
      return sprintOf(value);
    default:
      return assertNever(kind);
  }
}

/** @param before what the field has now, for texts */
export function writeValue(kind: ValueKind, value: FieldValue, deployment: Deployment, before: unknown): unknown {
  const one = typeof value === 'string' && value !== '' ? value : null;
  const many = Array.isArray(value) ? value : [];
  switch (kind) {
    case 'paragraph':
      return deployment.text.fromMarkdown(typeof value === 'string' ? value : '', before);
    case 'text':
    case 'readonly':
    case 'epic':
      return one;
    case 'number':
      return typeof value === 'number' ? value : null;
    case 'date':
      return isWhen(value) && value.kind === 'date' ? value.date : emptyOr(value, 'Jira knows only days here');
    case 'datetime':
      return isWhen(value) && value.kind === 'instant'
        ? value.at.replace(/Z$/, '.000+0000')
        : emptyOr(value, 'Jira wants a day with its time and zone here');
    case 'option':
    case 'version':
      return one === null ? null : { id: one };
    case 'options':
    case 'versions':
      return many.map((id) => ({ id }));
    case 'cascading': {
      const [parent, ...rest] = one?.split(' / ') ?? [];
      if (parent === undefined) return null;
      return rest.length === 0 ? { value: parent } : { value: parent, child: { value: rest.join(' / ') } };
    }
    case 'user':
      return deployment.userReference(one);
    case 'users':
      return many.map((person) => deployment.userReference(person));
    case 'labels':
      return many.map(labelOf);
    case 'sprint':
      return one === null ? null : Number(one);
    default:
      return assertNever(kind);
  }
}

/** Jira refuses labels with spaces; another label in its place would come back as a change. */
export function labelOf(label: string): string {
  if (!/\s/.test(label)) return label;
  throw new TaskSyncError(
    'rejected',
    `Jira labels have no spaces, and “${label}” has. Nothing was sent. Give it another name, or map it to one without spaces in the profile.`,
  );
}

function emptyOr(value: FieldValue, why: string): null {
  if (value === null || value === '') return null;
  throw new TaskSyncError(
    'rejected',
    `${why}. Nothing was sent. Change the date, or leave the field out of the mapping.`,
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function memberOf(value: unknown, name: string): string | null {
  const member = isRecord(value) ? value[name] : null;
  return typeof member === 'string' ? member : typeof member === 'number' ? String(member) : null;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value === '' ? null : value.replace(/\r\n?/g, '\n');
  return typeof value === 'number' ? String(value) : null;
}

function personOf(value: unknown, deployment: Deployment): string | null {
  const parsed = userSchema.safeParse(value);
  return parsed.success ? deployment.userValue(parsed.data) : null;
}

/**
 * The sprint that an issue is in; those that are over are history. Cloud gives objects; Data Center, for its own classes, their Java text:
 * `com.atlassian.greenhopper.service.sprint.Sprint@1[id=7,state=ACTIVE,name=Sprint 7,…]`.
 */
function sprintOf(value: unknown): string | null {
  const sprints = listOf(value).map((one) =>
    typeof one === 'string'
      ? { id: /\bid=(\d+)/.exec(one)?.[1] ?? null, state: /\bstate=(\w+)/.exec(one)?.[1] ?? '' }
      : { id: memberOf(one, 'id'), state: memberOf(one, 'state') ?? '' },
  );
  const open = sprints.filter(({ state }) => !/closed/i.test(state));
  return open.at(-1)?.id ?? null;
}
