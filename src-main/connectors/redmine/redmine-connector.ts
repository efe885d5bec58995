import type {
  Connector,
  ContainerSchema,
  GetResult,
  PullProblem,
  RemoteTask,
} from '../../../src-shared/connector/connector.ts';
import type { ConnectContext } from '../../../src-shared/connector/descriptor.ts';
import type { Fields, FieldValue } from '../../../src-shared/domain/field.ts';
import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { beforeWriting, withApplied } from '../kit/applied.ts';
import { onceEach } from '../kit/once.ts';
import type { CustomDefinition } from './custom-fields.ts';
import { defineFields } from './custom-fields.ts';
import { searchFor } from './identity.ts';
import { readProjectFields } from './project-fields.ts';
import { issuesOf, pullIssues, readPage } from './pull-issues.ts';
import { readIssue, readIssues } from './read-issues.ts';
import { createRedmineAttachments } from './redmine-attachments.ts';
import type { RedmineClient } from './redmine-client.ts';
import { createRedmineClient, pageSize } from './redmine-client.ts';
import { createRedmineComments } from './redmine-comments.ts';
import type { Frame } from './redmine-fields.ts';
import { changedIssue, hasCustom, newIssue, toRemoteTask } from './redmine-fields.ts';
import { describeProject, priorityOptions } from './redmine-schema.ts';
import type { Issue, User } from './redmine-wire.ts';
import { removeIssue } from './remove-issue.ts';

export function connectRedmine(context: ConnectContext): Connector {
  const client = createRedmineClient(context);
  const format = context.options['textFormat'] === 'markdown' ? 'markdown' : 'textile';
  const custom = createCustomFields(client);
  const frameOf = async (container: string, needsCustom: boolean): Promise<Frame> => ({
    base: client.base,
    format,
    custom: needsCustom ? await custom(container) : [],
  });
  const toTasks = async (container: string, issues: readonly Issue[]): Promise<readonly RemoteTask[]> => {
    const frame = await frameOf(
      container,
      issues.some(({ custom_fields }) => (custom_fields ?? []).length > 0),
    );
    return issues.map((issue) => toRemoteTask(issue, frame));
  };

  return {
    check: async () => {
      const { id, login, firstname, lastname } = await client.me();
      const name = [firstname, lastname].filter(Boolean).join(' ');
      return { id: String(id), name: name || login || String(id), server: 'Redmine' };
    },

    containers: async () =>
      (await client.projects()).map(({ identifier, name, status }) => ({
        id: identifier,
        name,
        writable: status === null || status === 1,
      })),

    schema: (container) => readSchema(client, container),

    pull: (request) => pullIssues({ client, toTasks }, request),

    list: async (container) => {
      const ids: RemoteId[] = [];
      for (let after = 0; ; ) {
        const page = await readPage(client, issuesOf(container), after);
        ids.push(...page.ids.map(String));
        if (page.isLast) return ids;
        after = page.ids.at(-1) ?? after;
      }
    },

    get: (container, ids) => getIssues(client, toTasks, container, ids),

    find: async (container, identity) => {
      const query = { ...issuesOf(container), description: `~${searchFor(identity)}` };
      const found: RemoteTask[] = [];
      for (let after = 0; ; ) {
        const page = await readPage(client, query, after);
        found.push(...(await toTasks(container, page.issues)).filter((task) => task.identity === identity));
        if (page.isLast) return found;
        after = page.ids.at(-1) ?? after;
      }
    },

    create: async ({ container, identity, fields }) => {
      const tracker = 'x.tracker' in fields ? {} : await beforeWriting(trackerOf(client, container, context));
      const frame = await beforeWriting(frameOf(container, hasCustom(fields)));
      const attributes = { project_id: container, ...tracker, ...newIssue(fields, identity, frame) };
      const created = readIssue(await client.createIssue(attributes));
      const now = await withStatus(client, created, fields['status']);
      // What fails from here on comes after the write: the issue is read back later.
      const [task = null] = await toTasks(container, [now]).catch(() => []);
      return { id: String(now.id), version: task?.version ?? null, task };
    },

    update: async ({ container, id, fields, current }) => {
      const filled = await beforeWriting(withDefaultPriority(client, fields));
      const frame = await beforeWriting(frameOf(container, hasCustom(fields)));
      const attributes = changedIssue(filled, current, frame);
      if (Object.keys(attributes).length > 0) await client.updateIssue(id, attributes);
      // Redmine answers with nothing, and leaves out in silence what its workflow or permissions forbid.
      return { id, version: null, task: null };
    },

    remove: ({ id }) => removeIssue(client, id),

    comments: createRedmineComments(client, format),
    attachments: createRedmineAttachments(client),
  };
}

/** Members whose accounts we look at one by one, because Redmine lists accounts for administrators only. */
const mostAccounts = 100;

async function readSchema(client: RedmineClient, container: string): Promise<ContainerSchema> {
  const project = await client.project(container);
  const [statuses, priorities, versions, members, customFields] = await Promise.all([
    client.statuses(),
    client.priorities(),
    client.versions(container),
    client.members(container),
    readProjectFields(client, project),
  ]);
  const users = new Map<number, User>();
  for (const { id } of (members ?? []).filter(({ isGroup }) => !isGroup).slice(0, mostAccounts)) {
    const user = await client.user(id);
    if (user !== null) users.set(id, user);
  }
  return describeProject({ project, statuses, priorities, versions, members, users, customFields });
}

/** The custom fields of each project, asked for when the first issue that has some is read or written. */
function createCustomFields(client: RedmineClient): (container: string) => Promise<readonly CustomDefinition[]> {
  return onceEach(async (container) => {
    const { fields, known: formats } = await readProjectFields(client, await client.project(container));
    return defineFields(fields, formats, { people: [], versions: [] });
  });
}

async function getIssues(
  client: RedmineClient,
  toTasks: (container: string, issues: readonly Issue[]) => Promise<readonly RemoteTask[]>,
  container: string,
  ids: readonly RemoteId[],
): Promise<GetResult> {
  const wanted = [...new Set(ids)];
  const query = { ...issuesOf(container), issue_id: wanted.filter(isIssueId).join(','), sort: 'id', limit: pageSize };
  const found = readIssues(query.issue_id === '' ? [] : (await client.issues(query)).issues);
  const problems: PullProblem[] = [...found.problems];
  const missing: RemoteId[] = [];
  const listed = new Set(found.ids.map(String));
  for (const id of wanted.filter((id) => !listed.has(id))) {
    const problem = await whyNotListed(client, id);
    if (problem === null) missing.push(id);
    else problems.push({ id, ...problem });
  }
  return { tasks: await toTasks(container, found.issues), missing, problems };
}

/** Another text would make Redmine refuse the whole question. */
function isIssueId(id: RemoteId): boolean {
  return /^\d{1,18}$/.test(id);
}

/** Only a 404 on the issue itself proves that it is gone (S8); null then. */
async function whyNotListed(client: RedmineClient, id: RemoteId): Promise<Omit<PullProblem, 'id'> | null> {
  try {
    if ((await client.issue(id)) === null) return null;
  } catch (error) {
    if (!(error instanceof TaskSyncError) || error.code !== 'forbidden') throw error;
    const message = `Redmine does not show issue #${id} to this account any more. It was left alone on both sides.`;
    return { code: 'forbidden', message };
  }
  const message = `Issue #${id} was moved to another project. It was left alone on both sides.`;
  return { code: 'unsupported', message };
}

/**
 * The workflow gives a new issue its first status, whatever was asked for, so the wanted one is a second step. When that
 * fails we do not know how far it came: the issue is found by its identity, and its status is then a change like others.
 */
async function withStatus(client: RedmineClient, created: Issue, status: FieldValue | undefined): Promise<Issue> {
  if (typeof status !== 'string' || status === String(created.status.id)) return created;
  const id = String(created.id);
  try {
    await client.updateIssue(id, { status_id: status });
    const now = await client.issue(id);
    return now === null ? created : readIssue(now);
  } catch (error) {
    throw withApplied(error, 'unknown');
  }
}

async function trackerOf(client: RedmineClient, container: string, { options }: ConnectContext) {
  const wanted = options['tracker']?.trim() ?? '';
  if (wanted === '') return {};
  const trackers = (await client.project(container)).trackers ?? [];
  const found =
    trackers.find(({ name }) => name.toLowerCase() === wanted.toLowerCase()) ??
    trackers.find(({ id }) => String(id) === wanted);
  if (found !== undefined) return { tracker_id: found.id };
  throw new TaskSyncError(
    'invalid-input',
    `The project has no tracker “${wanted}”. Nothing was created. Choose one of ${trackers.map(({ name }) => name).join(', ')} in the connection.`,
  );
}

/** An issue always has a priority: none is the default one. */
async function withDefaultPriority(client: RedmineClient, fields: Fields): Promise<Fields> {
  if (fields['priority'] !== null) return fields;
  const medium = priorityOptions(await client.priorities()).find(({ means }) => means === 'medium');
  return { ...fields, priority: medium?.value ?? null };
}
