import type { Connector, PullPage, RemoteTask, WriteResult } from '../../../src-shared/connector/connector.ts';
import type { Fields } from '../../../src-shared/domain/field.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';

/** What a modelled service can do. */
export interface ServerTraits {
  /** D: what is new shows in searches and feeds only after a while. */
  readonly identity: 'A' | 'C' | 'D' | 'E';
  readonly precondition: boolean;
  readonly deletions: 'feed' | 'listing';
  /** Answers to writes contain the record; otherwise the engine reads it back. */
  readonly answersWithRecord: boolean;
  /** Titles are stored in capitals, whatever was sent (S2, S5). */
  readonly shouts: boolean;
}

export interface ServerRecord {
  readonly id: string;
  readonly identity: string | null;
  /** Which of our creates made it, even where the service has no place for a marker; for the laws, never shown. */
  readonly madeBy: string | null;
  readonly title: string;
  readonly labels: readonly string[];
  readonly version: number;
  /** What a lagging replica still shows. */
  readonly before: Omit<ServerRecord, 'before'> | null;
}

/** One service with all it holds. Immutable; time is the number of its changes. */
export interface ServerState {
  readonly records: readonly ServerRecord[];
  readonly deleted: readonly { readonly id: string; readonly version: number }[];
  readonly changes: number;
  /** Identity D: changes that its search has come to know. */
  readonly indexed: number;
  readonly made: number;
}

export const emptyServer: ServerState = { records: [], deleted: [], changes: 0, indexed: 0, made: 0 };

/** What may happen to one request. */
export type Fault =
  /** No connection: certainly not applied. */
  | 'refused'
  /** The request got lost on its way; nobody can tell. */
  | 'lost-request'
  /** It was carried out, the answer got lost. */
  | 'lost-answer'
  /** A replica that has not seen the last change answers. */
  | 'stale-read'
  /** The service no longer knows the cursor. */
  | 'lost-cursor'
  /** The list of records comes back empty, with good manners. */
  | 'empty-list'
  /** Signed in, but not allowed to, for the moment. */
  | 'forbidden';

export function addRecord(
  server: ServerState,
  traits: ServerTraits,
  fields: Fields,
  identity: string | null = null,
): readonly [ServerState, ServerRecord] {
  const version = server.changes + 1;
  const id = identity !== null && traits.identity === 'A' ? identity : `r${server.made + 1}`;
  const record: ServerRecord = {
    id,
    identity: traits.identity === 'E' ? null : identity,
    madeBy: identity,
    ...stored(traits, { title: '', labels: [], ...fields }),
    version,
    before: null,
  };
  return [{ ...server, records: [...server.records, record], changes: version, made: server.made + 1 }, record];
}

export function changeRecord(
  server: ServerState,
  traits: ServerTraits,
  id: string,
  fields: Fields,
): readonly [ServerState, ServerRecord] {
  const old = server.records.find((record) => record.id === id);
  if (!old) throw new Error(`no record ${id}`);
  const { before: _, ...was } = old;
  const version = server.changes + 1;
  const record = {
    ...old,
    ...stored(traits, { title: old.title, labels: old.labels, ...fields }),
    version,
    before: was,
  };
  return [
    { ...server, records: server.records.map((one) => (one.id === id ? record : one)), changes: version },
    record,
  ];
}

export function dropRecord(server: ServerState, id: string): ServerState {
  const version = server.changes + 1;
  return {
    ...server,
    records: server.records.filter((record) => record.id !== id),
    deleted: [...server.deleted.filter((one) => one.id !== id), { id, version }],
    changes: version,
  };
}

function stored({ shouts }: ServerTraits, fields: Fields): Pick<ServerRecord, 'title' | 'labels'> {
  const title = String(fields['title'] ?? '');
  const labels = Array.isArray(fields['labels']) ? [...fields['labels']].sort() : [];
  return { title: shouts ? title.toUpperCase() : title, labels };
}

export const timeOf = (version: number): string => new Date(1_700_000_000_000 + version * 60_000).toISOString();

export function show(record: Omit<ServerRecord, 'before'>): RemoteTask {
  return {
    id: record.id,
    version: String(record.version),
    updatedAt: timeOf(record.version),
    updatedBy: null,
    url: null,
    fields: { title: record.title, labels: record.labels },
    raw: null,
    references: [],
    identity: record.identity,
  };
}

/** A request that has an answer already, when a write is followed step by step. */
export type Answer =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: TaskSyncError };

/** Thrown at the first request that is not to be carried out yet. */
export class Suspended extends Error {}

export interface Wire {
  read(): ServerState;
  write(next: ServerState): void;
  /** Called for each write that is carried out, before it is. */
  carriedOut(write: CarriedOut): void;
  /** Strikes the first live request. */
  fault: Fault | null;
  /** Answers of earlier steps, in order. */
  readonly answers: Answer[];
  /** Requests that may be carried out now; further ones suspend. */
  allowed: number;
}

export interface CarriedOut {
  readonly kind: 'create' | 'update' | 'delete';
  readonly id: string | null;
  readonly fields: Fields;
  readonly seen: string | null;
  readonly identity: string | null;
}

/** The contract of a connector over a modelled service: one request at a time, with faults. */
export function connectModel(name: string, traits: ServerTraits, wire: Wire): Connector {
  let replayed = 0;
  const request = async <T>(kind: 'read' | 'write', perform: (fault: Fault | null) => T): Promise<T> => {
    const known = wire.answers[replayed];
    if (known) {
      replayed++;
      if (known.ok) return known.value as T;
      throw known.error;
    }
    if (wire.allowed === 0) throw new Suspended();
    wire.allowed--;
    const fault = wire.fault;
    wire.fault = null;
    replayed++;
    try {
      const value = strike(name, kind, fault, perform);
      wire.answers.push({ ok: true, value });
      return value;
    } catch (error) {
      if (!(error instanceof TaskSyncError)) throw error;
      wire.answers.push({ ok: false, error });
      throw error;
    }
  };
  const find = (id: string): ServerRecord | undefined => wire.read().records.find((record) => record.id === id);
  const look = (record: ServerRecord, fault: Fault | null): RemoteTask =>
    show(fault === 'stale-read' ? (record.before ?? record) : record);
  const answer = (record: ServerRecord): WriteResult => ({
    id: record.id,
    version: traits.precondition || traits.answersWithRecord ? String(record.version) : null,
    task: traits.answersWithRecord ? show(record) : null,
  });
  const requireVersion = (record: ServerRecord, version: string | null): void => {
    if (traits.precondition && version !== null && version !== String(record.version)) {
      throw new TaskSyncError('stale-version', 'Somebody changed it.');
    }
  };

  return {
    check: async () => ({ id: name, name, server: null }),
    containers: async () => [{ id: 'inbox', name: 'Inbox', writable: true }],
    schema: async () => schema,
    async *pull({ cursor }) {
      yield await request('read', (fault): PullPage => page(wire.read(), traits, cursor, fault));
    },
    list: () =>
      request('read', (fault) => (fault === 'empty-list' ? [] : wire.read().records.map((record) => record.id))),
    get: (_container, ids) =>
      request('read', (fault) => ({
        tasks: ids.flatMap((id) => {
          const record = find(id);
          return record ? [look(record, fault)] : [];
        }),
        missing: ids.filter((id) => !find(id)),
        problems: [],
      })),
    find: (_container, identity) =>
      request('read', () => {
        const server = wire.read();
        const until = shownIn(server, traits);
        return server.records.filter((one) => one.identity === identity && one.version <= until).map(show);
      }),
    create: ({ identity, fields }) =>
      request('write', () => {
        if (traits.identity === 'A' && find(identity))
          throw new TaskSyncError('already-exists', 'It is there already.');
        wire.carriedOut({ kind: 'create', id: null, fields, seen: null, identity });
        const [next, record] = addRecord(wire.read(), traits, fields, identity);
        wire.write(next);
        return answer(record);
      }),
    update: ({ id, fields, current }) =>
      request('write', () => {
        const record = find(id);
        if (!record) throw new TaskSyncError('not-found', 'It is not there.');
        requireVersion(record, current.version);
        wire.carriedOut({ kind: 'update', id, fields, seen: current.version, identity: null });
        const [next, changed] = changeRecord(wire.read(), traits, id, fields);
        wire.write(next);
        return answer(changed);
      }),
    remove: ({ id, version }) =>
      request('write', () => {
        const record = find(id);
        if (!record) return;
        requireVersion(record, version);
        wire.carriedOut({ kind: 'delete', id, fields: {}, seen: version, identity: null });
        wire.write(dropRecord(wire.read(), id));
      }),
  };
}

export const schema = { fields: { title: { writable: true }, labels: { writable: true } } };

function strike<T>(name: string, kind: 'read' | 'write', fault: Fault | null, perform: (fault: Fault | null) => T): T {
  const lost = new TaskSyncError('unavailable', `${name} did not answer.`, { applied: 'unknown' });
  switch (fault) {
    case 'refused':
      throw new TaskSyncError('unavailable', `${name} cannot be reached.`);
    case 'forbidden':
      throw new TaskSyncError('forbidden', `${name} does not allow this.`);
    case 'lost-request':
      throw lost;
    case 'lost-answer':
      if (kind === 'write') perform(null);
      throw lost;
    default:
      return perform(fault);
  }
}

function page(server: ServerState, traits: ServerTraits, cursor: string | null, fault: Fault | null): PullPage {
  if (fault === 'lost-cursor') throw new TaskSyncError('stale-version', 'The cursor is not known any more.');
  const since = cursor === null ? 0 : Number(cursor);
  // A replica is behind as a whole: it does not know the last change, and its cursor says so.
  const shown = Math.max(since, shownIn(server, traits));
  const until = fault === 'stale-read' ? Math.max(since, shown - 1) : shown;
  const isFeed = traits.deletions === 'feed' && cursor !== null;
  const isNew = (version: string | null): boolean => Number(version) > since && Number(version) <= until;
  const gone = server.deleted.filter(({ id }) => !server.records.some((record) => record.id === id));
  const isEmpty = fault === 'empty-list' && traits.deletions === 'listing';
  return {
    tasks: isEmpty
      ? []
      : server.records.flatMap((record) => asOf(record, until)).filter(({ version }) => isNew(version)),
    deleted: isFeed ? gone.filter(({ version }) => isNew(String(version))).map((one) => one.id) : [],
    problems: [],
    cursor: isEmpty ? cursor : String(until),
    liveCount: isEmpty ? 0 : server.records.length,
  };
}

/** How much of what happened its search and its feed know of. */
function shownIn(server: ServerState, { identity }: ServerTraits): number {
  return identity === 'D' ? server.indexed : server.changes;
}

/** The record as it was after so many changes of its service. */
function asOf(record: ServerRecord, changes: number): readonly RemoteTask[] {
  if (record.version <= changes) return [show(record)];
  return record.before && record.before.version <= changes ? [show(record.before)] : [];
}
