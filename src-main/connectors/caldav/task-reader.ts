import type { GetResult, PullProblem, RemoteTask } from '../../../src-shared/connector/connector.ts';
import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import { inParallel } from '../kit/in-parallel.ts';
import type { CaldavClient } from './caldav-client.ts';
import { readParentUid } from './caldav-fields.ts';
import type { CalendarObject, TodoObject } from './caldav-objects.ts';
import { problem, readObject, readText, toRemoteTask } from './caldav-objects.ts';
import { versionOf } from './caldav-wire.ts';
import type { UidIndex } from './uid-index.ts';

const requestsAtOnce = 4;

/** Reads the objects of one collection and makes tasks of them. */
export interface TaskReader {
  readonly container: string;
  readonly index: UidIndex;
  /** One answer for each id, in a single request as a rule; their UIDs are then known to the index. */
  fetch(ids: readonly RemoteId[]): Promise<readonly CalendarObject[]>;
  /** Tasks with their parents, which are looked up where need be. */
  finish(objects: readonly CalendarObject[]): Promise<GetResult>;
}

export function createTaskReader(client: CaldavClient, container: string, index: UidIndex): TaskReader {
  const fetchOne = async (id: RemoteId): Promise<CalendarObject> => {
    const answer = await client.get(id);
    if (answer.status === 404 || answer.status === 410) return { kind: 'missing', id };
    return readText(id, versionOf(answer.headers['etag']), answer.text());
  };

  const fetch = async (ids: readonly RemoteId[]): Promise<readonly CalendarObject[]> => {
    const { responses } = await client.objects(container, ids);
    const answered = new Map(
      responses.map((response) => readObject(client, container, response)).map((o) => [o.id, o]),
    );
    // A server may leave out what it does not find; only an answer about the very record counts (S8).
    const objects = await inParallel(ids, requestsAtOnce, async (id) => {
      const object = answered.get(id);
      return object === undefined || object.kind === 'silent' ? fetchOne(id) : object;
    });
    for (const object of objects) {
      if (object.kind === 'todo') index.set(object.todo.uid, object.id);
      if (object.kind === 'missing') index.remove(object.id);
    }
    return objects;
  };

  const finish = async (objects: readonly CalendarObject[]): Promise<GetResult> => {
    await index.lookUp(objects.flatMap((object) => parentOf(object) ?? []));
    const tasks: RemoteTask[] = [];
    const missing: RemoteId[] = [];
    const problems: PullProblem[] = [];
    for (const object of objects) {
      if (object.kind === 'missing') missing.push(object.id);
      const made = object.kind === 'todo' ? makeTask(object) : object;
      if ('fields' in made) tasks.push(made);
      else if (made.kind === 'problem') problems.push(made.problem);
    }
    return { tasks, missing, problems };
  };

  const makeTask = (object: TodoObject): RemoteTask | CalendarObject => {
    try {
      return toRemoteTask(object, client.address, index.idOf);
    } catch (error) {
      return problem(object.id, error);
    }
  };

  return { container, index, fetch, finish };
}

export function parentOf(object: CalendarObject): string | null {
  return object.kind === 'todo' ? readParentUid(object.todo) : null;
}
