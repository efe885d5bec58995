import type {
  Connector,
  PullPage,
  PullRequest,
  RemoteTask,
  WriteResult,
} from '../../../src-shared/connector/connector.ts';
import type { ConnectContext } from '../../../src-shared/connector/descriptor.ts';
import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import type { MemoryDoor } from './memory-door.ts';
import type { MemoryOperation } from './memory-faults.ts';
import type { MemoryService } from './memory-service.ts';

/** The contract over a service in RAM. The order of the functions is the contract's; other connectors keep it. */
export function connectMemory(service: MemoryService, { signal }: ConnectContext): Connector {
  const ask = <T>(operation: MemoryOperation, id: RemoteId | null, perform: (door: MemoryDoor) => T): Promise<T> =>
    service.request({ operation, id }, signal, perform);

  return {
    check: () => ask('check', null, () => ({ id: service.name, name: service.name, server: 'In memory' })),

    containers: () => ask('containers', null, () => service.containers),

    schema: (container) => ask('schema', null, (door) => door.schema(container)),

    pull: (request) => pull(ask, request),

    list: (container) => ask('list', null, (door) => door.ids(container)),

    get: (container, ids) => ask('get', ids[0] ?? null, (door) => door.read(container, ids)),

    find: (container, identity) => ask('find', null, (door) => door.find(container, identity)),

    create: async ({ container, identity, fields }) =>
      result(await ask('create', null, (door) => door.create(container, identity, fields))),

    update: async ({ container, id, fields, current }) =>
      result(await ask('update', id, (door) => door.update(container, id, fields, current.version))),

    remove: ({ container, id, version }) => ask('remove', id, (door) => door.remove(container, id, version)),

    comments: {
      read: (container, records) => ask('comments', records[0] ?? null, (door) => door.comments(container, records)),
      find: (container, record, identity) =>
        ask('find-comment', record, (door) =>
          door
            .comments(container, [record])
            .flatMap(({ comments }) => comments)
            .filter((comment) => comment.identity === identity),
        ),
      create: (request) => ask('create-comment', request.record, (door) => door.createComment(request)),
      update: (request) => ask('update-comment', request.record, (door) => door.updateComment(request)),
      remove: (request) => ask('remove-comment', request.record, (door) => door.removeComment(request)),
    },

    attachments: {
      read: (container, records) =>
        ask('attachments', records[0] ?? null, (door) => door.attachments(container, records)),
      open: async (request) =>
        inPieces(await ask('open-attachment', request.record, (door) => door.openAttachment(request))),
      create: async ({ content, ...request }) => {
        // Like a real server it begins when everything has arrived.
        const bytes = await collect(content.chunks);
        return ask('create-attachment', request.record, (door) => door.createAttachment({ ...request, bytes }));
      },
      link: (request) => ask('link-attachment', request.record, (door) => door.linkAttachment(request)),
      remove: (request) => ask('remove-attachment', request.record, (door) => door.removeAttachment(request)),
    },
  };
}

const pieceSize = 16_384;

async function* inPieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += pieceSize) yield bytes.subarray(start, start + pieceSize);
}

async function collect(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}

type Ask = <T>(operation: MemoryOperation, id: RemoteId | null, perform: (door: MemoryDoor) => T) => Promise<T>;

async function* pull(ask: Ask, { container, cursor, known }: PullRequest): AsyncGenerator<PullPage> {
  let from = cursor;
  for (;;) {
    const since = from;
    const { page, more } = await ask('pull', null, (door) => door.page(container, since));
    const versions = await known(page.tasks.map(({ id }) => id));
    yield { ...page, tasks: page.tasks.filter(({ id, version }) => versions.get(id) !== version) };
    if (!more) return;
    from = page.cursor;
  }
}

function result(task: RemoteTask): WriteResult {
  return { id: task.id, version: task.version, task };
}
