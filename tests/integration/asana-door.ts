import { asana } from '../../src-main/connectors/asana/index.ts';
import {
  type AsanaService,
  type AsanaServiceOptions,
  startAsanaService,
} from '../../src-main/demo/asana/start-asana-service.ts';
import type { Exchange } from '../../src-main/demo/kit/simulated-service.ts';
import { createNodeHttp } from '../../src-main/hosts/node/node-http.ts';
import { randomIds } from '../../src-main/hosts/node/random-ids.ts';
import { systemClock } from '../../src-main/hosts/node/system-clock.ts';
import type { Connector, Narrowing, PullPage, RemoteTask } from '../../src-shared/connector/connector.ts';
import type { ConnectContext } from '../../src-shared/connector/descriptor.ts';
import type { Fields } from '../../src-shared/domain/field.ts';
import type { RemoteId } from '../../src-shared/domain/ids.ts';
import { createRecordingLogger } from '../fakes/recording-logger.ts';

/** A simulated Asana with the connector before it, and what tests of both ask for again and again. */
export interface AsanaDoor {
  readonly service: AsanaService;
  readonly connector: Connector;
  readonly container: string;
  /** Requests to the API since `forget`, as `GET /path`. */
  readonly asked: readonly string[];
  forget(): void;
  connect(changes?: Partial<ConnectContext>): Promise<Connector>;
  pull(cursor: string | null, known?: readonly RemoteTask[], narrow?: readonly Narrowing[]): Promise<Pulled>;
  make(fields: Fields): Promise<RemoteTask>;
  read(id: RemoteId): Promise<RemoteTask>;
  update(id: RemoteId, fields: Fields): Promise<RemoteTask>;
  close(): Promise<void>;
}

export interface Pulled {
  readonly tasks: readonly RemoteTask[];
  readonly deleted: readonly RemoteId[];
  readonly problems: readonly (readonly [RemoteId, string])[];
  readonly cursor: string | null;
  readonly pages: readonly PullPage[];
}

export async function openAsana(options: AsanaServiceOptions = {}): Promise<AsanaDoor> {
  const service = await startAsanaService(options);
  const http = createNodeHttp();
  const asked: string[] = [];
  service.onExchange(({ method, path }: Exchange) => asked.push(`${method} ${path.replace('/api/1.0', '')}`));
  const connect = async (changes: Partial<ConnectContext> = {}): Promise<Connector> =>
    asana.connect({
      ...{ http, url: service.url, username: null, options: {}, clock: systemClock },
      ...{ secret: async () => service.token, signal: new AbortController().signal, logger: createRecordingLogger() },
      ...changes,
    });
  const connector = await connect();
  const { project: container } = service.places;
  const read = async (id: RemoteId): Promise<RemoteTask> => {
    const [task] = (await connector.get(container, [id])).tasks;
    if (task === undefined) throw new Error(`task ${id} cannot be read`);
    return task;
  };
  return {
    ...{ service, connector, container, asked, connect, read },
    forget: () => void asked.splice(0),
    pull: async (cursor, known = [], narrow = []) => {
      const versions = new Map(known.map(({ id, version }) => [id, version]));
      const pages: PullPage[] = [];
      const request = { container, cursor, narrow, known: async (ids: readonly RemoteId[]) => only(versions, ids) };
      for await (const page of connector.pull(request)) pages.push(page);
      return {
        tasks: pages.flatMap((page) => page.tasks),
        deleted: pages.flatMap((page) => page.deleted),
        problems: pages.flatMap((page) => page.problems).map(({ id, code }) => [id, code] as const),
        cursor: pages.at(-1)?.cursor ?? null,
        pages,
      };
    },
    make: async (fields) => {
      const { id } = await connector.create({ container, identity: randomIds.next(), fields });
      return read(id);
    },
    update: async (id, fields) => {
      await connector.update({ container, id, fields, current: await read(id) });
      return read(id);
    },
    close: async () => {
      http.close();
      await service.close();
    },
  };
}

function only<T>(values: ReadonlyMap<RemoteId, T>, ids: readonly RemoteId[]): ReadonlyMap<RemoteId, T> {
  return new Map([...values].filter(([id]) => ids.includes(id)));
}
