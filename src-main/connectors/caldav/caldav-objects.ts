import type { PullProblem, RemoteTask } from '../../../src-shared/connector/connector.ts';
import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { Todo } from '../../../src-shared/icalendar/todo.ts';
import { parseTodo } from '../../../src-shared/icalendar/todo.ts';
import type { CaldavClient } from './caldav-client.ts';
import { readFields, readUpdatedAt } from './caldav-fields.ts';
import type { DavResponse } from './caldav-wire.ts';
import { names, versionOf } from './caldav-wire.ts';

/** One calendar object as a server sent it. */
export type CalendarObject =
  | {
      readonly kind: 'todo';
      readonly id: RemoteId;
      readonly version: string | null;
      readonly text: string;
      readonly todo: Todo;
    }
  /** An event or a journal: none of our business. */
  | { readonly kind: 'other'; readonly id: RemoteId }
  | { readonly kind: 'missing'; readonly id: RemoteId }
  /** The server answered for it without its text; whether it is there has to be asked again. */
  | { readonly kind: 'silent'; readonly id: RemoteId }
  | { readonly kind: 'problem'; readonly id: RemoteId; readonly problem: PullProblem };

export type TodoObject = Extract<CalendarObject, { kind: 'todo' }>;

export function readObject(client: CaldavClient, container: string, response: DavResponse): CalendarObject {
  const id = client.canonical(response.href);
  if (response.status === 404 || response.status === 410) return { kind: 'missing', id };
  // Some servers indent what they send, and a line that begins with a space would be a continuation.
  const text = response.props.get(names.calendarData)?.text.trimStart() ?? '';
  if (text !== '') {
    return readText(id, versionOf(response.props.get(names.etag)?.text), text);
  }
  if (response.status === 401 || response.status === 403) return problem(id, refused());
  return id.startsWith(container) ? { kind: 'silent', id } : { kind: 'other', id };
}

export function readText(id: RemoteId, version: string | null, text: string): CalendarObject {
  try {
    const todo = parseTodo(text);
    return todo === null ? { kind: 'other', id } : { kind: 'todo', id, version, text, todo };
  } catch (error) {
    return problem(id, error);
  }
}

/** A record that cannot be understood is a problem of its own and keeps nobody waiting; anything else is thrown. */
export function problem(id: RemoteId, error: unknown): Extract<CalendarObject, { kind: 'problem' }> {
  if (!(error instanceof TaskSyncError)) throw error;
  return { kind: 'problem', id, problem: { id, code: error.code, message: error.message } };
}

function refused(): TaskSyncError {
  return new TaskSyncError(
    'forbidden',
    'The calendar server does not show this task to the account that is signed in. It was left as it is. Ask whoever shares the list.',
  );
}

/** 128 bits as base32: what `Ids` makes, and what we use as UID. */
const marker = /^[a-z2-7]{26}$/;

/** Throws `invalid-response` when a date or a time zone in it cannot be understood. */
export function toRemoteTask(
  { id, version, text, todo }: TodoObject,
  address: string,
  parent: (uid: string) => RemoteId,
): RemoteTask {
  const url = new URL(id, address).href;
  return {
    id,
    version,
    updatedAt: readUpdatedAt(todo),
    updatedBy: null,
    url,
    fields: readFields(todo, parent),
    raw: text,
    references: [todo.uid, url],
    identity: marker.test(todo.uid) ? todo.uid : null,
  };
}
