import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { trello } from '../../src-main/connectors/trello/index.ts';
import type { Core } from '../../src-main/core/core.ts';
import { createCore } from '../../src-main/core/create-core.ts';
import { openSqliteStore } from '../../src-main/core/store/sqlite/open.ts';
import type { Board, BoardList, Card } from '../../src-main/demo/trello/records.ts';
import { startTrelloService, type TrelloService } from '../../src-main/demo/trello/trello-service.ts';
import { createNodeHttp } from '../../src-main/hosts/node/node-http.ts';
import { quickjsScripts } from '../../src-main/hosts/node/quickjs-scripts.ts';
import { randomIds } from '../../src-main/hosts/node/random-ids.ts';
import { systemRandom } from '../../src-main/hosts/node/system-random.ts';
import { createFakeClock } from '../fakes/fake-clock.ts';
import { createRecordingLogger } from '../fakes/recording-logger.ts';

/** Two boards of one Trello in step: the real core and connector over real HTTP. */
describe('two boards', () => {
  let service: TrelloService;
  let core: Core;
  let mirror: Board;
  let passed = 0;

  beforeEach(async () => {
    const clock = createFakeClock({ auto: true, start: Date.now() });
    service = await startTrelloService({ clock: { now: () => Date.now() + passed }, seed: 'team' });
    const { store, me } = service;
    const [, other] = [...store.members.values()];
    mirror = store.addBoard('Mirror', { [me.id]: 'admin', [other?.id ?? '']: 'normal' });
    for (const name of ['Ideas', 'Doing', 'Closed']) store.addList(mirror, name);
    core = createCore({
      store: await openSqliteStore({ file: ':memory:', clock }),
      connectors: [trello],
      timeZone: 'Europe/Berlin',
      ports: {
        ...{ clock, ids: randomIds, random: systemRandom, logger: createRecordingLogger(), http: createNodeHttp() },
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
    await core.api.call('profiles.save', { file: { name: 'Both', endpoints } });
  });
  afterEach(async () => {
    await core.stop();
    await service.close();
  });

  const sync = async () => {
    passed += 60_000;
    return core.api.call('runs.start', { profile: 'Both', acceptBrakes: true });
  };
  const cardsOf = (board: Board): readonly Card[] =>
    [...service.store.cards.values()].filter(({ idBoard }) => idBoard === board.id);
  const cardIn = (board: Board, name: string): Card => {
    const found = cardsOf(board).filter((card) => card.name === name);
    if (found.length !== 1 || !found[0]) throw new Error(`${found.length} cards “${name}”`);
    return found[0];
  };
  const listIn = (board: Board, name: string): BoardList => {
    const found = [...service.store.lists.values()].find((list) => list.idBoard === board.id && list.name === name);
    if (!found) throw new Error(`no list “${name}”`);
    return found;
  };

  it('have the same cards after the first run, each once, and are silent after the second', async () => {
    expect(await sync()).toMatchObject({ state: 'done', problems: [], pending: 0, conflicts: 0 });
    expect(
      cardsOf(mirror)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(
      cardsOf(service.board)
        .map(({ name }) => name)
        .sort(),
    );
    const done = cardIn(mirror, 'Broken link in the order mail');
    const { lists, labels } = service.store;
    expect([lists.get(done.idList)?.idBoard, done.idLabels.map((id) => labels.get(id)?.name)]).toEqual([
      mirror.id,
      ['bug'],
    ]);
    expect(done.desc).toMatch(/^\[\/\/\]: # \(ts1:[a-z0-9]{26}\)$/);
    const [steps] = cardIn(mirror, 'Wish lists').checklists;
    expect(steps?.items.map(({ name, isComplete }) => [name, isComplete])).toEqual([
      ['Table and model', true],
      ['Button on the product page', false],
      ['Share by link', false],
    ]);
    await sync();
    let writes = 0;
    let reads = 0;
    service.http.onExchange(({ method }) => (method === 'GET' ? reads++ : writes++));
    await sync();
    expect(writes).toBe(0);
    expect(reads).toBeLessThanOrEqual(4);
  });

  it('follow each other: an edit, a move, a comment, a file, an archive and a deletion', async () => {
    await sync();
    const { store, board, me } = service;
    const [, other] = [...store.members.values()];
    const by = other?.id ?? me.id;
    const [ours, theirs] = [cardIn(board, 'Wish lists'), cardIn(mirror, 'Guest checkout')];
    store.changeCard(by, ours, { name: 'Wish lists to share', desc: 'Text' });
    store.moveCard(by, theirs, listIn(mirror, 'Doing'));
    store.addComment(by, theirs, 'Begun');
    store.addAttachment(by, ours, { name: 'a.txt', mimeType: 'text/plain', content: Buffer.from('abc'), url: null });
    store.changeCard(by, cardIn(board, 'Gift cards at checkout'), { closed: true });
    store.deleteCard(by, cardIn(mirror, 'Dark colours for the shop'));
    await sync();
    await sync();
    const changed = cardIn(mirror, 'Wish lists to share');
    expect(changed.desc).toContain('Text\n\n[//]: # (ts1:');
    const moved = cardIn(board, 'Guest checkout');
    expect(store.lists.get(moved.idList)?.name).toBe('In Progress');
    expect(store.actions.filter(({ idCard }) => idCard === moved.id).map(({ text }) => text)).toContainEqual(
      expect.stringContaining('Begun'),
    );
    expect(cardIn(mirror, 'Gift cards at checkout').closed).toBe(true);
    // Gone at one side means put away at the other.
    const closed = cardIn(board, 'Dark colours for the shop');
    expect([closed.closed, store.lists.get(closed.idList)?.name]).toEqual([true, 'Backlog']);
  });
});
