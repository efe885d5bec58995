import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Connector } from '../../src-shared/connector/connector.ts';
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

describe('a board of a thousand cards', () => {
  it('costs two requests when nothing has changed, as long as they fit on a page', async () => {
    place.addCards(999);
    const first = await place.pull(connector, null);
    place.forget();
    expect((await place.pull(connector, first.cursor, first.tasks)).tasks).toEqual([]);
    expect(place.exchanges.length).toBe(2);
  });

  it('is read for the first time in under five seconds, twenty milliseconds away', async () => {
    place.addCards(1_000);
    place.service.http.latencyMs = 20;
    const started = performance.now();
    const { tasks, liveCount } = await place.pull(connector, null);
    const ids = tasks.map(({ id }) => id);
    await connector.comments?.read(place.container, ids);
    await connector.attachments?.read(place.container, ids);
    expect(performance.now() - started).toBeLessThan(5_000);
    expect([tasks.length, liveCount]).toEqual([1_000, 1_000]);
    expect(place.exchanges.length).toBeLessThanOrEqual(9);
  });

  it('shows what no action tells of and what is no activity: labels, custom fields', async () => {
    const { store, board } = place.service;
    const [card, other] = place.addCards(2);
    const before = await place.pull(connector, null);
    const bug = [...store.labels.values()].find(({ name }) => name === 'bug');
    const points = [...store.customFields.values()].find(({ name }) => name === 'Story points');
    const known = [store.actions.length, board.dateLastActivity];
    if (card && bug) store.changeCard(place.other, card, { idLabels: [bug.id] });
    const first = await place.pull(connector, before.cursor, before.tasks);
    expect(first.tasks.map(({ id, fields }) => [id, fields['labels']])).toEqual([[card?.id, ['bug']]]);
    const item = { id: store.ids.next(), idCustomField: points?.id ?? '', idValue: null, value: { number: '3' } };
    if (other) store.changeCard(place.other, other, { customItems: [item] });
    const second = await place.pull(connector, first.cursor, [...before.tasks, ...first.tasks]);
    expect(second.tasks.map(({ id, fields }) => [id, fields['x.Story points']])).toEqual([[other?.id, 3]]);
    expect([store.actions.length, board.dateLastActivity]).toEqual(known);
  });
});

describe('a list that is put away', () => {
  it('changes the status of its cards, which do not change themselves', async () => {
    const cards = place.addCards(3, 'Review');
    const before = await place.pull(connector, null);
    for (const list of place.service.store.lists.values()) if (list.name === 'Review') list.closed = true;
    const after = await place.pull(connector, before.cursor, before.tasks);
    expect(after.tasks.map(({ id, fields }) => [id, fields['status']]).sort()).toEqual(
      cards.map(({ id }) => [id, 'archived']).sort(),
    );
  });
});

describe('a board of more than a thousand cards', () => {
  it('is read page by page, each card once, also archived ones', async () => {
    const cards = place.addCards(2_300);
    for (const card of cards.slice(0, 50)) place.service.store.changeCard(place.other, card, { closed: true });
    const { tasks, liveCount } = await place.pull(connector, null);
    expect(tasks.map(({ id }) => id).sort()).toEqual(cards.map(({ id }) => id).sort());
    expect(liveCount).toBe(2_300);
    expect((await connector.list(place.container)).length).toBe(2_300);
  });

  it.each([1_000, 1_500])(
    'costs one request as long as there is no activity, and shows the next change: %d',
    async (count) => {
      const [card] = place.addCards(count);
      place.pass();
      const first = await place.pull(connector, null);
      place.forget();
      const second = await place.pull(connector, first.cursor, first.tasks);
      expect([second.tasks, place.exchanges.length]).toEqual([[], 1]);
      if (card) place.service.store.changeCard(place.other, card, { name: 'Changed' });
      const third = await place.pull(connector, second.cursor, first.tasks);
      expect(third.tasks.map(({ fields }) => fields['title'])).toEqual(['Changed']);
    },
  );

  it('is not taken for unchanged in the very moment of an activity', async () => {
    const cards = place.addCards(1_500);
    const first = await place.pull(connector, null);
    const [card] = cards;
    // As if it came within the same millisecond as the last one that was seen.
    if (card) Object.assign(card, { name: 'Changed' });
    const second = await place.pull(connector, first.cursor, first.tasks);
    expect(second.tasks.map(({ fields }) => fields['title'])).toEqual(['Changed']);
  });

  it('goes on in the middle after a run that was stopped', async () => {
    const cards = place.addCards(1_200);
    place.pass();
    const whole = await place.pull(connector, null);
    const [first, second] = whole.pages;
    place.addCards(1);
    const rest = await place.pull(connector, second?.cursor ?? null);
    const seen = [...(first?.tasks ?? []), ...(second?.tasks ?? []), ...rest.tasks].map(({ id }) => id);
    expect(seen.sort()).toEqual(cards.map(({ id }) => id).sort());
    expect(rest.liveCount).toBe(1_200);
    // The card that came meanwhile is in the pull after.
    const next = await place.pull(connector, rest.cursor, whole.tasks);
    expect(next.tasks).toHaveLength(1);
    expect(next.liveCount).toBe(1_201);
  });
});

describe('a Trello that finds a thousand cards too many at once', () => {
  it('is asked for fewer, and is not asked for so many again', async () => {
    await place.close();
    place = await startTrelloPlace({ mostCards: 300 });
    connector = await place.connect();
    const cards = place.addCards(1_300);
    const { tasks, liveCount } = await place.pull(connector, null);
    const ids = tasks.map(({ id }) => id);
    expect([...ids].sort()).toEqual(cards.map(({ id }) => id).sort());
    expect(liveCount).toBe(1_300);
    expect(await connector.attachments?.read(place.container, ids)).toHaveLength(1_300);
    expect(place.exchanges.filter(({ status }) => status === 403)).toHaveLength(1);
  });
});

describe('a filter', () => {
  it('leaves archived cards out where no status that it asks for is found among them', async () => {
    const [open, away] = place.addCards(2);
    const [done] = place.addCards(1, 'Done');
    for (const card of [away, done]) if (card) place.service.store.changeCard(place.other, card, { closed: true });
    const narrowed = await place.pull(connector, null, [], [{ field: 'status', values: [listId('To Do')] }]);
    expect(narrowed.tasks.map(({ id }) => id)).toEqual([open?.id]);
    expect(narrowed.liveCount).toBeUndefined();
    for (const values of [[listId('Done')], ['archived'], ['complete'], ['no-such-list']]) {
      const { tasks } = await place.pull(connector, null, [], [{ field: 'status', values }]);
      expect(tasks).toHaveLength(3);
    }
  });
});

describe('what is not a task of this board any more', () => {
  it('is a problem and no deletion when it was moved, hidden, or made a template', async () => {
    const { store, me } = place.service;
    const [moved, hidden, template, gone] = place.addCards(4);
    if (!moved || !hidden || !template || !gone) throw new Error('no cards');
    const ours = store.addBoard('Ours', { [me.id]: 'normal' });
    const theirs = store.addBoard('Theirs', { [place.other]: 'normal' });
    store.moveCard(place.other, moved, store.addList(ours, 'To Do'));
    store.moveCard(place.other, hidden, store.addList(theirs, 'To Do'));
    template.isTemplate = true;
    store.deleteCard(place.other, gone);
    const ids = [moved.id, hidden.id, template.id, gone.id];
    const { tasks, missing, problems } = await connector.get(place.container, ids);
    expect([tasks, missing]).toEqual([[], [gone.id]]);
    expect(problems.map(({ id, code }) => [id, code])).toEqual([
      [moved.id, 'unsupported'],
      [hidden.id, 'forbidden'],
      [template.id, 'unsupported'],
    ]);
    expect(await connector.list(place.container)).toEqual([]);
  });

  it('does not stand in the way of others when it cannot be understood', async () => {
    const [strange, plain] = place.addCards(2);
    if (strange) Object.assign(strange, { due: 'some day' });
    const { tasks, pages, liveCount } = await place.pull(connector, null);
    expect(tasks.map(({ id }) => id)).toEqual([plain?.id]);
    expect(pages.flatMap(({ problems }) => problems)).toMatchObject([{ id: strange?.id, code: 'invalid-response' }]);
    expect(liveCount).toBe(2);
  });
});

describe('boards', () => {
  it('are those that are open, and cannot be written by who looks on only', async () => {
    const { store, me } = place.service;
    store.addBoard('Only to read', { [me.id]: 'observer' });
    store.addBoard('Put away', { [me.id]: 'admin' }).closed = true;
    store.addBoard('Not ours', { [place.other]: 'admin' });
    expect((await connector.containers()).map(({ name, writable }) => [name, writable])).toEqual([
      ['Web shop', true],
      ['Only to read', false],
    ]);
  });

  it('that are not shown to the account are forbidden, and the sign-in stays', async () => {
    const { id } = place.service.store.addBoard('Not ours', { [place.other]: 'admin' });
    await expect(connector.schema(id)).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('have a new list that came while we were reading', async () => {
    await connector.schema(place.container);
    const { store, board, me } = place.service;
    const list = store.addList(board, 'Closed');
    const card = store.addCard(me.id, list, { name: 'In the new list', closed: true });
    const { tasks } = await connector.get(place.container, [card.id]);
    expect(tasks[0]?.fields['status']).toBe(list.id);
  });

  it('have a new custom field that came while we were reading, and one that nobody explains is asked for once', async () => {
    await connector.schema(place.container);
    const { store, board } = place.service;
    const [card] = place.addCards(1);
    const field = store.addCustomField(board, 'New', 'text');
    if (!card) throw new Error('no card');
    const item = { id: store.ids.next(), idValue: null, value: { text: 'Hello' } };
    card.customItems = [{ ...item, idCustomField: field.id }];
    expect((await connector.get(place.container, [card.id])).tasks[0]?.fields['x.New']).toBe('Hello');
    card.customItems = [{ ...item, idCustomField: store.ids.next() }];
    for (const requests of [2, 1]) {
      place.forget();
      await connector.get(place.container, [card.id]);
      expect(place.exchanges.length).toBe(requests);
    }
  });
});
