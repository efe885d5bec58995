import type { CreateRequest, RemoteTask, UpdateRequest } from '../../../src-shared/connector/connector.ts';
import type { FieldName, Fields, FieldValue } from '../../../src-shared/domain/field.ts';
import { isEmpty } from '../../../src-shared/domain/field.ts';
import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { afterWriting, beforeWriting } from './applied.ts';
import type { CustomDefinition } from './custom-fields.ts';
import { writeCustom } from './custom-fields.ts';
import type { Attributes } from './github-client.ts';
import { changedIssue, isOwnField, newIssue, stateOf, statusOf, triaged } from './github-fields.ts';
import type { Issue, User } from './github-wire.ts';
import { issueSchema } from './github-wire.ts';
import type { IssueRequests } from './issue-requests.ts';
import { readIssue } from './read-issues.ts';
import type { Repositories } from './repositories.ts';
import { mayTriage } from './repositories.ts';
import type { RepositoryRequests } from './repository-requests.ts';

export interface Writer {
  readonly issues: IssueRequests;
  readonly requests: Pick<RepositoryRequests, 'setFieldValues' | 'clearFieldValue'>;
  readonly repositories: Repositories;
  readonly people: (container: string) => Promise<readonly User[]>;
  readonly custom: (container: string) => Promise<readonly CustomDefinition[]>;
}

/**
 * One request makes the issue with its marker. A state, a parent and fields of the organisation are requests of their own: when one
 * of those fails, the issue is found by its identity, and what is left is then a change like others.
 */
export async function createIssue(writer: Writer, { container, identity, fields }: CreateRequest): Promise<Issue> {
  const { status } = fields;
  const isClosed = status !== undefined && stateOf(status).state === 'closed';
  const ready = await beforeWriting(prepare(writer, container, fields));
  const created = await writer.issues.create(ready.name, newIssue(fields, identity, ready.people) as Attributes);
  const own = isClosed ? await afterWriting(setStatus(writer, ready.name, created, status)) : created;
  return afterWriting(writeRest(writer, ready, own, withoutEmpty(fields)));
}

export async function updateIssue(writer: Writer, { container, id, fields, current }: UpdateRequest): Promise<Issue> {
  const before = await beforeWriting(lastSeen(writer, container, id, current));
  const ready = await beforeWriting(prepare(writer, container, fields, before));
  const attributes = changedIssue(fields, before, ready.people);
  if (Object.keys(attributes).length === 0) {
    return writeRest(writer, ready, before, fields);
  }
  let now = await writer.issues.update(ready.name, id, attributes as Attributes);
  const { status } = fields;
  if (status !== undefined && !isEmpty(status) && statusOf(now) !== status) {
    now = await afterWriting(setStatus(writer, ready.name, now, status));
  }
  return afterWriting(writeRest(writer, ready, now, fields));
}

/** The issue as it was before: its text is written over, not anew, so that the marker and what people wrote there stay. */
async function lastSeen(writer: Writer, container: string, id: RemoteId, { raw }: RemoteTask): Promise<Issue> {
  const known = raw === null ? undefined : issueSchema.safeParse(JSON.parse(raw)).data;
  if (known !== undefined) return known;
  const { full_name } = await writer.repositories.get(container);
  const found = await writer.issues.one(full_name, id);
  if (found.kind === 'here') return readIssue(found.issue);
  throw new TaskSyncError('not-found', `Issue #${id} is not at its place at GitHub any more. Nothing was changed.`);
}

interface Ready {
  /** Of the repository, now. */
  readonly name: string;
  readonly people: readonly User[];
  readonly custom: readonly CustomDefinition[];
}

/** Everything that could be refused without asking GitHub is refused here, so that nothing is half written. */
async function prepare(writer: Writer, container: string, fields: Fields, current?: Issue): Promise<Ready> {
  const names = Object.keys(fields);
  const custom = names.some((name) => !isOwnField(name)) ? await writer.custom(container) : [];
  const stranger = names.find((name) => !isOwnField(name) && !custom.some((one) => one.name === name));
  if (stranger !== undefined) throw noSuchField(stranger);
  const repository = await writer.repositories.get(container);
  // A new issue has nothing to be cleared.
  const refused = names.find((name) => needsRight(name) && (current !== undefined || !isEmpty(fields[name])));
  if (refused !== undefined && !mayTriage(repository)) throw notAllowed(refused);
  const own = current?.assignees ?? [];
  const wanted = Array.isArray(fields['assignees']) ? fields['assignees'] : [];
  const isKnown = wanted.every((id) => own.some((user) => String(user.id) === id));
  const people = isKnown ? own : [...own, ...(await writer.people(container))];
  return { name: repository.full_name, people, custom };
}

function needsRight(name: FieldName): boolean {
  return triaged.includes(name) || name === 'parent' || !isOwnField(name);
}

/** GitHub's description says that a reason is ignored unless the state changes: where that is so, the issue is opened first. */
async function setStatus({ issues }: Writer, name: string, issue: Issue, status: FieldValue): Promise<Issue> {
  const id = String(issue.number);
  if (issue.state === 'closed') await issues.update(name, id, { state: 'open' });
  return issues.update(name, id, stateOf(status) as Attributes);
}

/** Parent and fields; the issue is read again if there were any, because the answers are about something else. */
async function writeRest(writer: Writer, { name, custom }: Ready, issue: Issue, fields: Fields): Promise<Issue> {
  const id = String(issue.number);
  const { parent } = fields;
  if (parent !== undefined) await setParent(writer, name, issue, parent);
  const values = custom.flatMap((one) => {
    const value = fields[one.name];
    return value === undefined ? [] : [{ field_id: one.id, value: writeCustom(value) }];
  });
  const filled = values.filter(({ value }) => value !== null);
  if (filled.length > 0) await writer.requests.setFieldValues(name, id, filled);
  for (const { field_id } of values.filter(({ value }) => value === null)) {
    await writer.requests.clearFieldValue(name, id, field_id);
  }
  if (parent === undefined && values.length === 0) return issue;
  const now = await writer.issues.one(name, id);
  return now.kind === 'here' ? readIssue(now.issue) : issue;
}

async function setParent({ issues }: Writer, name: string, issue: Issue, parent: FieldValue): Promise<void> {
  if (typeof parent === 'string' && parent !== '') {
    await issues.addSubIssue(name, parent, issue.id);
    return;
  }
  const current = await issues.parent(name, String(issue.number));
  if (current !== null) await issues.removeSubIssue(name, String(current.number), issue.id);
}

/** A new issue has neither parent nor fields to be cleared. */
function withoutEmpty(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => !isEmpty(value)));
}

function noSuchField(field: FieldName): TaskSyncError {
  return new TaskSyncError(
    'unsupported',
    'GitHub issues have no such field, or Task Sync cannot write it. Nothing was sent. Leave the field out of the mapping.',
    { facts: { field } },
  );
}

function notAllowed(field: FieldName): TaskSyncError {
  return new TaskSyncError(
    'forbidden',
    'Without the right to triage or push, GitHub would leave out labels, people, milestones, types, parents and fields in silence. Nothing was sent. Ask for that right, or leave these fields out of the mapping.',
    { facts: { field } },
  );
}
