import type { Connector, ContainerSchema, RemoteTask } from '../../../src-shared/connector/connector.ts';
import { type ApiContext, requireConnection } from './api-context.ts';
import { openForReading } from './test-connection.ts';

/** Tasks of a place that were read to try a profile on. Only in memory: nothing of it is believed by a run. */
export interface PlaceReading {
  readonly connection: string;
  readonly container: string;
  readonly schema: ContainerSchema;
  readonly records: readonly RemoteTask[];
  readonly total: number | null;
  readonly isComplete: boolean;
  readonly at: number;
}

export interface PlaceReadings {
  read(of: { connection: string; container: string; all: boolean; again: boolean }): Promise<PlaceReading>;
  /** What is in memory; null: nothing, or it is too old. */
  get(connection: string, container: string): PlaceReading | null;
}

/** Enough to see how a filter and a mapping work; a person who wants the whole asks for it. */
const some = 500;
const most = 20_000;
const mostPlaces = 8;
const ageMs = 10 * 60_000;

export function createPlaceReadings(context: ApiContext): PlaceReadings {
  const { clock } = context.options.ports;
  const kept = new Map<string, PlaceReading>();
  const underWay = new Map<string, Promise<PlaceReading>>();
  const keyOf = (connection: string, container: string): string => JSON.stringify([connection, container]);

  const get = (connection: string, container: string): PlaceReading | null => {
    const reading = kept.get(keyOf(connection, container));
    return reading && clock.now() - reading.at < ageMs ? reading : null;
  };

  const readNow = async (connection: string, container: string, limit: number): Promise<PlaceReading> => {
    const { connector } = await openForReading(context.options, await requireConnection(context, connection));
    const schema = await connector.schema(container);
    const read = await readRecords(connector, container, limit);
    const reading = { connection, container, schema, ...read, at: clock.now() };
    kept.delete(keyOf(connection, container));
    kept.set(keyOf(connection, container), reading);
    for (const oldest of [...kept.keys()].slice(0, Math.max(0, kept.size - mostPlaces))) kept.delete(oldest);
    return reading;
  };

  return {
    get,
    async read({ connection, container, all, again }) {
      const before = again ? null : get(connection, container);
      if (before && (before.isComplete || !all || before.records.length >= most)) return before;
      const key = JSON.stringify([connection, container, all]);
      const reading = underWay.get(key) ?? readNow(connection, container, all ? most : some);
      underWay.set(key, reading);
      try {
        return await reading;
      } finally {
        underWay.delete(key);
      }
    },
  };
}

async function readRecords(
  connector: Connector,
  container: string,
  limit: number,
): Promise<Pick<PlaceReading, 'records' | 'total' | 'isComplete'>> {
  const records = new Map<string, RemoteTask>();
  let total: number | null = null;
  let isComplete = true;
  const pages = connector.pull({ container, cursor: null, known: async () => new Map() });
  for await (const page of pages) {
    for (const task of page.tasks) records.set(task.id, task);
    for (const id of page.deleted) records.delete(id);
    total = page.liveCount ?? page.total ?? total;
    if (records.size >= limit) {
      isComplete = total !== null && records.size >= total;
      break;
    }
  }
  return { records: [...records.values()], total: isComplete ? records.size : total, isComplete };
}
