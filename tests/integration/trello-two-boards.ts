import { trello } from '../../src-main/connectors/trello/index.ts';
import { createCore } from '../../src-main/core/create-core.ts';
import { openSqliteStore } from '../../src-main/core/store/sqlite/open.ts';
import type { Board, BoardList, Card } from '../../src-main/demo/trello/records.ts';
import {
  startTrelloService,
  type TrelloService,
  type TrelloServiceOptions,
} from '../../src-main/demo/trello/trello-service.ts';
import { createNodeHttp } from '../../src-main/hosts/node/node-http.ts';
import { quickjsScripts } from '../../src-main/hosts/node/quickjs-scripts.ts';
import { randomIds } from '../../src-main/hosts/node/random-ids.ts';
import { systemRandom } from '../../src-main/hosts/node/system-random.ts';
import type { RunView } from '../../src-shared/api/views.ts';
import { createFakeClock } from '../fakes/fake-clock.ts';
import { createRecordingLogger } from '../fakes/recording-logger.ts';

export interface TwoBoards {
  readonly service: TrelloService;
  /** Empty at the start, with lists of other names. */
  readonly mirror: Board;
  /** A minute later. */
  sync(): Promise<RunView>;
  cardsIn(board: Board): readonly Card[];
  /** The only one of that name. */
  cardIn(board: Board, name: string): Card;
  listIn(board: Board, name: string): BoardList;
  close(): Promise<void>;
}

/** Two boards of one Trello in step: the real core and connector over real HTTP. */
export async function createTwoBoards(options: Omit<TrelloServiceOptions, 'clock'> = {}): Promise<TwoBoards> {
  const clock = createFakeClock({ auto: true, start: Date.now() });
  const service = await startTrelloService({ clock, content: 'team', ...options });
  const { store, me } = service;
  const others = [...store.members.keys()].filter((id) => id !== me.id);
  const roles = Object.fromEntries(others.map((id) => [id, 'normal' as const]));
  const mirror = store.addBoard('Mirror', { [me.id]: 'admin', ...roles });
  for (const name of ['Ideas', 'Doing', 'Closed']) store.addList(mirror, name);
  const http = createNodeHttp();
  const core = createCore({
    store: await openSqliteStore({ file: ':memory:', clock }),
    connectors: [trello],
    timeZone: 'Europe/Berlin',
    ports: {
      ...{ clock, ids: randomIds, random: systemRandom, logger: createRecordingLogger(), http },
      secrets: {
        state: async () => 'open',
        unlock: async () => {},
        get: async () => service.token,
        set: async () => {},
        remove: async () => {},
      },
      notifier: { notify: () => {} },
      scripts: quickjsScripts,
    },
  });
  const connection = { name: 'trello', connector: 'trello', url: service.url, username: null, secret: service.token };
  await core.api.call('connections.add', { ...connection, options: { key: service.key } });
  const endpoints = [service.board.id, mirror.id].map((container) => ({ connection: 'trello', container }));
  await core.api.call('profiles.save', { file: { name: 'Both', endpoints, attachments: 'copy' } });
  const cardsIn = ({ id }: Board): readonly Card[] => [...store.cards.values()].filter(({ idBoard }) => idBoard === id);

  return {
    service,
    mirror,
    sync: async () => {
      await clock.sleep(60_000);
      return core.api.call('runs.start', { profile: 'Both', acceptBrakes: true });
    },
    cardsIn,
    cardIn: (board, name) =>
      only(
        cardsIn(board).filter((card) => card.name === name),
        name,
      ),
    listIn: ({ id }, name) =>
      only(
        [...store.lists.values()].filter((list) => list.idBoard === id && list.name === name),
        name,
      ),
    close: async () => {
      await core.stop();
      http.close();
      await service.close();
    },
  };
}

function only<T>(found: readonly T[], what: string): T {
  const [first] = found;
  if (first === undefined || found.length !== 1) throw new Error(`${found.length} of “${what}” instead of one`);
  return first;
}
