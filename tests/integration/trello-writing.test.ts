import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { randomIds } from '../../src-main/hosts/node/random-ids.ts';
import type { Connector, RemoteTask } from '../../src-shared/connector/connector.ts';
import type { Fields } from '../../src-shared/domain/field.ts';
import { createFakeClock } from '../fakes/fake-clock.ts';
import { startTrelloPlace, type TrelloPlace } from './trello-place.ts';

let place: TrelloPlace;
let connector: Connector;

beforeEach(async () => {
  place = await startTrelloPlace();
  connector = await place.connect();
});
afterEach(() => place.close());

const listId = (name: string): string =>
  [...place.service.store.lists.values()].find((list) => list.name === name)?.id ?? '';
const create = (fields: Fields, by = connector) =>
  by.create({ container: place.container, identity: randomIds.next(), fields: { title: 'Made', ...fields } });
const read = async (id: string): Promise<RemoteTask> => {
  const [task] = (await connector.get(place.container, [id])).tasks;
  if (task === undefined) throw new Error('it is gone');
  return task;
};
const write = async (id: string, fields: Fields): Promise<RemoteTask> => {
  await connector.update({ container: place.container, id, fields, current: await read(id) });
  return read(id);
};
const cardOf = (id: string) => {
  const card = place.service.store.cards.get(id);
  if (card === undefined) throw new Error('no card');
  return card;
};

describe('status', () => {
  it('is the list, and closing goes to the list for what is done', async () => {
    const { fields } = await connector.schema(place.container);
    const written = (means: string) => fields['status']?.options?.find((option) => option.means === means)?.value;
    expect(['todo', 'doing', 'done', 'cancelled'].map(written)).toEqual([
      ...['Backlog', 'In Progress', 'Done'].map(listId),
      'archived',
    ]);
    const { id } = await create({ status: listId('Done') });
    expect(cardOf(id)).toMatchObject({ idList: listId('Done'), closed: false, dueComplete: false });
    expect((await write(id, { status: listId('To Do') })).fields['status']).toBe(listId('To Do'));
  });

  it('is a tick where the board has no such list, and the card stays in its own', async () => {
    const { store, board } = place.service;
    for (const list of store.lists.values()) if (list.name === 'Done') store.lists.delete(list.id);
    const { fields } = await connector.schema(board.id);
    expect(fields['status']?.options?.find(({ means }) => means === 'done')?.value).toBe('complete');
    const { id } = await create({ status: listId('Review') });
    await write(id, { status: 'complete' });
    expect(cardOf(id)).toMatchObject({ idList: listId('Review'), dueComplete: true });
  });

  it('of a card that was done stays what it was when the card is archived; others are put away', async () => {
    const [todo, done] = [await create({ status: listId('To Do') }), await create({ status: listId('Done') })];
    for (const { id } of [todo, done]) place.service.store.changeCard(place.other, cardOf(id), { closed: true });
    expect((await read(todo.id)).fields['status']).toBe('archived');
    expect((await read(done.id)).fields['status']).toBe(listId('Done'));
    expect((await write(done.id, { status: 'archived' })).fields['status']).toBe('archived');
    expect((await write(todo.id, { status: listId('In Progress') })).fields['status']).toBe(listId('In Progress'));
    expect(cardOf(todo.id).closed).toBe(false);
  });

  it('of a card in an archived list is archived, and it comes back with an open list', async () => {
    const { id } = await create({ status: listId('Review') });
    for (const list of place.service.store.lists.values()) if (list.name === 'Review') list.closed = true;
    await connector.schema(place.container);
    expect((await read(id)).fields['status']).toBe('archived');
    expect((await write(id, { status: listId('To Do') })).fields['status']).toBe(listId('To Do'));
  });
});

describe('labels', () => {
  it('go by their name, or their colour where they have none, and new ones are made once', async () => {
    const labels = ['bug', 'yellow', 'brand new'];
    const made = await Promise.all(Array.from({ length: 6 }, () => create({ labels })));
    for (const { id } of made) expect((await read(id)).fields['labels']).toEqual(labels);
    const names = [...place.service.store.labels.values()].map(({ name }) => name);
    expect(names.filter((name) => name === 'brand new')).toHaveLength(1);
    expect(names.filter((name) => name === 'yellow')).toEqual([]);
  });

  it('that cannot be named stay on their card, and of two with one name both do', async () => {
    const { store, board } = place.service;
    const nameless = store.addLabel(board, '', null);
    const twins = [store.addLabel(board, 'twin', 'red'), store.addLabel(board, 'twin', 'blue')];
    const { id } = await create({});
    cardOf(id).idLabels = [nameless.id, ...twins.map((twin) => twin.id)];
    expect((await read(id)).fields['labels']).toEqual(['twin']);
    await write(id, { labels: ['twin', 'bug'] });
    expect(cardOf(id).idLabels.slice(0, 3)).toEqual([nameless.id, ...twins.map((twin) => twin.id)]);
    await write(id, { labels: [] });
    expect(cardOf(id).idLabels).toEqual([nameless.id]);
  });
});

describe('what is written', () => {
  it('is what changed and nothing else', async () => {
    const { id } = await create({ body: 'Text', labels: ['bug'] });
    place.forget();
    const current = await read(id);
    place.forget();
    await connector.update({ container: place.container, id, fields: { title: 'Other' }, current });
    const bodies = place.exchanges
      .filter(({ method }) => method === 'PUT')
      .map(({ requestBody }) => String(requestBody));
    expect(bodies).toEqual(['{"name":"Other"}']);
  });

  it('keeps the marker that an editor put backslashes into', async () => {
    const identity = randomIds.next();
    const { id } = await connector.create({
      container: place.container,
      identity,
      fields: { title: 'A', body: 'Text' },
    });
    cardOf(id).desc = `Text\n\n\\[//\\]: # (ts1:${identity})`;
    const task = await read(id);
    expect([task.identity, task.fields['body']]).toEqual([identity, 'Text']);
    expect((await write(id, { body: 'New' })).identity).toBe(identity);
  });

  it('is measured against what is there, also when nobody remembers that', async () => {
    const { id } = await create({ labels: ['bug'], 'x.Checklists': '### Steps\n- [ ] One' });
    const nameless = place.service.store.addLabel(place.service.board, '', null);
    cardOf(id).idLabels = [...cardOf(id).idLabels, nameless.id];
    const current = { ...(await read(id)), raw: null };
    const fields = { labels: ['feature'], 'x.Checklists': '### Steps\n- [x] One' };
    await connector.update({ container: place.container, id, fields, current });
    expect(cardOf(id).checklists.flatMap(({ items }) => items)).toHaveLength(1);
    expect(cardOf(id).idLabels).toContain(nameless.id);
    expect((await read(id)).fields).toMatchObject(fields);
  });

  it('never has the sign-in in an address', async () => {
    await create({ labels: ['bug'] });
    await connector.containers();
    for (const { path, query, requestHeaders } of place.exchanges) {
      expect(`${path}?${query}`).not.toMatch(new RegExp(`${place.service.token}|${place.service.key}`));
      expect(requestHeaders['authorization']).toMatch(/^OAuth oauth_consumer_key="\w+", oauth_token="\w+"$/);
    }
  });

  it('is forbidden to somebody who looks on only, and the sign-in stays', async () => {
    const { board, me } = place.service;
    const mine = board.memberships.find(({ idMember }) => idMember === me.id);
    if (mine) mine.memberType = 'observer';
    await expect(create({})).rejects.toMatchObject({ code: 'forbidden', applied: 'no' });
  });

  it('may have arrived when the custom fields of a new card were refused after the card', async () => {
    place.service.http.faults.add({
      fault: { kind: 'status', status: 500 },
      when: ({ path }) => path.endsWith('/customFields'),
    });
    const identity = randomIds.next();
    const fields = { title: 'Made', 'x.Customer': 'Somebody' };
    const creating = connector.create({ container: place.container, identity, fields });
    await expect(creating).rejects.toMatchObject({ code: 'unavailable', applied: 'unknown' });
    expect(await connector.find(place.container, identity)).toHaveLength(1);
  });

  it('needs a key', async () => {
    const { trello } = await import('../../src-main/connectors/trello/index.ts');
    const http = { send: () => Promise.reject(new Error('nothing may be sent')) };
    const without = await trello.connect({
      ...{
        http,
        url: null,
        username: null,
        secret: async () => 'secret',
        options: {},
        signal: new AbortController().signal,
      },
      ...{ clock: createFakeClock(), logger: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} } },
    });
    await expect(without.check()).rejects.toMatchObject({ code: 'invalid-input' });
  });
});
