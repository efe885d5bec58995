import type { Connector, GetResult, PullProblem, RemoteTask } from '../../../src-shared/connector/connector.ts';
import type { ConnectContext } from '../../../src-shared/connector/descriptor.ts';
import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { httpDate } from '../../../src-shared/http/http-date.ts';
import { afterWriting } from '../kit/applied.ts';
import { listValue } from '../kit/field-values.ts';
import { withoutMarker } from '../kit/hidden-marker.ts';
import { inParallel } from '../kit/in-parallel.ts';
import type { ReadMarked } from '../kit/marker-index.ts';
import { createMarkerIndex } from '../kit/marker-index.ts';
import { once } from '../kit/once.ts';
import type { GiteaClient } from './gitea-client.ts';
import { createGiteaClient } from './gitea-client.ts';
import { createGiteaComments } from './gitea-comments.ts';
import { changedIssue, newIssue, toRemoteTask } from './gitea-fields.ts';
import { describeRepository, mayWrite } from './gitea-schema.ts';
import { createLabelIds } from './issue-labels.ts';
import { allIssues, pullIssues } from './pull-issues.ts';
import { readIssue, readIssues } from './read-issues.ts';

export function connectGitea(context: ConnectContext): Connector {
  const client = createGiteaClient(context);
  const me = once(() => client.me());
  const comments = createGiteaComments(client, async () => (await me()).id);
  const labelIds = createLabelIds(client);
  const markers = createMarkerIndex(readMarked(client, async () => (await me()).login));

  return {
    check: async () => {
      const { id, login, full_name } = await client.me();
      const version = await client.version();
      return { id: String(id), name: full_name || login, server: version };
    },

    containers: async () =>
      (await client.repositories())
        .filter(({ has_issues }) => has_issues !== false)
        .map((repository) => ({
          id: repository.full_name,
          name: repository.full_name,
          writable: mayWrite(repository),
        })),

    schema: async (container) => {
      const repository = await client.repository(container);
      const [people, milestones] = await Promise.all([client.assignees(container), client.milestones(container)]);
      return describeRepository({ repository, people, milestones });
    },

    pull: (request) => pullIssues({ client, note: comments.note }, request),

    list: async (container) => {
      const ids = new Set<RemoteId>();
      for await (const page of allIssues(client, container)) {
        const { issues, problems } = readIssues(page.issues);
        for (const { number } of issues) ids.add(String(number));
        for (const { id } of problems) ids.add(id);
      }
      return [...ids];
    },

    get: (container, ids) => getIssues(client, container, ids),

    find: async (container, identity) => {
      const ids = await markers.find(container, identity);
      return (await getIssues(client, container, ids)).tasks.filter((task) => task.identity === identity);
    },

    create: async ({ container, identity, fields }) => {
      const attributes = newIssue(fields, identity);
      const labels = await labelIds(container, listValue(fields['labels']));
      return written(await client.createIssue(container, { ...attributes, labels }));
    },

    update: async ({ container, id, fields, current }) => {
      const attributes = changedIssue(fields, current);
      const isMore = Object.keys(attributes).length > 0;
      const { labels } = fields;
      if (labels === undefined) {
        return isMore ? written(await client.updateIssue(container, id, attributes)) : unread(id);
      }
      const ids = await labelIds(container, listValue(labels));
      if (isMore) await client.updateIssue(container, id, attributes);
      const replacing = client.replaceLabels(container, id, ids);
      await (isMore ? afterWriting(replacing) : replacing);
      return unread(id);
    },

    remove: ({ container, id }) => client.deleteIssue(container, id),

    comments,
  };
}

function written(answer: unknown) {
  const task = toRemoteTask(readIssue(answer));
  return { id: task.id, version: task.version, task };
}

/** The engine reads it back. */
function unread(id: RemoteId) {
  return { id, version: null, task: null };
}

/** Issues read at once. */
const atOnce = 4;

async function getIssues(client: GiteaClient, container: string, ids: readonly RemoteId[]): Promise<GetResult> {
  const tasks: RemoteTask[] = [];
  const problems: PullProblem[] = [];
  const missing: RemoteId[] = [];
  await inParallel([...new Set(ids)], atOnce, async (id) => {
    const answer = await client.issue(container, id);
    if (answer === null) {
      missing.push(id);
      return;
    }
    const read = readIssues([answer]);
    tasks.push(...read.issues.map(toRemoteTask));
    problems.push(...read.problems);
  });
  if (missing.length > 0) await requireIssues(client, container);
  return { tasks, missing, problems };
}

/** A 404 on an issue proves that it is gone only where issues can be seen at all (S8). */
async function requireIssues(client: GiteaClient, container: string): Promise<void> {
  const { has_issues } = await client.repository(container);
  if (has_issues !== false) return;
  throw new TaskSyncError(
    'unsupported',
    'Issues are switched off in this repository. Nothing was changed on either side. Switch them on in its settings, or take it out of the profile.',
  );
}

/** Gitea's search lags behind and its list does not, so the list of this account's issues is read, newest first. */
function readMarked(client: GiteaClient, login: () => Promise<string>): ReadMarked {
  return async function* (container, since) {
    const query = { created_by: await login(), ...(since === null ? {} : { since }) };
    for await (const page of allIssues(client, container, query)) {
      const records = readIssues(page.issues).issues.map(({ number, body }) => ({
        id: String(number),
        ...withoutMarker(body ?? ''),
      }));
      yield { records, at: httpDate(page.headers['date']) };
    }
  };
}
