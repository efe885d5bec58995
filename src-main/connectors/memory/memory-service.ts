import type { Container, ContainerSchema, PullPage, RemoteTask } from '../../../src-shared/connector/connector.ts';
import type { Fields } from '../../../src-shared/domain/field.ts';
import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { Clock } from '../../../src-shared/ports/ports.ts';
import type { MemoryCall, MemoryFault, MemoryOperation } from './memory-faults.ts';
import { createMemoryFaults, memoryOperations, performWith } from './memory-faults.ts';
import { completeFields, fullSchema, refusal } from './memory-fields.ts';
import type { MemoryRecord } from './memory-records.ts';
import { createMemoryRecords, isDeleted } from './memory-records.ts';

export interface MemoryOptions {
  /** Also its address: `memory:name`. Default `memory`. */
  readonly name?: string;
  /** For the server's time and for latency. */
  readonly clock: Clock;
  /** See `Capabilities.identity`. A: the identity becomes the id · C: kept as a marker · E: there is no place for it. */
  readonly identity?: 'A' | 'C' | 'E';
  readonly precondition?: boolean;
  readonly deletions?: 'feed' | 'listing';
  readonly pageSize?: number;
  /** Default: one, `inbox`. */
  readonly containers?: readonly Container[];
  readonly schema?: ContainerSchema;
}

/** What a test may switch at any time. */
export interface MemoryKnobs {
  /** How long each request takes. */
  latencyMs: number;
  /** The server's clock minus ours. */
  clockOffsetMs: number;
  /** Fields that the service accepts and silently does not store. */
  ignores: readonly string[];
  /** Titles lose the white space around them. */
  trimsTitles: boolean;
  /** Records that cannot be read: reported as problems. */
  broken: ReadonlySet<RemoteId>;
  /** Decides about faults on top of the planned ones; for simulations that draw them at random. */
  weather: ((call: MemoryCall) => MemoryFault | null) | null;
}

/** One write that was really carried out, whatever became of its answer. */
export interface MemoryWrite {
  readonly operation: 'create' | 'update' | 'remove';
  /** `sync` through the connector, otherwise the person. */
  readonly by: string;
  readonly id: RemoteId;
  readonly container: string;
  readonly identity: string | null;
  /** As they were sent. */
  readonly fields: Fields;
  /** The record before; null for a create. */
  readonly before: Fields | null;
  readonly at: number;
}

/** A whole service in RAM: the connector's side, the test's knobs, and a log that knows everything. */
export interface MemoryService {
  readonly name: string;
  readonly url: string;
  readonly identity: 'A' | 'C' | 'E';
  readonly precondition: boolean;
  readonly deletions: 'feed' | 'listing';
  readonly containers: readonly Container[];
  readonly schema: ContainerSchema;
  readonly knobs: MemoryKnobs;
  readonly log: readonly MemoryWrite[];
  /** Requests received so far. */
  readonly requests: Readonly<Record<MemoryOperation, number>>;
  /** Plans a fault. */
  fail(fault: MemoryFault): void;
  /** Ends all planned faults. */
  heal(): void;
  /** All cursors given out so far become unknown. */
  forgetCursors(): void;

  /** A person's doings at the service itself; never disturbed by faults or latency. */
  add(fields: Fields, how?: AddOptions): RemoteTask;
  edit(id: RemoteId, fields: Fields, by?: string): RemoteTask;
  remove(id: RemoteId, by?: string): void;
  all(container?: string): readonly RemoteTask[];

  /** The connector's side: one request each, with latency and faults. */
  request<T>(call: MemoryCall, signal: AbortSignal, perform: (door: MemoryDoor) => T): Promise<T>;
}

export interface AddOptions {
  readonly container?: string;
  readonly by?: string;
  readonly references?: readonly string[];
}

/** What the service answers to one request. */
export interface MemoryDoor {
  page(container: string, cursor: string | null): PullPage & { readonly more: boolean };
  ids(container: string): readonly RemoteId[];
  read(container: string, id: RemoteId): RemoteTask | null;
  find(container: string, identity: string): readonly RemoteTask[];
  create(container: string, identity: string, fields: Fields): RemoteTask;
  update(container: string, id: RemoteId, fields: Fields, version: string | null): RemoteTask;
  remove(container: string, id: RemoteId, version: string | null): void;
}

const inbox: Container = { id: 'inbox', name: 'Inbox', writable: true };
const sync = 'sync';

export function createMemoryService(options: MemoryOptions): MemoryService {
  const { name = 'memory', clock, identity = 'A', precondition = true, deletions = 'feed', pageSize = 100 } = options;
  const { containers = [inbox], schema = fullSchema } = options;
  const records = createMemoryRecords();
  const faults = createMemoryFaults();
  const log: MemoryWrite[] = [];
  const requests = Object.fromEntries(memoryOperations.map((operation) => [operation, 0])) as Record<
    MemoryOperation,
    number
  >;
  const knobs: MemoryKnobs = {
    latencyMs: 0,
    clockOffsetMs: 0,
    ignores: [],
    trimsTitles: false,
    broken: new Set(),
    weather: null,
  };
  let epoch = 1;
  let nextId = 1;
  const url = `memory:${name}`;
  const serverNow = (): number => clock.now() + knobs.clockOffsetMs;

  const show = (record: MemoryRecord): RemoteTask => {
    const address = `${url}/${record.container}/${record.id}`;
    return {
      id: record.id,
      version: String(record.change),
      updatedAt: new Date(record.updatedAt).toISOString(),
      updatedBy: record.updatedBy,
      url: address,
      fields: record.fields,
      raw: null,
      references: [address, ...record.references],
      identity: record.identity,
    };
  };
  const isThere = (container: string, id: RemoteId): MemoryRecord | null => {
    const record = records.get(id);
    return record?.container === container ? record : null;
  };
  const requireContainer = (container: string): void => {
    if (!containers.some(({ id }) => id === container)) throw missing(name, 'this list');
  };
  /** As the service stores values: its habits are what a sync engine has to live with. */
  const stored = (fields: Fields): Fields => {
    const kept = Object.fromEntries(Object.entries(fields).filter(([field]) => !knobs.ignores.includes(field)));
    return knobs.trimsTitles && typeof kept['title'] === 'string' ? { ...kept, title: kept['title'].trim() } : kept;
  };
  const requireValid = (container: string, fields: Fields): void => {
    const parent = fields['parent'];
    const reason =
      typeof parent === 'string' && isThere(container, parent) === null
        ? 'parent: no such task'
        : refusal(schema, fields);
    if (reason === null) return;
    throw new TaskSyncError('rejected', `${name} refused the values. They are kept here. It said: “${reason}”`);
  };
  const requireVersion = (record: MemoryRecord, version: string | null): void => {
    if (!precondition || version === null || version === String(record.change)) return;
    throw new TaskSyncError('stale-version', `Somebody changed this at ${name} a moment ago. It was not overwritten.`);
  };
  const change = (record: MemoryRecord, fields: Fields, by: string): MemoryRecord => {
    log.push({ ...logged(record), operation: 'update', by, fields, before: record.fields, at: serverNow() });
    const next = { ...record.fields, ...stored(fields) };
    return records.put({ ...record, fields: next, updatedAt: serverNow(), updatedBy: by });
  };
  const insert = (record: Omit<MemoryRecord, 'change' | 'before' | 'updatedAt'>): MemoryRecord => {
    log.push({
      ...logged(record),
      operation: 'create',
      by: record.updatedBy,
      fields: record.fields,
      before: null,
      at: serverNow(),
    });
    return records.put({ ...record, fields: completeFields(schema, stored(record.fields)), updatedAt: serverNow() });
  };
  const drop = (record: MemoryRecord, by: string): void => {
    log.push({ ...logged(record), operation: 'remove', by, fields: {}, before: record.fields, at: serverNow() });
    records.remove(record.id);
  };
  const freshId = (): RemoteId => String(nextId++);

  const createDoor = (stale: boolean): MemoryDoor => {
    const view = (record: MemoryRecord): MemoryRecord => (stale ? (record.before ?? record) : record);
    return {
      page: (container, cursor) => {
        requireContainer(container);
        const since = cursor === null ? -1 : parseCursor(name, cursor, epoch);
        const entries = records.changedSince(container, since, pageSize + 1);
        const here = entries.slice(0, pageSize);
        const more = entries.length > pageSize;
        // A first reading has no use for what was deleted before it.
        const deleted = deletions === 'feed' && cursor !== null ? here.filter(isDeleted).map(({ id }) => id) : [];
        const readable = here.filter((entry) => !isDeleted(entry));
        return {
          tasks: readable.filter(({ id }) => !knobs.broken.has(id)).map((record) => show(view(record))),
          deleted,
          problems: readable.filter(({ id }) => knobs.broken.has(id)).map(({ id }) => damaged(name, id)),
          cursor: `${epoch}.${more ? (here.at(-1)?.change ?? since) : records.lastChange}`,
          ...(more ? {} : { liveCount: records.count(container) }),
          more,
        };
      },
      ids: (container) => {
        requireContainer(container);
        return records.all(container).map(({ id }) => id);
      },
      read: (container, id) => {
        requireContainer(container);
        const record = isThere(container, id);
        return record && show(view(record));
      },
      find: (container, wanted) => {
        requireContainer(container);
        return records
          .withIdentity(wanted)
          .filter((record) => record.container === container)
          .map(show);
      },
      create: (container, wanted, fields) => {
        requireContainer(container);
        requireValid(container, { title: '', ...fields });
        const id = identity === 'A' ? wanted : freshId();
        if (records.get(id) !== undefined) {
          throw new TaskSyncError('already-exists', `${name} has this task already: an earlier attempt did arrive.`);
        }
        const marker = identity === 'E' ? null : wanted;
        return show(insert({ id, container, fields, identity: marker, references: [], updatedBy: sync }));
      },
      update: (container, id, fields, version) => {
        requireContainer(container);
        const record = isThere(container, id);
        if (record === null) throw missing(name, 'this task');
        requireVersion(record, version);
        requireValid(container, fields);
        return show(change(record, fields, sync));
      },
      remove: (container, id, version) => {
        requireContainer(container);
        const record = isThere(container, id);
        if (record === null) return;
        requireVersion(record, version);
        drop(record, sync);
      },
    };
  };

  return {
    name,
    url,
    identity,
    precondition,
    deletions,
    containers,
    schema,
    knobs,
    log,
    requests,
    fail: faults.add,
    heal: faults.clear,
    forgetCursors: () => {
      epoch++;
    },
    add: (fields, { container = containers[0]?.id ?? inbox.id, by = 'person', references = [] } = {}) =>
      show(insert({ id: freshId(), container, fields, identity: null, references, updatedBy: by })),
    edit: (id, fields, by = 'person') => {
      const record = records.get(id);
      if (record === undefined) throw missing(name, 'this task');
      return show(change(record, fields, by));
    },
    remove: (id, by = 'person') => {
      const record = records.get(id);
      if (record !== undefined) drop(record, by);
    },
    all: (container = containers[0]?.id ?? inbox.id) => records.all(container).map(show),
    request: async (call, signal, perform) => {
      if (signal.aborted) throw new TaskSyncError('cancelled', 'Stopped as asked.');
      if (knobs.latencyMs > 0) await clock.sleep(knobs.latencyMs, signal);
      requests[call.operation]++;
      const fault = knobs.weather?.(call) ?? faults.strike(call);
      const door = createDoor(fault?.kind === 'stale-read');
      return performWith(fault, name, () => perform(door));
    },
  };
}

function logged({ id, container, identity }: Pick<MemoryRecord, 'id' | 'container' | 'identity'>) {
  return { id, container, identity };
}

function parseCursor(name: string, cursor: string, epoch: number): number {
  const [of, change] = cursor.split('.').map(Number);
  if (of === epoch && change !== undefined && Number.isInteger(change)) return change;
  throw new TaskSyncError('stale-version', `${name} no longer knows where we stopped reading. All is read again.`);
}

function missing(name: string, what: string): TaskSyncError {
  return new TaskSyncError('not-found', `${name} does not have ${what} any more, or never had it.`);
}

function damaged(name: string, id: RemoteId) {
  return { id, code: 'invalid-response', message: `A task at ${name} is damaged and was left alone.` } as const;
}
