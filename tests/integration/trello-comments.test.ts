import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { randomIds } from '../../src-main/hosts/node/random-ids.ts';
import type { AttachmentsConnector } from '../../src-shared/connector/attachments.ts';
import type { CommentsConnector } from '../../src-shared/connector/comments.ts';
import { startTrelloPlace, type TrelloPlace } from './trello-place.ts';

let place: TrelloPlace;
let comments: CommentsConnector;
let attachments: AttachmentsConnector;

beforeEach(async () => {
  place = await startTrelloPlace();
  const connector = await place.connect();
  if (!connector.comments || !connector.attachments) throw new Error('declared and not there');
  ({ comments, attachments } = connector);
});
afterEach(() => place.close());

describe('comments', () => {
  it("are told apart from other people's, which cannot be changed", async () => {
    const [card] = place.addCards(1);
    if (!card) throw new Error('no card');
    const { store } = place.service;
    const { id } = store.addComment(place.other, card, 'From somebody else');
    const [found] = await comments.read(place.container, [card.id]);
    expect(found?.comments).toMatchObject([
      { id, author: 'Developer', isOwn: false, isInternal: false, identity: null },
    ]);
    const request = { container: place.container, record: card.id, id, text: 'Changed' };
    await expect(comments.update(request)).rejects.toMatchObject({ code: 'forbidden', applied: 'no' });
    expect(store.actions.find((action) => action.id === id)?.text).toBe('From somebody else');
  });

  it('of many cards are read with few requests, each with its own card, and gone cards are left out', async () => {
    const cards = place.addCards(200);
    for (const [index, card] of cards.entries()) {
      for (let at = 0; at < index % 20; at++) place.service.store.addComment(place.other, card, `${at} of ${index}`);
    }
    place.forget();
    const found = await comments.read(place.container, [...cards.map(({ id }) => id), 'f'.repeat(24)]);
    expect(found).toHaveLength(200);
    for (const { record, comments } of found) {
      const index = cards.findIndex(({ id }) => id === record);
      expect(comments.map(({ text }) => text)).toEqual(
        Array.from({ length: index % 20 }, (_, at) => `${at} of ${index}`),
      );
    }
    // How many each card has, who we are, and two pages of comments.
    expect(place.exchanges.length).toBe(4);
  });

  it('that a card brought from another board are read with the card', async () => {
    const { store, me } = place.service;
    const cards = place.addCards(15);
    for (const card of cards) store.addComment(place.other, card, 'Here');
    const elsewhere = store.addBoard('Elsewhere', { [me.id]: 'admin' });
    const list = store.addList(elsewhere, 'To Do');
    const moved = store.addCard(me.id, list, { name: 'Moved' });
    store.addComment(place.other, moved, 'There');
    const [first] = store.lists.values();
    if (first) store.moveCard(place.other, moved, first);
    const found = await comments.read(
      place.container,
      [moved, ...cards].map(({ id }) => id),
    );
    const own = found.find(({ record }) => record === moved.id);
    expect(own?.comments.map(({ text }) => text)).toEqual(['There']);
    expect(found).toHaveLength(16);
  });

  it('more than a page of them at one card are all read', async () => {
    const [card] = place.addCards(1);
    if (!card) throw new Error('no card');
    for (let at = 0; at < 1_050; at++) place.service.store.addComment(place.other, card, String(at));
    const [found] = await comments.read(place.container, [card.id]);
    expect(found?.comments.map(({ text }) => text)).toEqual(Array.from({ length: 1_050 }, (_, at) => String(at)));
  });
});

describe('files', () => {
  const fileOf = (bytes: Uint8Array) => ({
    size: bytes.length,
    chunks: (async function* () {
      yield bytes;
    })(),
    sha256: () => '',
  });

  it('are fetched from where Trello sends us on to, without the sign-in', async () => {
    const [card] = place.addCards(1);
    const bytes = Buffer.from('--boundary\r\nnot the end\r\n--');
    const request = {
      container: place.container,
      record: card?.id ?? '',
      name: 'plan "1".txt',
      mediaType: 'text/plain',
    };
    const made = await attachments.create?.({ ...request, content: fileOf(bytes) });
    place.forget();
    const received: Uint8Array[] = [];
    const pieces = await attachments.open({ ...request, id: made?.id ?? '', maxBytes: 1_000 });
    for await (const piece of pieces) received.push(piece);
    expect(Buffer.concat(received).equals(bytes)).toBe(true);
    const [, , last] = place.exchanges;
    expect(place.exchanges.map(({ path }) => path.startsWith('/files/'))).toEqual([false, false, true]);
    expect(last?.requestHeaders['authorization']).toBeUndefined();
  });

  it('that are too large are refused', async () => {
    const [card] = place.addCards(1);
    const request = { container: place.container, record: card?.id ?? '', name: 'large', mediaType: 'text/plain' };
    const content = fileOf(new Uint8Array(10_000_001));
    await expect(attachments.create?.({ ...request, content })).rejects.toMatchObject({
      code: 'rejected',
      applied: 'no',
    });
  });

  it('and addresses of many cards are read with one request for them all', async () => {
    const cards = place.addCards(30);
    for (const card of cards.slice(0, 20)) {
      const values = { name: 'Plan', mimeType: '', content: null, url: 'https://files.example.org/plan' };
      place.service.store.addAttachment(place.other, card, values);
    }
    place.forget();
    const found = await attachments.read(
      place.container,
      cards.map(({ id }) => id),
    );
    expect(found.map((one) => one.attachments.length).reduce((sum, count) => sum + count)).toBe(20);
    expect(found).toHaveLength(30);
    expect(found.flatMap((one) => one.attachments)[0]).toMatchObject({
      ...{ kind: 'link', url: 'https://files.example.org/plan', author: 'Developer', isOwn: false },
    });
    expect(place.exchanges.filter(({ path }) => path.includes('/cards'))).toHaveLength(1);
  });

  it('an address has no bytes to open', async () => {
    const [card] = place.addCards(1);
    const request = { container: place.container, record: card?.id ?? '', name: 'Plan', mediaType: null };
    const made = await attachments.link?.({ ...request, url: 'https://files.example.org/plan' });
    await expect(attachments.open({ ...request, id: made?.id ?? '', maxBytes: 1 })).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});

describe('a comment of ours', () => {
  it('keeps its marker when its text is replaced, and shows none of it', async () => {
    const [card] = place.addCards(1);
    const identity = randomIds.next();
    const request = { container: place.container, record: card?.id ?? '' };
    const made = await comments.create({ ...request, identity, text: 'One' });
    const changed = await comments.update({ ...request, id: made.id, text: 'Two' });
    expect([changed.text, changed.identity]).toEqual(['Two', identity]);
    expect(await comments.find(place.container, request.record, identity)).toEqual([changed]);
  });
});
