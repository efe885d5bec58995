import { expect } from 'vitest';
import { createNodeHttp } from '../../../src-main/hosts/node/node-http.ts';
import { randomIds } from '../../../src-main/hosts/node/random-ids.ts';
import { systemClock } from '../../../src-main/hosts/node/system-clock.ts';
import type { Connector, PullPage, RemoteTask } from '../../../src-shared/connector/connector.ts';
import type { ConnectContext } from '../../../src-shared/connector/descriptor.ts';
import type { Fields } from '../../../src-shared/domain/field.ts';
import { sameValue } from '../../../src-shared/domain/field.ts';
import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import type { Applied, ErrorCode } from '../../../src-shared/errors.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { createRecordingLogger } from '../../fakes/recording-logger.ts';
import type { ConnectorPlace, ConnectorSetup } from '../connector-contract.ts';
import type { SpyHttp } from './spy-http.ts';
import { createSpyHttp } from './spy-http.ts';

/** One service under test, with what every row needs. */
export interface World {
  readonly place: ConnectorPlace;
  readonly container: string;
  /** The connector as in daily life. */
  readonly connector: Connector;
  /** All that `connector` sends goes through here. */
  readonly http: SpyHttp;
  /** A second connector to the same service, under other circumstances. */
  connect(changes: Partial<ConnectContext>): Promise<Connector>;
  /** A new record, as the service has it; removed after the row. */
  make(fields?: Fields): Promise<RemoteTask>;
  read(id: RemoteId): Promise<RemoteTask>;
  /** The id of a record that was there once. */
  goneRecord(): Promise<RemoteTask>;
  pull(cursor: string | null, known?: readonly RemoteTask[], connector?: Connector): Promise<Pulled>;
  /** Remembers a record for `cleanUp`. */
  remember(id: RemoteId): void;
  /** Waits until another write can be told from the last one. */
  nextMoment(): Promise<void>;
  /** The error of something that must fail with this code; it must not give the secret away. */
  failure(what: Promise<unknown>, code: ErrorCode, applied?: Applied): Promise<TaskSyncError>;
  cleanUp(): Promise<void>;
  stop(): Promise<void>;
}

export interface Pulled {
  readonly pages: readonly PullPage[];
  readonly tasks: readonly RemoteTask[];
  readonly deleted: readonly RemoteId[];
  /** Where the last page ends. */
  readonly cursor: string | null;
  readonly liveCount: number | undefined;
}

export async function createWorld(setup: ConnectorSetup): Promise<World> {
  const { descriptor } = setup;
  const place = await setup.start();
  const { container } = place;
  const nodeHttp = createNodeHttp();
  const http = createSpyHttp(place.http ?? nodeHttp);
  const logger = createRecordingLogger();
  const made = new Set<RemoteId>();

  const connect = async (changes: Partial<ConnectContext>): Promise<Connector> =>
    descriptor.connect({
      http,
      url: place.url,
      username: place.username,
      secret: async () => place.secret,
      options: place.options ?? {},
      signal: new AbortController().signal,
      clock: systemClock,
      logger,
      ...changes,
    });
  const connector = await connect({});

  const read = async (id: RemoteId): Promise<RemoteTask> => {
    const { tasks } = await connector.get(container, [id]);
    const [task] = tasks;
    if (task === undefined) throw new Error('the record that was just written cannot be read');
    return task;
  };
  const make = async (fields: Fields = {}): Promise<RemoteTask> => {
    const identity = randomIds.next();
    const { id } = await connector.create({ container, identity, fields: { ...place.sample, ...fields } });
    made.add(id);
    return read(id);
  };
  const remove = (id: RemoteId): Promise<void> => connector.remove({ container, id, version: null });

  return {
    place,
    container,
    connector,
    http,
    connect,
    make,
    read,
    remember: (id) => made.add(id),
    goneRecord: async () => {
      const task = await make();
      if (descriptor.capabilities.canDelete || place.erase === undefined) await remove(task.id);
      else await place.erase(task.id);
      return task;
    },
    pull: async (cursor, known = [], from = connector) => pullAll(from, container, cursor, known),
    nextMoment: async () => place.nextMoment?.(),
    failure: async (what, code, applied) => {
      const error = await what.then(
        () => new Error(`expected ${code}, but it worked`),
        (reason: unknown) => reason,
      );
      expect(error).toBeInstanceOf(TaskSyncError);
      if (!(error instanceof TaskSyncError)) throw error;
      expect({ code: error.code, message: error.message }).toEqual({ code, message: error.message });
      if (applied !== undefined) expect(error.applied).toBe(applied);
      expectNoSecret(place, error);
      return error;
    },
    cleanUp: async () => {
      const ids = [...made];
      made.clear();
      http.heal();
      if (descriptor.capabilities.canDelete) for (const id of ids) await remove(id);
      else for (const id of ids) await place.erase?.(id);
      expectNoSecret(place, logger.entries);
    },
    stop: async () => {
      nodeHttp.close();
      await place.stop();
    },
  };
}

async function pullAll(
  connector: Connector,
  container: string,
  cursor: string | null,
  known: readonly RemoteTask[],
): Promise<Pulled> {
  const versions = new Map(known.map((task) => [task.id, task.version]));
  const pages: PullPage[] = [];
  const request = {
    container,
    cursor,
    known: async (ids: readonly RemoteId[]) => new Map([...versions].filter(([id]) => ids.includes(id))),
  };
  for await (const page of connector.pull(request)) pages.push(page);
  return {
    pages,
    tasks: pages.flatMap((page) => page.tasks),
    deleted: pages.flatMap((page) => page.deleted),
    cursor: pages.at(-1)?.cursor ?? null,
    liveCount: pages.at(-1)?.liveCount,
  };
}

/** Everything there is to see of a value, with what an Error hides, must be free of the secret in any usual spelling. */
function expectNoSecret({ secret, username }: ConnectorPlace, value: unknown): void {
  const seen = JSON.stringify(value, (_, part: unknown) =>
    part instanceof Error ? { ...part, message: part.message, stack: part.stack, cause: part.cause } : part,
  );
  const basic = Buffer.from(`${username ?? ''}:${secret}`);
  for (const spelling of [
    secret,
    encodeURIComponent(secret),
    Buffer.from(secret).toString('base64').replace(/=+$/, ''),
    basic.toString('base64').replace(/=+$/, ''),
    basic.toString('hex'),
  ]) {
    expect(seen.includes(spelling), 'the secret is in an error or in the log').toBe(false);
  }
}

/** Field values as a person compares them; `but` names those that are allowed to differ. */
export function expectSameFields(actual: Fields, wanted: Fields, but: readonly string[] = []): void {
  for (const [name, value] of Object.entries(wanted)) {
    if (but.includes(name) || sameValue(name, actual[name], value)) continue;
    expect({ [name]: actual[name] }).toEqual({ [name]: value });
  }
}
