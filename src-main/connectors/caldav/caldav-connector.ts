import type { Connector, PullPage, PullRequest, RemoteTask } from '../../../src-shared/connector/connector.ts';
import type { ConnectContext } from '../../../src-shared/connector/descriptor.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { createCaldavAttachments } from './caldav-attachments.ts';
import type { CaldavClient } from './caldav-client.ts';
import { createCaldavClient } from './caldav-client.ts';
import { schemaOf } from './caldav-fields.ts';
import type { CalendarObject } from './caldav-objects.ts';
import { problem, readObject } from './caldav-objects.ts';
import { asFolder, names, objectPath } from './caldav-wire.ts';
import { readCursor } from './cursor.ts';
import { findAccount, findContainers, isCalendar, isWritable } from './discover.ts';
import { pullFeed } from './pull-feed.ts';
import { pullListing } from './pull-listing.ts';
import { listMembers } from './pull-pages.ts';
import type { TaskReader } from './task-reader.ts';
import { createTaskReader } from './task-reader.ts';
import { createTaskWriter } from './task-writer.ts';
import { createUidIndex } from './uid-index.ts';
import { child } from './xml.ts';

export function connectCaldav(context: ConnectContext): Connector {
  const client = createCaldavClient(context);
  const writer = createTaskWriter(client, context.clock);
  const readers = new Map<string, TaskReader>();
  /** One for each collection, so that what it learned about UIDs is kept for the run. */
  const readerOf = (container: string): TaskReader => {
    const path = asFolder(client.canonical(container));
    const reader = readers.get(path) ?? createTaskReader(client, path, createUidIndex(client, path));
    readers.set(path, reader);
    return reader;
  };

  return {
    check: () => findAccount(client, context.username),
    containers: () => findContainers(client),
    schema: async (container) => schemaOf((await readCollection(client, readerOf(container).container)).writable),
    pull: (request) => pull(client, readerOf(request.container), request),
    list: async (container) => {
      const { container: path } = readerOf(container);
      return (await listMembers(client, path)).map(({ id }) => id);
    },
    get: async (container, ids) => {
      const reader = readerOf(container);
      const objects = await reader.fetch([...new Set(ids.map(client.canonical))]);
      return reader.finish(objects.map((object) => (object.kind === 'other' ? problem(object.id, noTask()) : object)));
    },
    find: (container, identity) => find(client, readerOf(container), identity),
    create: (request) => writer.create(readerOf(request.container), request),
    update: (request) => writer.update(readerOf(request.container), request),
    remove: writer.remove,
    attachments: createCaldavAttachments(client, readerOf, context.clock),
  };
}

async function* pull(client: CaldavClient, reader: TaskReader, request: PullRequest): AsyncGenerator<PullPage> {
  const cursor = request.cursor === null ? null : readCursor(request.cursor);
  if (cursor?.kind === 'token') return yield* pullFeed(client, reader, request, cursor.token);
  if (cursor?.kind === 'listing') return yield* pullListing(client, reader, request, cursor);
  const { hasFeed } = await readCollection(client, reader.container);
  yield* hasFeed ? pullFeed(client, reader, request, '') : pullListing(client, reader, request, null);
}

/** Throws `not-found` when there is no task list at this path. */
async function readCollection(
  client: CaldavClient,
  container: string,
): Promise<{ readonly writable: boolean; readonly hasFeed: boolean }> {
  const props = ['d:resourcetype', 'd:supported-report-set', 'd:current-user-privilege-set'] as const;
  const { responses } = await client.propfind(container, 0, props);
  const [self] = responses;
  if (self === undefined || !isCalendar(self)) {
    throw new TaskSyncError(
      'not-found',
      'There is no task list at this place of the calendar server any more. Nothing was changed. If it was renamed or moved, choose it again.',
    );
  }
  const reports = self.props.get(names.reports)?.children.flatMap(({ children }) => children) ?? [];
  return { writable: isWritable(self), hasFeed: reports.some((report) => child(report, names.syncCollection)) };
}

/** The object that we named after the identity or, if somebody moved it, whichever carries it as its UID. */
async function find(client: CaldavClient, reader: TaskReader, identity: string): Promise<readonly RemoteTask[]> {
  const { container } = reader;
  const isOurs = (object: CalendarObject): boolean => object.kind === 'todo' && object.todo.uid === identity;
  const ours = (await reader.fetch([objectPath(container, identity)])).filter(isOurs);
  if (ours.length > 0) return (await reader.finish(ours)).tasks;
  const { responses } = await client.objectsWithUid(container, identity);
  return (await reader.finish(responses.map((response) => readObject(client, container, response)).filter(isOurs)))
    .tasks;
}

function noTask(): TaskSyncError {
  return new TaskSyncError(
    'invalid-response',
    'What was a task is now an event or a note in the calendar. It was left as it is, there and here. Remove one of the two, or unlink the task.',
  );
}
