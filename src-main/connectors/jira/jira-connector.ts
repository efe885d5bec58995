import type { Connector, GetResult, PullProblem, RemoteTask } from '../../../src-shared/connector/connector.ts';
import type { ConnectContext } from '../../../src-shared/connector/descriptor.ts';
import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { beforeWriting } from '../kit/applied.ts';
import { inParallel } from '../kit/in-parallel.ts';
import { once, onceEach } from '../kit/once.ts';
import { createEpicIds } from './epic-ids.ts';
import { createMarkerIndex } from './find-marked.ts';
import { createJiraAttachments } from './jira-attachments.ts';
import type { JiraClient } from './jira-client.ts';
import { createJiraClient } from './jira-client.ts';
import { createJiraComments } from './jira-comments.ts';
import type { Frame } from './jira-fields.ts';
import { epicKeyOf, fieldsToRead, propertiesToRead, toRemoteTask } from './jira-fields.ts';
import { describeContainer } from './jira-schema.ts';
import type { Issue } from './jira-wire.ts';
import {
  myselfSchema,
  prioritiesSchema,
  projectsSchema,
  propertiesSchema,
  serverSchema,
  versionsSchema,
} from './jira-wire.ts';
import { clauseOf, isJql, projectOf } from './jql.ts';
import { readMarked } from './marker.ts';
import { createStatusMover } from './move-status.ts';
import { whyAbsent } from './prove-absence.ts';
import type { Feed } from './pull-issues.ts';
import { idPage, pullIssues } from './pull-issues.ts';
import { readContainers, readPeople, readStatuses } from './read-catalogue.ts';
import { idOf, parseIssues, readByIds } from './read-issues.ts';
import { createProjectModels } from './read-project.ts';
import { readSprints } from './read-sprints.ts';
import { createRecentWrites } from './recent-writes.ts';
import type { Writer } from './write-issue.ts';
import { createIssue, parseIssue, quietly, updateIssue } from './write-issue.ts';

export function connectJira(context: ConnectContext): Connector {
  const client = createJiraClient(context);
  const { deployment, site } = client;
  const modelOf = createProjectModels(client);
  const markers = createMarkerIndex(client);
  const recent = createRecentWrites();
  const ownId = once(async () => deployment.userValue(await client.get(myselfSchema, 'myself')) ?? '');
  const silence = onceEach((project: string) => quietly(client, project));

  const epicIds = createEpicIds(client);
  const frameOf = async (container: string, issues: readonly Issue[] = []): Promise<Frame> => {
    const { definitions } = await modelOf(container);
    const keys = issues.flatMap((issue) => epicKeyOf(issue, definitions) ?? []);
    return { deployment, site, definitions, epics: await epicIds(keys) };
  };
  const shape: Feed['shape'] = async (container) => ({
    fields: fieldsToRead((await modelOf(container)).definitions),
    properties: propertiesToRead,
  });
  const toTasks = async (container: string, issues: readonly Issue[]): Promise<readonly RemoteTask[]> => {
    if (issues.length === 0) return [];
    const frame = await frameOf(container, issues);
    const whole = await inParallel(issues, 8, (issue) => withRemembered(client, issue));
    return whole.map((issue) => toRemoteTask(issue, frame));
  };
  const mover = createStatusMover(client);
  const writerOf = (container: string): Writer => ({
    client,
    mover,
    issueType: context.options['issueType'] ?? '',
    read: async (id) => {
      const { fields, properties } = await shape(container);
      const issue = await client.issue(id, fields, properties);
      return issue === null ? null : parseIssue(issue);
    },
  });

  const get = async (container: string, ids: readonly RemoteId[]): Promise<GetResult> => {
    const { fields, properties } = await shape(container);
    const oneByOne = deployment.kind === 'datacenter';
    const found = await readByIds(client, ids, fields, properties, { oneByOne });
    const { issues, problems } = parseIssues([...found.values()]);
    const here: Issue[] = [];
    const moved: PullProblem[] = [];
    for (const issue of issues) {
      if (await isIn(container, issue)) here.push(issue);
      else moved.push({ id: issue.id, code: 'unsupported', message: wasMoved(issue) });
    }
    const absent = [...new Set(ids)].filter((id) => !found.has(id));
    const restricted = absent.length === 0 ? null : await whyAbsent(client, container);
    const hidden = restricted === null ? [] : absent.map((id) => ({ id, ...restricted }));
    return {
      tasks: await toTasks(container, here),
      missing: restricted === null ? absent : [],
      problems: [...problems, ...moved, ...hidden],
    };
  };
  const readAgain = async (container: string, id: RemoteId): Promise<RemoteTask> => {
    const [task] = (await get(container, [id])).tasks;
    if (task !== undefined) return task;
    throw new TaskSyncError('not-found', 'Jira does not have this issue any more. Nothing was changed.', {
      applied: 'no',
    });
  };
  /** A query's issues may be of any project; those of a project may bear its old key, or ours be the old one. */
  const isIn = async (container: string, { fields: { project } }: Issue): Promise<boolean> => {
    if (isJql(container) || project.key.toLowerCase() === container.toLowerCase()) return true;
    return (await projectId(container)) === project.id;
  };
  const projectId = onceEach(
    async (key: string) => (await client.get(projectsSchema.element, `project/${encodeURIComponent(key)}`)).id,
  );

  return {
    check: async () => {
      const me = await client.get(myselfSchema, 'myself').catch(isOtherKind);
      const { version, deploymentType } = await client.get(serverSchema, 'serverInfo');
      if (deploymentType && (deploymentType === 'Cloud') !== (deployment.kind === 'cloud')) throw otherKind();
      const id = deployment.userValue(me) ?? '';
      const server = ['Jira', deploymentType, version].filter(Boolean).join(' ');
      return { id, name: me.displayName || me.name || id, server };
    },

    containers: () => readContainers(client),

    schema: async (container) => {
      const model = await modelOf(container);
      const [statuses, priorities, people, versions, sprints] = await Promise.all([
        readStatuses(client, model.key),
        client.get(prioritiesSchema, 'priority'),
        model.key === null ? null : readPeople(client, model.key),
        model.key === null ? [] : client.get(versionsSchema, `project/${encodeURIComponent(model.key)}/versions`),
        model.definitions.some(({ kind }) => kind === 'sprint') && model.key !== null
          ? readSprints(client, model.key)
          : null,
      ]);
      return describeContainer({ deployment, model, statuses, priorities, people, versions, sprints });
    },

    pull: (request) => pullIssues({ client, shape, toTasks, fresh: recent.ids }, request),

    list: async (container) => {
      // Data Center begins again when issues are deleted under way.
      const ids = new Set<RemoteId>();
      const fresh = recent.ids();
      for (let at: string | null = null; ; ) {
        const jql = `${clauseOf(container)} ORDER BY key ASC`;
        const page = await client.search({ jql, fields: ['id'], maxResults: idPage, fresh, at });
        for (const issue of page.issues) ids.add(idOf(issue).id);
        at = page.next;
        if (at === null) return [...ids];
      }
    },

    get,

    find: async (container, identity) => {
      const ids = await markers.find(container, identity);
      const { tasks } = await get(container, ids);
      return tasks.filter((task) => task.identity === identity);
    },

    create: async ({ container, identity, fields }) => {
      const [model, frame] = [await beforeWriting(modelOf(container)), await beforeWriting(frameOf(container))];
      const { id, key, issue, isEdited } = await createIssue(writerOf(container), model, frame, identity, fields);
      recent.add(id);
      if (model.key !== null) markers.note(model.key, key, identity, id);
      // What fails from here on comes after the write: the issue is read back later.
      const [task = null] = issue === null ? [] : await toTasks(container, [issue]).catch(() => []);
      return { id, version: task?.version ?? null, task, ...(isEdited && { mayBeEdited: true }) };
    },

    update: async ({ container, id, fields, current }) => {
      const frame = await beforeWriting(frameOf(container));
      const project = projectOf(container);
      const query = project === null ? {} : await beforeWriting(silence(project));
      const known = current.raw === null ? await beforeWriting(readAgain(container, id)) : current;
      await updateIssue(writerOf(container), frame, fields, { ...known, id }, query);
      recent.add(id);
      // Jira answers with nothing.
      return { id, version: null, task: null };
    },

    remove: async ({ id }) => {
      await client.deleteIssue(id);
      recent.add(id);
    },

    comments: createJiraComments(client, ownId),
    attachments: createJiraAttachments(client, context, ownId),
  };
}

/** Where the search did not tell the properties of an issue that has our Markdown in one: read by itself. */
async function withRemembered(client: JiraClient, issue: Issue): Promise<Issue> {
  const { deployment } = client;
  if (deployment.marker === 'property' || issue.properties) return issue;
  if (!readMarked(issue, deployment).isRemembered) return issue;
  const again = await client.issue(issue.id, ['updated'], propertiesToRead);
  return { ...issue, properties: propertiesSchema.safeParse(again).data?.properties ?? {} };
}

/** Data Center does not know version 3 of the API; Cloud knows version 2, but not how to search with it. */
function isOtherKind(error: unknown): never {
  throw error instanceof TaskSyncError && error.code === 'not-found' ? otherKind() : error;
}

function otherKind(): TaskSyncError {
  return new TaskSyncError(
    'invalid-input',
    'There is no Jira of this kind at the address. Nothing was changed. Check the address, with its folder if there is one, and whether Cloud or Data Center is chosen.',
  );
}

function wasMoved({ key, fields }: Issue): string {
  return `Issue ${key} was moved to another project, ${fields.project.key}. It was left alone on both sides.`;
}
