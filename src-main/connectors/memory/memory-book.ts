import type { ContainerSchema, RemoteTask } from '../../../src-shared/connector/connector.ts';
import type { Fields } from '../../../src-shared/domain/field.ts';
import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import { completeFields, knownFields } from './memory-fields.ts';
import type { MemoryRecord, MemoryRecords } from './memory-records.ts';

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
  /** Server time. */
  readonly at: number;
}

export interface MemoryBookOptions {
  readonly url: string;
  /** As it is now. */
  readonly schema: () => ContainerSchema;
  readonly records: MemoryRecords;
  /** Server time. */
  readonly now: () => number;
  readonly tellsCreation: boolean;
  /** What the service makes of values before it stores them; `before` is empty for a new record. */
  readonly habit: (fields: Fields, before: Fields) => Fields;
}

/** Writes records, whoever asked for it, and keeps the log that knows every write. */
export interface MemoryBook {
  readonly log: readonly MemoryWrite[];
  insert(record: Omit<MemoryRecord, 'change' | 'before' | 'createdAt' | 'updatedAt'>): RemoteTask;
  change(record: MemoryRecord, fields: Fields, by: string): RemoteTask;
  /** Something of it changed that is none of its fields. */
  touch(record: MemoryRecord, by: string): void;
  drop(record: MemoryRecord, by: string): void;
  show(record: MemoryRecord): RemoteTask;
}

export function createMemoryBook({ url, schema, records, now, tellsCreation, habit }: MemoryBookOptions): MemoryBook {
  const log: MemoryWrite[] = [];
  const note = (
    operation: MemoryWrite['operation'],
    { id, container, identity }: Pick<MemoryRecord, 'id' | 'container' | 'identity'>,
    write: Pick<MemoryWrite, 'by' | 'fields' | 'before'>,
  ): void => {
    log.push({ operation, id, container, identity, ...write, at: now() });
  };
  const show = (record: MemoryRecord): RemoteTask => {
    const address = `${url}/${record.container}/${record.id}`;
    return {
      id: record.id,
      version: String(record.change),
      updatedAt: new Date(record.updatedAt).toISOString(),
      ...(tellsCreation && { createdAt: new Date(record.createdAt).toISOString() }),
      updatedBy: record.updatedBy,
      url: address,
      fields: knownFields(schema(), record.fields),
      raw: null,
      references: [address, ...record.references],
      identity: record.identity,
    };
  };

  return {
    log,
    show,
    insert: (record) => {
      note('create', record, { by: record.updatedBy, fields: record.fields, before: null });
      const fields = completeFields(schema(), habit(record.fields, {}));
      return show(records.put({ ...record, fields, createdAt: now(), updatedAt: now() }));
    },
    change: (record, fields, by) => {
      note('update', record, { by, fields, before: record.fields });
      const next = { ...record.fields, ...habit(fields, record.fields) };
      return show(records.put({ ...record, fields: next, updatedAt: now(), updatedBy: by }));
    },
    touch: (record, by) => {
      records.put({ ...record, updatedAt: now(), updatedBy: by });
    },
    drop: (record, by) => {
      note('remove', record, { by, fields: {}, before: record.fields });
      records.remove(record.id);
    },
  };
}
