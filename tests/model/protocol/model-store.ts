import type { Store } from '../../../src-main/core/store/store.ts';
import type { Conflict } from '../../../src-shared/domain/conflict.ts';
import type { FieldValue } from '../../../src-shared/domain/field.ts';
import type { Link } from '../../../src-shared/domain/link.ts';
import type { Op } from '../../../src-shared/domain/op.ts';
import type { Problem } from '../../../src-shared/domain/run.ts';
import type { Task } from '../../../src-shared/domain/task.ts';
import { isPending } from '../../../src-shared/sync/pending-reference.ts';
import { schema } from './model-server.ts';

/** What is on the disk. Immutable: each statement makes another one, so that a state of the search is a handful of references. */
export interface Durable {
  readonly tasks: ReadonlyMap<string, Task>;
  readonly links: ReadonlyMap<string, Link>;
  readonly references: ReadonlyMap<string, readonly string[]>;
  readonly dirty: ReadonlySet<string>;
  readonly ops: ReadonlyMap<string, Op>;
  readonly conflicts: ReadonlyMap<string, Conflict>;
  readonly cursors: ReadonlyMap<string, string | null>;
  /** Values that a rule overruled, as the history keeps them. */
  readonly losers: readonly FieldValue[];
  readonly settings: ReadonlyMap<string, unknown>;
  /** Problems of records; of the others nothing depends. */
  readonly problems: readonly Problem[];
  readonly lastId: number;
}

export const emptyDurable: Durable = {
  tasks: new Map(),
  links: new Map(),
  references: new Map(),
  dirty: new Set(),
  ops: new Map(),
  conflicts: new Map(),
  cursors: new Map(),
  losers: [],
  settings: new Map(),
  problems: [],
  lastId: 0,
};

export interface ModelStore {
  readonly store: Store;
  readonly nextId: () => string;
  readonly now: () => Durable;
}

export const modelTime = '2026-03-01T09:00:00.000Z';

function withAll<K, V>(map: ReadonlyMap<K, V>, entries: readonly (readonly [K, V])[]): ReadonlyMap<K, V> {
  return entries.length === 0 ? map : new Map([...map, ...entries]);
}

function without<V>(map: ReadonlyMap<string, V>, ids: readonly string[]): ReadonlyMap<string, V> {
  return ids.some((id) => map.has(id)) ? new Map([...map].filter(([id]) => !ids.includes(id))) : map;
}

/** The part of the store that the engine's steps use; anything else fails loudly. */
function only<T>(part: Partial<T>): T {
  return part as T;
}

/** A store over one durable state. Transactions are the caller's steps: each transition of the model is at most a few of them. */
export function openModelStore(before: Durable): ModelStore {
  let disk = before;
  const links = (): Link[] => [...disk.links.values()];
  const store: Store = {
    connections: only<Store['connections']>({}),
    compaction: only<Store['compaction']>({}),
    stats: only<Store['stats']>({}),
    notices: only<Store['notices']>({}),
    profiles: only<Store['profiles']>({}),
    runs: only<Store['runs']>({}),
    // The model's profiles do not propose anything.
    proposals: only<Store['proposals']>({ open: async () => [], byTasks: async () => [] }),
    // The model is about fields; comments and attachments have crash tests of their own.
    comments: only<Store['comments']>({
      byTasks: async () => [],
      markTasksDirty: async () => {},
      dirty: async () => [],
      ops: async () => [],
    }),
    attachments: only<Store['attachments']>({ markTasksDirty: async () => {}, ops: async () => [] }),
    settings: only<Store['settings']>({
      get: async <T>(key: string) => (disk.settings.get(key) ?? null) as T | null,
      set: async (key, value) => {
        disk = { ...disk, settings: withAll(disk.settings, [[key, value]]) };
      },
    }),
    endpoints: only<Store['endpoints']>({
      get: async (endpoint) => ({
        endpoint,
        cursor: disk.cursors.get(endpoint) ?? null,
        schema,
        schemaAt: modelTime,
        observedAt: null,
        clockOffsetMs: 0,
        concurrency: null,
      }),
      put: async ({ endpoint, cursor }) => {
        disk = { ...disk, cursors: withAll(disk.cursors, [[endpoint, cursor]]) };
      },
    }),
    tasks: only<Store['tasks']>({
      get: async (ids) =>
        new Map(
          ids.flatMap((id) => {
            const task = disk.tasks.get(id);
            return task ? [[id, task] as const] : [];
          }),
        ),
      put: async (tasks) => {
        disk = {
          ...disk,
          tasks: withAll(
            disk.tasks,
            tasks.map((task) => [task.id, task] as const),
          ),
        };
      },
      childrenOf: async (_profile, parents) =>
        [...disk.tasks.values()].filter(({ fields }) => parents.includes(String(fields['parent']))).map(({ id }) => id),
      unlinkedBy: async (_profile, endpoint, field, values) =>
        [...disk.tasks.values()].filter(
          (task) =>
            task.deletedAt === null &&
            values.includes(String(task.fields[field])) &&
            !links().some((link) => link.task === task.id && link.endpoint === endpoint && link.state === 'linked'),
        ),
    }),
    links: only<Store['links']>({
      byTasks: async (ids) => links().filter((link) => ids.includes(link.task)),
      naming: async (endpoint, parents) =>
        links()
          .filter(
            (link) => link.endpoint === endpoint && parents.some((id) => id === link.observation?.fields['parent']),
          )
          .map(({ task }) => task),
      byRemote: async (endpoint, ids) =>
        links().filter((link) => link.endpoint === endpoint && ids.includes(link.remoteId)),
      byReference: async (_profile, references) =>
        links().flatMap((link) =>
          (disk.references.get(link.id) ?? [])
            .filter((reference) => references.includes(reference))
            .map((reference) => ({ ...link, reference })),
        ),
      // Nothing is ever let go in the model.
      letGoByReference: async () => [],
      put: async (rows) => {
        disk = {
          ...disk,
          links: withAll(
            disk.links,
            rows.map((link) => [link.id, link] as const),
          ),
        };
      },
      setReferences: async (rows) => {
        const entries = rows.map(({ link, references }) => [link, references] as const);
        disk = { ...disk, references: withAll(disk.references, entries) };
      },
      referencesOf: async (ids) => ids.map((link) => ({ link, references: disk.references.get(link) ?? [] })),
      remove: async (ids) => {
        disk = { ...disk, links: without(disk.links, ids), references: without(disk.references, ids) };
      },
      versions: async (endpoint, ids) =>
        new Map(
          links()
            .filter((link) => link.endpoint === endpoint && link.state === 'linked' && ids.includes(link.remoteId))
            .map((link) => [link.remoteId, link.observation?.version ?? null]),
        ),
      countLive: async (endpoint) =>
        links().filter((link) => link.endpoint === endpoint && link.state === 'linked').length,
      liveIds: async (endpoint, after) =>
        links()
          .filter((link) => link.endpoint === endpoint && link.state === 'linked')
          .map((link) => link.remoteId)
          .filter((id) => after === null || id > after)
          .sort(),
      dirty: async (_profile, after) => [...disk.dirty].filter((id) => after === null || id > after).sort(),
      markDirty: async (_profile, tasks) => {
        if (tasks.some((task) => !disk.dirty.has(task))) disk = { ...disk, dirty: new Set([...disk.dirty, ...tasks]) };
      },
      clearDirty: async (tasks) => {
        if (!tasks.some((task) => disk.dirty.has(task))) return;
        disk = { ...disk, dirty: new Set([...disk.dirty].filter((task) => !tasks.includes(task))) };
      },
    }),
    outbox: only<Store['outbox']>({
      put: async (ops) => {
        disk = {
          ...disk,
          ops: withAll(
            disk.ops,
            ops.map((op) => [op.id, op] as const),
          ),
        };
      },
      open: async () =>
        [...disk.ops.values()]
          .filter((op) => op.state !== 'acked')
          .map((op, seq) => ({ ...op, seq, isPending: Object.values(op.fields).some(isPending) })),
      get: async (ids) => ids.flatMap((id) => disk.ops.get(id) ?? []),
      byIdentity: async (endpoint, identities) =>
        [...disk.ops.values()].filter(
          (op) => op.endpoint === endpoint && op.state !== 'acked' && identities.includes(op.identity ?? ''),
        ),
      byTasks: async (tasks) => [...disk.ops.values()].filter((op) => tasks.includes(op.task)),
      remove: async (ids) => {
        disk = { ...disk, ops: without(disk.ops, ids) };
      },
    }),
    conflicts: only<Store['conflicts']>({
      byTasks: async (tasks) => [...disk.conflicts.values()].filter((conflict) => tasks.includes(conflict.task)),
      put: async (conflicts) => {
        const entries = conflicts.map((conflict) => [conflict.id, conflict] as const);
        disk = { ...disk, conflicts: withAll(disk.conflicts, entries) };
      },
    }),
    problems: only<Store['problems']>({
      open: async () => disk.problems,
      put: async (problems) => {
        const fresh = problems.filter(({ remoteId, task }) => remoteId !== null && task === null);
        const isFresh = (one: Problem): boolean => fresh.some(({ remoteId }) => remoteId === one.remoteId);
        if (fresh.length > 0) disk = { ...disk, problems: [...disk.problems.filter((one) => !isFresh(one)), ...fresh] };
      },
      clear: async (endpoint, { remoteIds = [] }) => {
        const isOver = (one: Problem): boolean => one.endpoint === endpoint && remoteIds.includes(one.remoteId ?? '');
        if (disk.problems.some(isOver)) disk = { ...disk, problems: disk.problems.filter((one) => !isOver(one)) };
      },
    }),
    history: only<Store['history']>({
      // Fights are about time, which the model has none of.
      list: async () => [],
      append: async (entries) => {
        const lost = entries.flatMap((entry) =>
          entry.kind === 'overruled' && entry.before !== undefined ? [entry.before] : [],
        );
        const fresh = lost.filter((value) => !disk.losers.includes(value));
        if (fresh.length > 0) disk = { ...disk, losers: [...disk.losers, ...fresh] };
      },
    }),
    transaction: (_step, work) => work(store),
    writable: true,
    close: async () => {},
  };
  return {
    store,
    nextId: () => {
      disk = { ...disk, lastId: disk.lastId + 1 };
      return `id${disk.lastId}`;
    },
    now: () => disk,
  };
}
