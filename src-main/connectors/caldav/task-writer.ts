import type {
  CreateRequest,
  RemoteTask,
  RemoveRequest,
  UpdateRequest,
  WriteResult,
} from '../../../src-shared/connector/connector.ts';
import type { Fields } from '../../../src-shared/domain/field.ts';
import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { Clock } from '../../../src-shared/ports/ports.ts';
import type { CaldavClient, Written } from './caldav-client.ts';
import { createText, updateText } from './caldav-fields.ts';
import type { TodoObject } from './caldav-objects.ts';
import { readText } from './caldav-objects.ts';
import { names, objectPath, versionOf } from './caldav-wire.ts';
import type { TaskReader } from './task-reader.ts';

export interface TaskWriter {
  create(reader: TaskReader, request: CreateRequest): Promise<WriteResult>;
  update(reader: TaskReader, request: UpdateRequest): Promise<WriteResult>;
  remove(request: RemoveRequest): Promise<void>;
}

/**
 * Every write carries a precondition (S7). A result names no task: servers may store something else than they were sent
 * and give an entity tag all the same (Radicale does), so only reading it again is evidence (RFC 4791, 5.3.4).
 */
export function createTaskWriter(client: CaldavClient, clock: Clock): TaskWriter {
  return {
    create: async (reader, { identity, fields }) => {
      const id = objectPath(reader.container, identity);
      const text = createText(identity, { fields: await withParentUid(reader, fields), now: clock.now() });
      const written = await client.put(id, text, { 'if-none-match': '*' });
      if (written.answer.status >= 300) throw await refusedCreate(client, id, identity, written);
      reader.index.set(identity, id);
      return { id, version: versionOf(written.answer.headers['etag']), task: null };
    },
    update: async (reader, { id, fields, current }) => {
      const { text, version, todo } = await readable(client, current);
      const changed = updateText(todo, { fields: await withParentUid(reader, fields), now: clock.now() });
      if (changed === text) return { id, version, task: null };
      const written = await client.put(id, changed, { 'if-match': version });
      if (written.answer.status >= 300) throw await refusedUpdate(client, id, written);
      return { id, version: versionOf(written.answer.headers['etag']), task: null };
    },
    remove: async ({ id, version }) => {
      const { status } = await client.delete(id, version);
      if (status === 412 && !(await isMissing(client, id))) throw changedThere();
    },
  };
}

/** `parent` names a record; the calendar wants its UID. */
async function withParentUid(reader: TaskReader, fields: Fields): Promise<Fields> {
  const { parent } = fields;
  if (typeof parent !== 'string') return fields;
  if (reader.index.uidOf(parent) === null) await reader.fetch([parent]);
  const uid = reader.index.uidOf(parent);
  if (uid !== null) return { ...fields, parent: uid };
  throw new TaskSyncError(
    'rejected',
    'The task above this one is not in this task list any more. Nothing was changed at the calendar. Choose another one, or none.',
  );
}

/** What we last saw; a record whose version or text we do not have is read first. */
async function readable(client: CaldavClient, current: RemoteTask): Promise<TodoObject & { readonly version: string }> {
  const { id, version, raw } = current;
  const object = version !== null && raw !== null ? readText(id, version, raw) : await readAgain(client, current);
  if (object.kind === 'todo' && object.version !== null) return { ...object, version: object.version };
  if (object.kind === 'problem') throw new TaskSyncError(object.problem.code, object.problem.message);
  throw new TaskSyncError(
    'unsupported',
    'The calendar server gives no version for this task, so a change by somebody else could be overwritten unseen. Nothing was written. Ask whoever runs the server: CalDAV demands entity tags.',
  );
}

async function readAgain(client: CaldavClient, { id, raw }: RemoteTask): Promise<ReturnType<typeof readText>> {
  const answer = await client.get(id);
  if (answer.status === 404 || answer.status === 410) throw goneThere();
  if (raw !== null && answer.text() !== raw) throw changedThere();
  return readText(id, versionOf(answer.headers['etag']), answer.text());
}

/** With `If-None-Match: *`, 412 says that the name is taken: by our own earlier attempt, whose answer was lost. */
async function refusedCreate(
  client: CaldavClient,
  id: RemoteId,
  identity: string,
  written: Written,
): Promise<TaskSyncError> {
  const { answer, conditions } = written;
  if (conditions.includes(names.uidConflict)) return alreadyThere();
  if (answer.status === 412) {
    const existing = await client.get(id);
    const object = readText(id, null, existing.status < 300 ? existing.text() : '');
    return object.kind === 'todo' && object.todo.uid === identity ? alreadyThere() : refused(written);
  }
  if (answer.status === 404 || answer.status === 410 || (answer.status === 409 && conditions.length === 0)) {
    return listGone();
  }
  return refused(written);
}

/** A server answers 412 both when the record changed and when it is gone (RFC 9110, 13.1.1). */
export async function refusedUpdate(client: CaldavClient, id: RemoteId, written: Written): Promise<TaskSyncError> {
  const { answer, conditions } = written;
  if (answer.status === 404 || answer.status === 410) return goneThere();
  if (answer.status === 412) return (await isMissing(client, id)) ? goneThere() : changedThere();
  if (answer.status === 409 && conditions.length === 0) return changedThere();
  return refused(written);
}

async function isMissing(client: CaldavClient, id: RemoteId): Promise<boolean> {
  const { status } = await client.get(id);
  return status === 404 || status === 410;
}

function refused({ answer, conditions }: Written): TaskSyncError {
  const facts = { status: answer.status };
  const said = conditions.map((name) => name.replace(/^\{.*\}/, '').slice(0, 60)).join(', ');
  if (answer.status === 403 && said === '') {
    return new TaskSyncError(
      'forbidden',
      'CalDAV does not allow the account that is signed in to change this task list. Nothing was changed. Ask whoever shares it.',
      { facts },
    );
  }
  return new TaskSyncError(
    'rejected',
    `CalDAV refused the task${said === '' ? '' : ` (${said})`}. It is kept here, and nothing was changed there. Change the task, then try again.`,
    { facts },
  );
}

function alreadyThere(): TaskSyncError {
  return new TaskSyncError('already-exists', 'This task has arrived at the calendar before. It was not made twice.');
}

function changedThere(): TaskSyncError {
  return new TaskSyncError(
    'stale-version',
    'Somebody changed this task at the calendar a moment ago. It was not overwritten; it is read again and compared.',
  );
}

export function goneThere(): TaskSyncError {
  return new TaskSyncError('not-found', 'This task is not in the calendar any more. Nothing was changed there.');
}

function listGone(): TaskSyncError {
  return new TaskSyncError(
    'not-found',
    'The calendar server does not have this task list any more. The task is kept here. If the list was renamed or moved, choose it again.',
  );
}
