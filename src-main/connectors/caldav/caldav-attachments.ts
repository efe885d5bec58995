import type { AttachmentsConnector, RemoteAttachment } from '../../../src-shared/connector/attachments.ts';
import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { ContentLine } from '../../../src-shared/icalendar/content-line.ts';
import type { TodoEditor } from '../../../src-shared/icalendar/todo.ts';
import { paramOf } from '../../../src-shared/icalendar/todo.ts';
import type { Clock } from '../../../src-shared/ports/ports.ts';
import { afterWriting } from '../kit/applied.ts';
import type { CaldavClient } from './caldav-client.ts';
import { editText } from './caldav-fields.ts';
import type { TodoObject } from './caldav-objects.ts';
import type { TaskReader } from './task-reader.ts';
import { goneThere, refusedUpdate } from './task-writer.ts';

/**
 * The addresses of a task's ATTACH lines (RFC 5545, 3.8.1.1), each of them once. What they lead to is never fetched: it is on
 * other hosts, and an address in a task is not the person's own wish (SEC-34).
 */
export function createCaldavAttachments(
  client: CaldavClient,
  readerOf: (container: string) => TaskReader,
  clock: Clock,
): AttachmentsConnector {
  const fetchOne = async (container: string, record: RemoteId): Promise<TodoObject | null> => {
    const [object] = await readerOf(container).fetch([client.canonical(record)]);
    if (object?.kind === 'problem') throw new TaskSyncError(object.problem.code, object.problem.message);
    return object?.kind === 'todo' ? object : null;
  };
  const change = async (object: TodoObject, edit: (editor: TodoEditor) => void): Promise<void> => {
    const text = editText(object.todo, clock.now(), edit);
    if (text === object.text) return;
    if (object.version === null) {
      throw new TaskSyncError(
        'unsupported',
        'The calendar server gives no version for this task, so a change by somebody else could be overwritten unseen. Nothing was written.',
      );
    }
    const written = await client.put(object.id, text, { 'if-match': object.version });
    if (written.answer.status >= 300) throw await refusedUpdate(client, object.id, written);
  };

  return {
    read: async (container, records) => {
      const objects = await readerOf(container).fetch(records.map(client.canonical));
      return objects.flatMap((object) =>
        object.kind === 'todo' ? [{ record: object.id, attachments: attachmentsOf(object) }] : [],
      );
    },

    open: async () => {
      throw new TaskSyncError('not-found', 'A calendar holds addresses, and no files.');
    },

    link: async ({ container, record, name, mediaType, url }) => {
      if (!isAddress(url)) {
        throw new TaskSyncError('rejected', 'This is no address that a calendar task can hold. Nothing was written.');
      }
      const object = await fetchOne(container, record);
      if (object === null) throw goneThere();
      const known = attachmentsOf(object).find((one) => one.url === url);
      if (known) return known;
      const type = mediaType === null ? {} : { FMTTYPE: paramText(mediaType) };
      await change(object, (editor) => editor.add('ATTACH', url, { ...type, FILENAME: paramText(name) }));
      const now = await afterWriting(fetchOne(container, record));
      const added = now && attachmentsOf(now).find((one) => one.url === url);
      if (added) return added;
      throw new TaskSyncError(
        'unsupported',
        'The calendar server does not keep addresses that are attached to a task.',
      );
    },

    remove: async ({ container, record, id }) => {
      const object = await fetchOne(container, record);
      if (object === null) return;
      const own = addressLines(object).filter((line) => idOf(object.id, addressOf(line)) === id);
      await change(object, (editor) => {
        for (const line of own) editor.replace(line, null);
      });
    },
  };
}

function attachmentsOf(object: TodoObject): readonly RemoteAttachment[] {
  const byAddress = new Map(addressLines(object).map((line) => [addressOf(line), line]));
  return [...byAddress].map(([url, line]) => ({
    ...{ id: idOf(object.id, url), kind: 'link', name: nameOf(line, url), mediaType: paramOf(line, 'FMTTYPE') },
    ...{ size: null, sha256: null, url, author: 'CalDAV', isOwn: true },
    // A calendar does not say when an address was added, nor by whom.
    createdAt: new Date(0).toISOString(),
  }));
}

function addressLines({ todo }: TodoObject): readonly ContentLine[] {
  return todo.properties.filter(
    (line) =>
      line.name === 'ATTACH' && paramOf(line, 'VALUE')?.toUpperCase() !== 'BINARY' && isAddress(addressOf(line)),
  );
}

function addressOf(line: ContentLine): string {
  return line.value.trim();
}

function isAddress(url: string): boolean {
  const protocol = /\s/.test(url) ? null : URL.parse(url)?.protocol;
  return protocol === 'https:' || protocol === 'http:';
}

/** A line has no id, and its address is all there is of it. */
function idOf(record: RemoteId, url: string): RemoteId {
  return `${record}#${url}`;
}

/** FILENAME is RFC 8607's; others write X-FILENAME or X-LABEL. */
function nameOf(line: ContentLine, url: string): string {
  const named = ['FILENAME', 'X-FILENAME', 'X-LABEL'].map((name) => paramOf(line, name)?.trim()).find(Boolean);
  const { hostname, pathname } = new URL(url);
  return named ?? (pathname.split('/').filter(Boolean).at(-1) || hostname);
}

/** A parameter can hold neither quotes nor line ends (RFC 5545, 3.1). */
function paramText(text: string): string {
  return text.replace(/[\p{Cc}"]+/gu, ' ').trim();
}
