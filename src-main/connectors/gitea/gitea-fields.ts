import type { RemoteTask } from '../../../src-shared/connector/connector.ts';
import type { FieldName, Fields, FieldValue, When } from '../../../src-shared/domain/field.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { dayValue, listValue, textValue, titleValue } from '../kit/field-values.ts';
import { fingerprint } from '../kit/fingerprint.ts';
import { withMarker, withoutMarker } from '../kit/hidden-marker.ts';
import { noSuchField } from '../kit/no-such-field.ts';
import { fromForge, mergeIntoForge, toForge } from '../rich-text/forge/forge-text.ts';
import type { Issue } from './gitea-wire.ts';
import { issueSchema } from './gitea-wire.ts';

export function toRemoteTask(issue: Issue): RemoteTask {
  const { text, identity } = withoutMarker(issue.body ?? '');
  return {
    id: String(issue.number),
    version: versionOf(issue),
    updatedAt: new Date(issue.updated_at).toISOString(),
    createdAt: new Date(issue.created_at).toISOString(),
    updatedBy: null,
    url: issue.html_url,
    fields: {
      title: issue.title,
      body: fromForge(text),
      status: issue.state,
      labels: [...new Set((issue.labels ?? []).map(({ name }) => name))],
      assignees: (issue.assignees ?? []).map(({ login }) => login),
      milestone: issue.milestone === null ? null : String(issue.milestone.id),
      due: issue.due_date === null ? null : dayOf(issue.due_date),
    },
    raw: JSON.stringify(issue),
    references: [issue.html_url],
    identity,
  };
}

/** The time of the last change with a fingerprint of the content: times are whole seconds, and a comment more is a change. */
export function versionOf(issue: Issue): string {
  return `${issue.updated_at}#${fingerprint(JSON.stringify(issue))}`;
}

/**
 * A due date is the end of a day: of the server's zone, or, in Forgejo and in Gitea up to 1.22, of the zone in which it was sent,
 * which is ours and UTC. Answers come in the server's zone, so the zone in which the day ends tells which one it is.
 */
export function dayOf(dueDate: string): When {
  const [date = '', time = ''] = dueDate.split('T');
  return { kind: 'date', date: time.startsWith('23:59:59') ? date : new Date(dueDate).toISOString().slice(0, 10) };
}

/** What goes into the request that makes or changes an issue. Labels have a request of their own once the issue is there. */
export interface IssueAttributes {
  readonly title?: string;
  readonly body?: string;
  readonly state?: 'open' | 'closed';
  readonly closed?: boolean;
  readonly assignees?: readonly string[];
  /** 0: none. */
  readonly milestone?: number;
  readonly due_date?: string;
  readonly unset_due_date?: true;
  readonly labels?: readonly number[];
}

export function newIssue(fields: Fields, identity: string): IssueAttributes {
  const { body, labels: _, status, ...others } = fields;
  const { unset_due_date: __, ...attributes } = attributesOf(others);
  const closed = status === undefined ? {} : { closed: stateOf(status) === 'closed' };
  return { ...attributes, ...closed, body: withMarker(toForge(textValue(body)), identity) };
}

/** Only what is in `fields`; a body is merged into the one that is there. */
export function changedIssue(fields: Fields, { raw, identity }: Pick<RemoteTask, 'raw' | 'identity'>): IssueAttributes {
  const { body, labels: _, ...others } = fields;
  const attributes = attributesOf(others);
  if (body === undefined) return attributes;
  const known = raw === null ? undefined : issueSchema.safeParse(JSON.parse(raw)).data;
  const { text } = withoutMarker(known?.body ?? '');
  return { ...attributes, body: withMarker(mergeIntoForge(text, textValue(body)), identity) };
}

type Encode = (value: FieldValue) => IssueAttributes;

const encoders: Readonly<Record<FieldName, Encode>> = {
  title: (value) => ({ title: titleValue(value) }),
  status: (value) => ({ state: stateOf(value) }),
  assignees: (value) => ({ assignees: listValue(value) }),
  milestone: (value) => ({ milestone: milestoneOf(value) }),
  due: (value) => {
    const day = dayValue('Gitea', value);
    return day === null ? { unset_due_date: true } : { due_date: `${day}T23:59:59Z` };
  },
};

function attributesOf(fields: Fields): IssueAttributes {
  const parts = Object.entries(fields).map(([name, value]) => {
    const encode = Object.hasOwn(encoders, name) ? encoders[name] : undefined;
    if (encode === undefined) throw noSuchField('Gitea issues', name);
    return encode(value);
  });
  return Object.assign({}, ...parts) as IssueAttributes;
}

/** An issue is always in a state: none is open. */
function stateOf(value: FieldValue): 'open' | 'closed' {
  if (value === null || value === '' || value === 'open') return 'open';
  if (value === 'closed') return 'closed';
  throw unknownValue('status');
}

function milestoneOf(value: FieldValue): number {
  if (value === null || value === '') return 0;
  if (!/^\d{1,15}$/.test(String(value))) throw unknownValue('milestone');
  return Number(value);
}

function unknownValue(field: FieldName): TaskSyncError {
  return new TaskSyncError(
    'rejected',
    'This repository has no such choice. Nothing was sent. Choose one that Gitea offers, or correct the mapping.',
    { facts: { field } },
  );
}
