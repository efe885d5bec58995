import type { RemoteTask } from '../../../src-shared/connector/connector.ts';
import type { FieldName, Fields, FieldValue } from '../../../src-shared/domain/field.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { listValue, textValue, titleValue } from '../kit/field-values.ts';
import { fingerprint } from '../kit/fingerprint.ts';
import { withMarker, withoutMarker } from '../kit/hidden-marker.ts';
import { fromForge, mergeIntoForge, toForge } from '../rich-text/forge/forge-text.ts';
import type { CustomDefinition } from './custom-fields.ts';
import { readCustom, typeField } from './custom-fields.ts';
import type { Issue, User } from './github-wire.ts';

export function toRemoteTask(issue: Issue, custom: readonly CustomDefinition[]): RemoteTask {
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
      status: statusOf(issue),
      labels: labelsOf(issue),
      assignees: (issue.assignees ?? []).map(({ id }) => String(id)),
      milestone: issue.milestone === null ? null : String(issue.milestone.number),
      ...parentOf(issue),
      ...(issue.type === undefined ? {} : { [typeField]: issue.type?.name ?? null }),
      ...readCustom(issue, custom),
    },
    raw: JSON.stringify(issue),
    references: [issue.html_url],
    identity,
  };
}

/** Closed without a reason was closed before there were reasons, which counts as completed. */
export function statusOf({ state, state_reason }: Pick<Issue, 'state' | 'state_reason'>): string {
  if (state === 'open') return 'open';
  return state_reason === null || state_reason === 'reopened' ? 'completed' : state_reason;
}

function labelsOf({ labels }: Issue): readonly string[] {
  return labels.flatMap((label) => (typeof label === 'string' ? label : (label.name ?? [])));
}

/** None of its own where the server has no sub-issues, or where the parent belongs to another repository: that one stays. */
function parentOf({ parent_issue_url, repository_url, sub_issues_summary }: Issue): Fields {
  if (parent_issue_url === null) return sub_issues_summary === undefined ? {} : { parent: null };
  const [, repository, number] = /^(.*)\/issues\/(\d+)$/.exec(parent_issue_url) ?? [];
  const isHere = repository?.toLowerCase() === repository_url.toLowerCase();
  return isHere && number !== undefined ? { parent: number } : {};
}

/**
 * The time of the last change with a fingerprint of the content: times are whole seconds, and a parent or a field may change
 * without them. Lists carry whole issues anyway, so this costs nothing.
 */
export function versionOf(issue: Issue): string {
  const { sub_issues_summary: _, ...rest } = issue;
  return `${issue.updated_at}#${fingerprint(JSON.stringify(rest))}`;
}

/** What goes into the request that makes or changes an issue; everything else has requests of its own. */
export interface IssueAttributes {
  readonly title?: string;
  readonly body?: string;
  readonly state?: 'open' | 'closed';
  readonly state_reason?: string;
  readonly labels?: readonly string[];
  readonly assignees?: readonly string[];
  readonly milestone?: number | null;
  readonly type?: string | null;
}

/** Fields that GitHub takes from those with the right to triage only. */
export const triaged: readonly FieldName[] = ['labels', 'assignees', 'milestone', typeField];

export function newIssue(fields: Fields, identity: string, people: readonly User[]): IssueAttributes {
  const { body = '', status: _, parent: __, ...others } = fields;
  return { title: '', ...attributesOf(others, people), body: withMarker(toForge(textValue(body)), identity) };
}

/** Only what is in `fields`; a body is merged into the one that is there. */
export function changedIssue(fields: Fields, current: Issue, people: readonly User[]): IssueAttributes {
  const { body, status, parent: _, ...others } = fields;
  const attributes = { ...attributesOf(others, people), ...(status === undefined ? {} : stateOf(status)) };
  if (body === undefined) return attributes;
  const { text, identity } = withoutMarker(current.body ?? '');
  return { ...attributes, body: withMarker(mergeIntoForge(text, textValue(body)), identity) };
}

/** An issue is always in some state: none is the first one. */
export function stateOf(status: FieldValue): IssueAttributes {
  if (status === null || status === '' || status === 'open') return { state: 'open' };
  if (!closedStatuses.includes(String(status))) throw unknownValue('status');
  return { state: 'closed', state_reason: String(status) };
}

export const closedStatuses: readonly string[] = ['completed', 'not_planned', 'duplicate'];

type Encode = (value: FieldValue, people: readonly User[]) => IssueAttributes;

const encoders: Readonly<Record<FieldName, Encode>> = {
  title: (value) => ({ title: titleValue(value) }),
  labels: (value) => ({ labels: listValue(value) }),
  assignees: (value, people) => ({ assignees: listValue(value).map((id) => loginOf(id, people)) }),
  milestone: (value) => ({ milestone: milestoneNumber(value) }),
  [typeField]: (value) => ({ type: textValue(value) || null }),
};

function attributesOf(fields: Fields, people: readonly User[]): IssueAttributes {
  const parts = Object.entries(fields).map(([name, value]) => encoders[name]?.(value, people) ?? {});
  return Object.assign({}, ...parts) as IssueAttributes;
}

/** Fields with a place of their own in a request; the rest are the organisation's. */
export function isOwnField(name: FieldName): boolean {
  return Object.hasOwn(encoders, name) || name === 'body' || name === 'status' || name === 'parent';
}

function loginOf(id: string, people: readonly User[]): string {
  const found = people.find((user) => String(user.id) === id);
  if (found === undefined) throw unknownValue('assignees');
  return found.login;
}

function milestoneNumber(value: FieldValue): number | null {
  if (value === null || value === '') return null;
  if (!/^\d{1,15}$/.test(String(value))) throw unknownValue('milestone');
  return Number(value);
}

function unknownValue(field: FieldName): TaskSyncError {
  return new TaskSyncError(
    'rejected',
    'This repository has no such choice. Nothing was sent. Choose one that GitHub offers, or correct the mapping.',
    { facts: { field } },
  );
}
