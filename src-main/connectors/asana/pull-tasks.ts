import type {
  Narrowing,
  PullPage,
  PullProblem,
  PullRequest,
  RemoteTask,
} from '../../../src-shared/connector/connector.ts';
import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { AsanaClient } from './asana-client.ts';
import { completed, open, versionOf } from './asana-fields.ts';
import type { AsanaEvent, Task } from './asana-wire.ts';
import { taskFields } from './asana-wire.ts';
import { fetchTasks, isGid } from './containment.ts';
import { isWholeDue, readCursor, startAgain, withOverlap, writeCursor } from './cursor.ts';
import type { Identities, Mark } from './identities.ts';
import { marksOf } from './identities.ts';
import type { TaskList } from './list-tasks.ts';
import { listTasks, projectList, subtasksOf } from './list-tasks.ts';
import type { ReadTask } from './read-tasks.ts';
import { unreadable } from './read-tasks.ts';

interface Feed {
  readonly client: AsanaClient;
  readonly identities: Identities;
  readonly toTasks: (container: string, tasks: readonly Task[]) => Promise<readonly RemoteTask[]>;
}

export async function* pullTasks(feed: Feed, request: PullRequest): AsyncGenerator<PullPage, void, undefined> {
  if (request.cursor === null) yield* pullWhole(feed, request);
  else yield* pullChanges(feed, request, request.cursor);
}

/** The whole project. Its events are asked for first, so that what changes while we read is in the next pull. */
async function* pullWhole(feed: Feed, request: PullRequest): AsyncGenerator<PullPage, void, undefined> {
  const { client, identities } = feed;
  const { container, narrow = [] } = request;
  if (!isGid(container)) throw noSuchProject();
  const { sync, now } = await client.events(container, null);
  const { lists, isNarrowed } = listsFor(container, narrow);
  let count = 0;
  const marks: Mark[] = [];
  for await (const page of listTasks(client, lists, { withSubtasks: true })) {
    count += page.tasks.length;
    marks.push(...marksOf(page.tasks.flatMap(({ task }) => task ?? [])));
    if (page.isLast && !isNarrowed) identities.learn(container, marks, now);
    yield {
      tasks: await news(feed, request, page.tasks),
      deleted: [],
      problems: problemsOf(page.tasks),
      cursor: page.isLast ? writeCursor({ token: sync, since: now, readWholeAt: now }) : null,
      ...(page.isLast && !isNarrowed ? { liveCount: count } : {}),
    };
  }
}

/**
 * What may be left out of a first reading: completed tasks and other sections, where the filter asks for sections alone. A
 * subtask that is in no section fits none of them.
 */
function listsFor(project: string, narrow: readonly Narrowing[]): { lists: readonly TaskList[]; isNarrowed: boolean } {
  const sections = narrow.find(({ field }) => field === 'status')?.values ?? [];
  const isExact =
    sections.length > 0 && sections.every((value) => value !== completed && value !== open && isGid(value));
  if (!isExact) return { lists: [projectList(project, { opt_fields: taskFields })], isNarrowed: false };
  const query = { completed_since: 'now', opt_fields: taskFields };
  return {
    lists: sections.map((section) => ({ path: `sections/${section}/tasks`, query, isOptional: true })),
    isNarrowed: true,
  };
}

/**
 * What happened since. Two requests when nothing has: the project's events, and the tasks modified since. Events come up to a
 * minute late and tell of deletions, sections and subtasks; the list is never late and knows nothing of those.
 */
async function* pullChanges(
  feed: Feed,
  request: PullRequest,
  cursor: string,
): AsyncGenerator<PullPage, void, undefined> {
  const { client } = feed;
  const { container, known } = request;
  const position = readCursor(cursor);
  const { deleted, touched, token, now } = await readEvents(client, container, position.token);
  if (isWholeDue(position, now)) throw startAgain();
  const next = writeCursor({ ...position, token, since: now });
  const list = projectList(container, { modified_since: withOverlap(position.since), opt_fields: taskFields });
  const listed = new Set<RemoteId>();
  for await (const page of listTasks(client, [list], { withSubtasks: false })) {
    for (const { id } of page.tasks) listed.add(id);
    const told = page.tasks.filter(({ id }) => !deleted.has(id));
    const below = await newlyBelow(feed, request, told);
    const rest = page.isLast ? await fetchRest(client, container, touched, listed, known) : nothing;
    const all = [...told, ...below, ...rest.tasks, ...(await newlyBelow(feed, request, rest.tasks))];
    yield {
      tasks: await news(feed, request, all),
      deleted: page.isLast ? [...deleted] : [],
      problems: [...problemsOf(all), ...rest.problems],
      cursor: page.isLast ? next : null,
    };
  }
}

interface Happened {
  readonly deleted: ReadonlySet<RemoteId>;
  /** Tasks to be looked at, none of them among the deleted. */
  readonly touched: ReadonlySet<RemoteId>;
  readonly token: string;
  readonly now: number;
}

async function readEvents(client: AsanaClient, project: string, from: string): Promise<Happened> {
  const deleted = new Set<RemoteId>();
  const touched = new Set<RemoteId>();
  for (let token = from; ; ) {
    const page = await client.events(project, token);
    if (page.isExpired) throw startAgain();
    for (const event of page.events) note(event, deleted, touched);
    token = page.sync;
    if (!page.hasMore) return { deleted, touched, token, now: page.now };
  }
}

/** In their order: what was deleted may have been brought back. Comments and files name their task as parent. */
function note({ action, resource, parent }: AsanaEvent, deleted: Set<RemoteId>, touched: Set<RemoteId>): void {
  if (resource?.resource_type === 'task') {
    if (action === 'deleted') {
      deleted.add(resource.gid);
      touched.delete(resource.gid);
      return;
    }
    if (action === 'undeleted') deleted.delete(resource.gid);
    if (!deleted.has(resource.gid)) touched.add(resource.gid);
  }
  if (parent?.resource_type === 'task' && !deleted.has(parent.gid)) touched.add(parent.gid);
}

const nothing = { tasks: [], problems: [] } as const;

/** What events named and the list did not. Gone is said by `deleted` events alone; out of the project matters if it was here. */
async function fetchRest(
  client: AsanaClient,
  project: string,
  touched: ReadonlySet<RemoteId>,
  listed: ReadonlySet<RemoteId>,
  known: PullRequest['known'],
): Promise<{ readonly tasks: readonly ReadTask[]; readonly problems: readonly PullProblem[] }> {
  const ids = [...touched].filter((id) => !listed.has(id));
  if (ids.length === 0) return nothing;
  const [{ tasks, problems }, ours] = [await fetchTasks(client, project, ids), await known(ids)];
  return { tasks, problems: problems.filter(({ id }) => ours.has(id)) };
}

/** A task that is new here may have come with subtasks, of which nothing was said. */
async function newlyBelow(
  { client }: Feed,
  { known }: PullRequest,
  tasks: readonly ReadTask[],
): Promise<readonly ReadTask[]> {
  const parents = tasks.filter(({ subtasks }) => subtasks > 0);
  if (parents.length === 0) return [];
  const ours = await known(parents.map(({ id }) => id));
  const seen = new Set(tasks.map(({ id }) => id));
  return subtasksOf(
    client,
    parents.filter(({ id }) => !ours.has(id)),
    { opt_fields: taskFields },
    (found) => found.filter(({ id }) => !seen.has(id) && seen.add(id)),
  );
}

async function news(
  { toTasks }: Feed,
  { container, known }: PullRequest,
  read: readonly ReadTask[],
): Promise<readonly RemoteTask[]> {
  const tasks = read.flatMap(({ task }) => task ?? []);
  if (tasks.length === 0) return [];
  const versions = await known(tasks.map(({ gid }) => gid));
  return toTasks(
    container,
    tasks.filter((task) => versions.get(task.gid) !== versionOf(task)),
  );
}

function problemsOf(read: readonly ReadTask[]): readonly PullProblem[] {
  return read.filter(({ task }) => task === null).map(({ id }) => unreadable(id));
}

function noSuchProject(): TaskSyncError {
  return new TaskSyncError(
    'not-found',
    'There is no such project in Asana: the id of a project is a number. Nothing was read. Choose one of the list.',
  );
}
