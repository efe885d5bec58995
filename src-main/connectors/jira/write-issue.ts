import type { RemoteTask } from '../../../src-shared/connector/connector.ts';
import type { Fields } from '../../../src-shared/domain/field.ts';
import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { beforeWriting, withApplied } from '../kit/applied.ts';
import { textValue } from '../kit/field-values.ts';
import type { Change, Writing } from './change-issue.ts';
import { changeOf } from './change-issue.ts';
import type { JiraClient } from './jira-client.ts';
import type { Frame } from './jira-fields.ts';
import { readSource } from './jira-fields.ts';
import { meaningOf } from './jira-schema.ts';
import { parseTime } from './jira-time.ts';
import type { Issue } from './jira-wire.ts';
import { issueSchema, permissionsSchema, statusesSchema } from './jira-wire.ts';
import type { StatusMover } from './move-status.ts';
import type { ProjectModel, ProjectType } from './read-project.ts';

export interface Writer {
  readonly client: JiraClient;
  readonly mover: StatusMover;
  /** The type of new issues by name or id, as the person chose it; empty: ours to choose. */
  readonly issueType: string;
  /** Reads the issue as it is now; null: it is gone. */
  readonly read: (id: RemoteId) => Promise<Issue | null>;
}

export interface Created {
  readonly id: RemoteId;
  readonly key: string;
  /** As it is in the end; null: it could not be read. */
  readonly issue: Issue | null;
  /** Jira's answer to a create is a number only, and somebody was at the issue before it was read. */
  readonly isEdited: boolean;
}

/**
 * One request makes the issue, with our marker. What its screen for creating does not have, and a status other than the first one of
 * its workflow, come after that: when those fail, the issue is there, is found by its marker, and the rest is a change like others.
 */
export async function createIssue(
  writer: Writer,
  model: ProjectModel,
  frame: Frame,
  identity: string,
  fields: Fields,
): Promise<Created> {
  const { client } = writer;
  const { marker } = client.deployment;
  if (model.key === null) throw nowhereToCreate();
  // There, the description carries the marker, so there has to be one.
  const wanted = marker === 'anchor' ? { body: '', ...fields } : fields;
  const type = await beforeWriting(typeFor(writer, model, fields));
  const epic = await beforeWriting(epicFor(writer, frame, fields, type.subtask === true));
  const change = changeOf(wanted, { frame, identity, current: null, epic });
  const { now, later } = splitByScreen(change, type);
  requireFields(type, now);
  const body = {
    fields: { ...now, project: { key: model.key }, issuetype: { id: type.id } },
    ...(change.properties.length > 0 && { properties: change.properties }),
  };
  const { id, key } = await client.createIssue(body);
  try {
    const first = await writer.read(id);
    const isLater = Object.keys(later).length > 0;
    if (isLater) await client.editIssue(id, { fields: later }, {});
    const status = fields['status'];
    const isMoving = typeof status === 'string' && status !== '' && status !== first?.fields.status.id;
    if (first !== null && isMoving) {
      await writer.mover.move({
        ...{ id, key, project: first.fields.project.key, type: first.fields.issuetype.id },
        ...{
          from: first.fields.status.id,
          to: status,
          own: change.fields,
          filled: filledIn({ ...first.fields, ...later }),
        },
      });
    }
    const issue = isLater || isMoving ? await writer.read(id) : first;
    const isEdited = first !== null && issue !== null && !isAsMade(first, issue, change.fields);
    return { id, key, issue, isEdited };
  } catch (error) {
    throw withApplied(error, 'unknown');
  }
}

/** Nobody but us was at it: unchanged since it was created, and from then on no field changed but those that we wrote. */
function isAsMade(first: Issue, last: Issue, own: Readonly<Record<string, unknown>>): boolean {
  if (parseTime(first.fields.created) !== parseTime(first.fields.updated)) return false;
  return Object.keys(last.fields).every(
    (name) => isOfMove(name) || name in own || JSON.stringify(last.fields[name]) === JSON.stringify(first.fields[name]),
  );
}

/** What a walk through the workflow changes by itself. */
function isOfMove(name: string): boolean {
  return name === 'updated' || name === 'status' || name.startsWith('resolution');
}

function filledIn(fields: Readonly<Record<string, unknown>>): ReadonlySet<string> {
  return new Set(Object.keys(fields).filter((id) => (fields[id] ?? null) !== null));
}

/** Fields that the screen for creating does not have are set by an edit, whose screen may have them. */
function splitByScreen({ fields }: Change, type: ProjectType) {
  const onScreen = new Set(type.fields.map(({ fieldId }) => fieldId));
  const isNow = (id: string): boolean => onScreen.size === 0 || onScreen.has(id) || id === 'issuetype';
  const entries = Object.entries(fields);
  return {
    now: Object.fromEntries(entries.filter(([id]) => isNow(id))),
    // An empty value is what it has anyway.
    later: Object.fromEntries(entries.filter(([id, value]) => !isNow(id) && !isNothing(value))),
  };
}

function isNothing(value: unknown): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

/** Jira puts in by itself: where it is, what it is, and who reports it. */
const given: ReadonlySet<string> = new Set(['project', 'issuetype', 'reporter']);

/** Said before anything is sent, with the names that a person sees in Jira. */
function requireFields(type: ProjectType, fields: Readonly<Record<string, unknown>>): void {
  const missing = type.fields.filter(
    ({ fieldId, required, hasDefaultValue }) =>
      required && hasDefaultValue !== true && !given.has(fieldId) && isNothing(fields[fieldId] ?? null),
  );
  if (missing.length === 0) return;
  throw new TaskSyncError(
    'rejected',
    `Jira needs ${missing.map(({ name }) => `“${name}”`).join(', ')} for a new issue of the type “${type.name}”. Nothing was sent. Map the field to one of the task, or give it a fixed value by a rule of the profile.`,
    { applied: 'no', facts: { missing: missing.length, type: type.id } },
  );
}

async function typeFor(writer: Writer, model: ProjectModel, fields: Fields): Promise<ProjectType> {
  const { types } = model;
  const parent = textValue(fields['parent']);
  const isBelowIssue = parent !== '' && (await levelOf(writer, parent)) === 0;
  const asked = textValue(fields['x.type']) || writer.issueType.trim();
  if (asked !== '') {
    const found =
      types.find(({ id }) => id === asked) ?? types.find(({ name }) => name.toLowerCase() === asked.toLowerCase());
    // Where it belongs says more than what it is called elsewhere: Jira takes nothing but subtasks below an issue.
    if (found && !(isBelowIssue && isStandard(found))) return found;
    if (!found)
      throw new TaskSyncError(
        'invalid-input',
        `The project has no issue type “${asked}”. Nothing was created. Choose one of ${types.map(({ name }) => name).join(', ')}.`,
      );
  }
  const fitting = types.filter((type) => (isBelowIssue ? type.subtask === true : isStandard(type)));
  const chosen =
    fitting.find(({ name }) => /^(task|aufgabe|tâche|tarea|sub-?task)$/i.test(name)) ?? fitting[0] ?? types[0];
  if (chosen) return chosen;
  throw new TaskSyncError(
    'forbidden',
    'This account cannot create issues in the project. Nothing was sent. Ask an administrator of the project for the permission.',
  );
}

/** Where the parent stands: 1 for epics, 0 for what can have subtasks. */
async function levelOf({ read }: Writer, parent: RemoteId): Promise<number> {
  const issue = await read(parent);
  if (issue === null) return 0;
  const { hierarchyLevel, subtask, name } = issue.fields.issuetype;
  return hierarchyLevel ?? (subtask === true ? -1 : isEpicName(name) ? 1 : 0);
}

/** Neither an epic nor a subtask. Data Center does not tell levels, but epics have their name in all languages but a few. */
function isStandard({ subtask, hierarchyLevel, name }: ProjectType): boolean {
  if (subtask === true) return false;
  return hierarchyLevel === undefined || hierarchyLevel === null ? !isEpicName(name) : hierarchyLevel === 0;
}

function isEpicName(name: string | null | undefined): boolean {
  return /^(epic|epos|épica|épopée)/i.test(name ?? '');
}

/** Data Center keeps the epic of an issue by its key, in a custom field; only subtasks have a parent. */
async function epicFor(
  { read }: Writer,
  { definitions }: Frame,
  fields: Fields,
  isSubtask: boolean,
): Promise<Writing['epic']> {
  const field = definitions.find(({ kind }) => kind === 'epic')?.id;
  if (field === undefined || isSubtask || fields['parent'] === undefined) return null;
  const parent = textValue(fields['parent']);
  return { field, key: parent === '' ? null : ((await read(parent))?.key ?? parent) };
}

function nowhereToCreate(): TaskSyncError {
  return new TaskSyncError(
    'unsupported',
    'The JQL of this container does not name exactly one project, so Task Sync does not know where to create an issue. Nothing was sent. Add “project = KEY” to it, or take the project as the container.',
  );
}

/**
 * An edit and a walk through the workflow: two things to Jira. What is finished often cannot be edited, so an issue is edited before
 * it is finished, and after it was taken up again.
 */
export async function updateIssue(
  writer: Writer,
  frame: Frame,
  fields: Fields,
  current: RemoteTask,
  query: Readonly<Record<string, string>>,
): Promise<void> {
  const { client, mover } = writer;
  const source = readSource(current.raw);
  const { id, identity } = current;
  const epic = await beforeWriting(epicFor(writer, frame, fields, source?.isSubtask === true));
  const change = changeOf(fields, { frame, identity, current, epic });
  const hasEdit = Object.keys(change.fields).length + Object.keys(change.update).length > 0;
  const edit = async (): Promise<void> => {
    if (!hasEdit) return;
    const { fields: own, update, properties } = change;
    const body = {
      ...(properties.length > 0 && { properties }),
      ...(Object.keys(own).length > 0 && { fields: own }),
      ...(Object.keys(update).length > 0 && { update }),
    };
    await client.editIssue(id, body, query);
  };
  const to = textValue(fields['status']);
  const from = source?.status ?? textValue(current.fields['status']);
  if (to === '' || to === from) return edit();
  const walk = (): Promise<void> =>
    mover.move({
      ...{ id, key: source?.key ?? id, project: source?.project ?? '', type: source?.type ?? '' },
      ...{ from, to, own: change.fields, filled: new Set(source?.filled ?? []) },
    });
  const isReopening = hasEdit && (await isFinished(client, from));
  const [first, second] = isReopening ? [walk, edit] : [edit, walk];
  await first();
  try {
    await second();
  } catch (error) {
    throw hasEdit ? withApplied(error, 'unknown') : error;
  }
}

async function isFinished(client: JiraClient, status: string): Promise<boolean> {
  const statuses = await beforeWriting(client.get(statusesSchema, 'status'));
  const found = statuses.find(({ id }) => id === status);
  return found !== undefined && ['done', 'cancelled'].includes(meaningOf(found));
}

/**
 * Whether watchers need not be told of our edits: administrators alone may ask for that; from others Cloud ignores the wish, and Data
 * Center refuses the whole edit.
 */
export async function quietly(client: JiraClient, project: string | null): Promise<Readonly<Record<string, string>>> {
  if (project === null) return {};
  const query = { projectKey: project, permissions: 'ADMINISTER,ADMINISTER_PROJECTS' };
  const answer = await client.getIfAllowed(permissionsSchema, 'mypermissions', query);
  const { permissions = {} } = answer ?? {};
  const isAllowed = ['ADMINISTER', 'ADMINISTER_PROJECTS'].some((key) => permissions[key]?.havePermission === true);
  return isAllowed ? { notifyUsers: 'false' } : {};
}

/** @throws `invalid-response` when it is not an issue */
export function parseIssue(given: unknown): Issue {
  const parsed = issueSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new TaskSyncError(
    'invalid-response',
    'Jira sent an issue that Task Sync does not understand. Nothing was taken from it. Check that the address leads to Jira.',
    { applied: 'unknown', facts: { at: parsed.error.issues[0]?.path.join('.') ?? null } },
  );
}
