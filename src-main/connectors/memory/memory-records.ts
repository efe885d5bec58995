import type { Fields } from '../../../src-shared/domain/field.ts';
import type { RemoteId } from '../../../src-shared/domain/ids.ts';

export interface MemoryRecord {
  readonly id: RemoteId;
  readonly container: string;
  readonly fields: Fields;
  readonly identity: string | null;
  readonly references: readonly string[];
  /** Number of the change that made it what it is; its version. */
  readonly change: number;
  /** Server time of its create. */
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly updatedBy: string;
  /** What it was before that change, for readers behind a lagging replica. */
  readonly before: MemoryRecord | null;
}

export interface Deleted {
  readonly id: RemoteId;
  readonly container: string;
  readonly change: number;
}

export type NewRecord = Omit<MemoryRecord, 'change' | 'before'>;

/** The records themselves, with one running number for all changes: it is version and cursor at the same time. */
export interface MemoryRecords {
  get(id: RemoteId): MemoryRecord | undefined;
  put(record: NewRecord): MemoryRecord;
  remove(id: RemoteId): void;
  withIdentity(identity: string): readonly MemoryRecord[];
  all(container: string): readonly MemoryRecord[];
  count(container: string): number;
  /** The latest state of whatever changed after a change number, in that order; at most `limit`. */
  changedSince(container: string, change: number, limit: number): readonly (MemoryRecord | Deleted)[];
  readonly lastChange: number;
}

export function createMemoryRecords(): MemoryRecords {
  const live = new Map<RemoteId, MemoryRecord>();
  const byIdentity = new Map<string, Set<RemoteId>>();
  const counts = new Map<string, number>();
  /** Index is the change number; an entry that is no longer the latest of its record is passed over. */
  const changes: (MemoryRecord | Deleted)[] = [];

  const addCount = (container: string, by: number): void => {
    counts.set(container, (counts.get(container) ?? 0) + by);
  };
  const latest = new Map<RemoteId, number>();
  const append = <T extends MemoryRecord | Deleted>(entry: T): T => {
    changes.push(entry);
    latest.set(entry.id, entry.change);
    return entry;
  };

  return {
    get: (id) => live.get(id),
    put: (fresh) => {
      const before = live.get(fresh.id) ?? null;
      const record = append({ ...fresh, change: changes.length, before: before && { ...before, before: null } });
      live.set(record.id, record);
      if (before === null) addCount(record.container, 1);
      if (record.identity !== null) {
        byIdentity.set(record.identity, (byIdentity.get(record.identity) ?? new Set()).add(record.id));
      }
      return record;
    },
    remove: (id) => {
      const record = live.get(id);
      if (record === undefined) return;
      live.delete(id);
      addCount(record.container, -1);
      if (record.identity !== null) byIdentity.get(record.identity)?.delete(id);
      append({ id, container: record.container, change: changes.length });
    },
    withIdentity: (identity) =>
      [...(byIdentity.get(identity) ?? [])].flatMap((id) => {
        const record = live.get(id);
        return record === undefined ? [] : [record];
      }),
    all: (container) => [...live.values()].filter((record) => record.container === container),
    count: (container) => counts.get(container) ?? 0,
    changedSince: (container, change, limit) => {
      const found: (MemoryRecord | Deleted)[] = [];
      for (let index = change + 1; index < changes.length && found.length < limit; index++) {
        const entry = changes[index];
        if (entry?.container === container && latest.get(entry.id) === index) found.push(entry);
      }
      return found;
    },
    get lastChange() {
      return changes.length - 1;
    },
  };
}

export function isDeleted(entry: MemoryRecord | Deleted): entry is Deleted {
  return !('fields' in entry);
}
