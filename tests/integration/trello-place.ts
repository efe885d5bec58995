import { trello } from '../../src-main/connectors/trello/index.ts';
import type { Exchange } from '../../src-main/demo/kit/simulated-service.ts';
import type { Card } from '../../src-main/demo/trello/records.ts';
import {
  startTrelloService,
  type TrelloService,
  type TrelloServiceOptions,
} from '../../src-main/demo/trello/trello-service.ts';
import { createNodeHttp } from '../../src-main/hosts/node/node-http.ts';
import type { Connector, Narrowing, PullPage, RemoteTask } from '../../src-shared/connector/connector.ts';
import type { Clock } from '../../src-shared/ports/ports.ts';
import { createFakeClock } from '../fakes/fake-clock.ts';
import { createRecordingLogger } from '../fakes/recording-logger.ts';

export interface TrelloPlace {
  readonly service: TrelloService;
  readonly container: string;
  connect(clock?: Clock): Promise<Connector>;
  /** All that reached the service since `forget`. */
  readonly exchanges: readonly Exchange[];
  forget(): void;
  /** Lets time pass at the service, so that no moment there is young. */
  pass(ms?: number): void;
  /** Somebody else than we. */
  readonly other: string;
  addCards(count: number, list?: string): readonly Card[];
  pull(
    connector: Connector,
    cursor: string | null,
    known?: readonly RemoteTask[],
    narrow?: readonly Narrowing[],
  ): Promise<Pulled>;
  close(): Promise<void>;
}

export interface Pulled {
  readonly pages: readonly PullPage[];
  readonly tasks: readonly RemoteTask[];
  readonly cursor: string | null;
  readonly liveCount: number | undefined;
}

/** A simulated Trello and connections to it. */
export async function startTrelloPlace(options: TrelloServiceOptions = {}): Promise<TrelloPlace> {
  let passed = 0;
  const service = await startTrelloService({ clock: { now: () => Date.now() + passed }, ...options });
  const http = createNodeHttp();
  const { store, board, me } = service;
  const container = board.id;
  let exchanges: Exchange[] = [];
  service.http.onExchange((exchange) => exchanges.push(exchange));
  const listNamed = (name: string) => {
    const list = [...store.lists.values()].find((one) => one.name === name);
    if (list === undefined) throw new Error(`no list ${name}`);
    return list;
  };

  return {
    service,
    container,
    connect: async (clock = createFakeClock({ auto: true, start: Date.now() })) =>
      trello.connect({
        ...{ http, url: service.url, username: null, secret: async () => service.token, options: { key: service.key } },
        ...{ signal: new AbortController().signal, clock, logger: createRecordingLogger() },
      }),
    get exchanges() {
      return exchanges;
    },
    forget: () => {
      exchanges = [];
    },
    pass: (ms = 60_000) => {
      passed += ms;
    },
    other: [...store.members.values()].find(({ id }) => id !== me.id)?.id ?? '',
    addCards: (count, list = 'To Do') =>
      Array.from({ length: count }, (_, index) => store.addCard(me.id, listNamed(list), { name: `Card ${index}` })),
    pull: async (connector, cursor, known = [], narrow = []) => {
      const versions = new Map(known.map(({ id, version }) => [id, version]));
      const pages: PullPage[] = [];
      const request = { container, cursor, known: async () => versions, narrow };
      for await (const page of connector.pull(request)) pages.push(page);
      const last = pages.at(-1);
      return {
        pages,
        tasks: pages.flatMap(({ tasks }) => tasks),
        cursor: last?.cursor ?? null,
        liveCount: last?.liveCount,
      };
    },
    close: async () => {
      http.close();
      await service.close();
    },
  };
}
