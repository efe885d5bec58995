import type { Connector, ContainerSchema, RemoteTask } from '../../../src-shared/connector/connector.ts';
import type { ConnectContext } from '../../../src-shared/connector/descriptor.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { createMarkerIndex } from '../kit/marker-index.ts';
import { once, onceEach } from '../kit/once.ts';
import { commentRequests } from './comment-requests.ts';
import type { CustomDefinition } from './custom-fields.ts';
import { defineFields } from './custom-fields.ts';
import { readMarked } from './find-issues.ts';
import { getIssues } from './get-issues.ts';
import { createGithubClient } from './github-client.ts';
import { createGithubComments } from './github-comments.ts';
import { toRemoteTask } from './github-fields.ts';
import { describeRepository } from './github-schema.ts';
import type { Issue, User } from './github-wire.ts';
import { issueRequests } from './issue-requests.ts';
import { pullIssues } from './pull-issues.ts';
import { readIssues } from './read-issues.ts';
import { createRepositories, mayTriage } from './repositories.ts';
import { repositoryRequests } from './repository-requests.ts';
import type { Writer } from './write-issue.ts';
import { createIssue, updateIssue } from './write-issue.ts';

export function connectGithub(context: ConnectContext): Connector {
  const client = createGithubClient(context);
  const requests = repositoryRequests(client);
  const issues = issueRequests(client);
  const repositories = createRepositories(requests);
  const me = once(() => requests.me());
  const people = onceEach(
    (container: string): Promise<readonly User[]> => requests.assignees(repositories.nameOf(container)),
  );
  const custom = onceEach(async (container: string): Promise<readonly CustomDefinition[]> => {
    const fields = await requests.issueFields(repositories.nameOf(container));
    return fields === null ? [] : defineFields(fields, mayTriage(await repositories.get(container)));
  });
  /** Fields of the organisation are asked for when the first issue shows that there are some. */
  const toTasks = async (container: string, given: readonly Issue[]): Promise<readonly RemoteTask[]> => {
    const hasFields = given.some(({ issue_field_values }) => issue_field_values != null);
    const definitions = hasFields ? await custom(container) : [];
    return given.map((issue) => toRemoteTask(issue, definitions));
  };
  const comments = createGithubComments(commentRequests(client), repositories, async () => (await me()).account.id);
  const reader = { requests: issues, repositories, toTasks };
  const markers = createMarkerIndex(readMarked(issues, async () => (await me()).account.login));
  const writer: Writer = { issues, requests, repositories, people, custom };
  const count = (container: string): Promise<number | null> => requests.countIssues(repositories.nameOf(container));

  return {
    check: async () => {
      const { account, server } = await requests.me();
      return { id: String(account.id), name: account.name || account.login, server };
    },

    containers: async () =>
      (await requests.repositories())
        .filter(({ has_issues, disabled }) => has_issues !== false && disabled !== true)
        .map(({ full_name, archived }) => ({ id: full_name, name: full_name, writable: archived !== true })),

    schema: async (container): Promise<ContainerSchema> => {
      const repository = await repositories.get(container);
      const name = repository.full_name;
      const [milestones, assignees, types, fields, { issues: sample }] = await Promise.all([
        requests.milestones(name),
        people(container),
        requests.issueTypes(name),
        custom(container),
        issues.list(name, { per_page: 1 }),
      ]);
      const [issue] = readIssues(sample ?? []).issues;
      return describeRepository({
        mayTriage: mayTriage(repository),
        milestones,
        people: assignees,
        types,
        custom: fields,
        hasSubIssues: issue === undefined || issue.sub_issues_summary !== undefined,
      });
    },

    pull: (request) => pullIssues({ requests: issues, toTasks, count, people, note: comments.note }, request),

    list: async (container) => {
      const ids = new Set<string>();
      let page = await issues.list(repositories.nameOf(container), { sort: 'created', direction: 'asc' });
      for (;;) {
        const { issues: found, problems } = readIssues(page.issues ?? []);
        for (const { number } of found) ids.add(String(number));
        for (const { id } of problems) ids.add(id);
        if (page.next === null) return [...ids];
        page = await issues.more(page.next);
      }
    },

    get: (container, ids) => getIssues(reader, container, ids),

    find: async (container, identity) => {
      const ids = await markers.find(repositories.nameOf(container), identity);
      return (await getIssues(reader, container, ids)).tasks.filter((task) => task.identity === identity);
    },

    create: async (request) => written(await createIssue(writer, request), request.container, toTasks),

    update: async (request) => written(await updateIssue(writer, request), request.container, toTasks),

    remove: async () => {
      throw new TaskSyncError(
        'unsupported',
        'GitHub lets no program delete an issue. It was left as it is. Close it instead, or delete it in the browser.',
      );
    },

    comments,
  };
}

/** What fails from here on comes after the write: the issue is read back later. */
async function written(
  issue: Issue,
  container: string,
  toTasks: (container: string, issues: readonly Issue[]) => Promise<readonly RemoteTask[]>,
) {
  const [task = null] = await toTasks(container, [issue]).catch(() => []);
  return { id: String(issue.number), version: task?.version ?? null, task };
}
