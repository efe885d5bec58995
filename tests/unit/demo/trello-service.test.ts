import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTrelloService, type TrelloService } from '../../../src-main/demo/trello/trello-service.ts';

let service: TrelloService;
let now = Date.UTC(2026, 2, 1, 9);

beforeEach(async () => {
  service = await startTrelloService({ clock: { now: () => now }, content: 'team' });
});
afterEach(() => service.close());

const send = async (method: string, path: string, body?: object, headers?: Record<string, string>) => {
  const authorization = `OAuth oauth_consumer_key="${service.key}", oauth_token="${service.token}"`;
  const answer = await fetch(`${service.url}${path}`, {
    ...{ method, redirect: 'manual' },
    headers: headers ?? { authorization, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  const isJson = answer.headers.get('content-type')?.includes('json') === true;
  return { status: answer.status, headers: answer.headers, body: isJson ? JSON.parse(text) : text };
};
const anyCard = () => {
  const [card] = service.store.cards.values();
  if (card === undefined) throw new Error('no card');
  return card;
};

describe('the simulated Trello', () => {
  it('asks for a sign-in, in the header or the address, and for files in the header only', async () => {
    const inQuery = `key=${service.key}&token=${service.token}`;
    expect(await send('GET', '/members/me', undefined, {})).toMatchObject({ status: 401, body: 'invalid key' });
    expect((await send('GET', `/members/me?${inQuery}`, undefined, {})).status).toBe(200);
    const card = anyCard();
    const file = service.store.addAttachment(service.me.id, card, {
      ...{ name: 'a.txt', mimeType: 'text/plain', content: Buffer.from('a'), url: null },
    });
    const path = `/cards/${card.id}/attachments/${file.id}/download/a.txt`;
    expect((await send('GET', `${path}?${inQuery}`, undefined, {})).status).toBe(401);
    const sentOn = await send('GET', path);
    expect(sentOn.status).toBe(302);
    const target = sentOn.headers.get('location') ?? '';
    expect(await (await fetch(target)).text()).toBe('a');
    expect((await fetch(target, { headers: { authorization: 'Bearer x' } })).status).toBe(400);
  });

  it('gives the newest cards that fit, in the order of the board, and the rest before them', async () => {
    const all = [...service.store.cards.keys()].sort();
    const ids = ({ body }: { body: readonly { id: string }[] }) => body.map(({ id }) => id).sort();
    const path = `/boards/${service.board.id}/cards/all?fields=name&limit=15`;
    const first = await send('GET', path);
    expect(ids(first)).toEqual(all.slice(-15));
    expect(ids(await send('GET', `${path}&before=${all.at(-15)}`))).toEqual(all.slice(-30, -15));
    expect(Object.keys(first.body[0])).toEqual(['id', 'name']);
    expect((await send('GET', `${path}0000`)).status).toBe(400);
  });

  it('says in plain words what is wrong', async () => {
    const other = service.store.addBoard('Not ours', {});
    for (const [path, status, words] of [
      ['/cards/1', 400, 'invalid id'],
      [`/cards/${'f'.repeat(24)}`, 404, 'The requested resource was not found.'],
      [`/boards/${other.id}`, 401, 'unauthorized permission requested'],
    ] as const) {
      expect(await send('GET', path)).toMatchObject({ status, body: words });
    }
    const card = anyCard();
    for (const body of [
      { name: '' },
      { desc: 'x'.repeat(16_385) },
      { due: 'some day' },
      { idLabels: 'f'.repeat(24) },
    ]) {
      expect((await send('PUT', `/cards/${card.id}`, body)).status).toBe(400);
    }
  });

  it('tells of some changes as actions, of others as activity only, and of some not at all', async () => {
    const card = anyCard();
    const label = [...service.store.labels.values()][0]?.id ?? '';
    const tell = async (change: () => Promise<unknown>) => {
      now += 1_000;
      const [actions, activity] = [service.store.actions.length, card.dateLastActivity];
      await change();
      return [service.store.actions.length - actions, card.dateLastActivity > activity];
    };
    const put = (body: object) => () => send('PUT', `/cards/${card.id}`, body);
    expect(await tell(put({ name: 'Other' }))).toEqual([1, true]);
    expect(await tell(put({ name: 'Other' }))).toEqual([0, false]);
    expect(await tell(put({ idLabels: label }))).toEqual([0, false]);
    const { body: list } = await send('POST', `/cards/${card.id}/checklists`, { name: 'Steps' });
    expect(await tell(() => send('POST', `/checklists/${list.id}/checkItems`, { name: 'One' }))).toEqual([0, true]);
    expect(await tell(() => send('POST', `/cards/${card.id}/actions/comments`, { text: 'Hello' }))).toEqual([1, true]);
  });

  it('keeps actions of a card with the card, and of a deleted one the deletion', async () => {
    const card = anyCard();
    await send('POST', `/cards/${card.id}/actions/comments`, { text: 'Hello' });
    expect((await send('DELETE', `/cards/${card.id}`)).status).toBe(200);
    expect((await send('GET', `/cards/${card.id}`)).status).toBe(404);
    const { body } = await send('GET', `/boards/${service.board.id}/actions?filter=deleteCard,commentCard&limit=1000`);
    const own = body.filter(({ data }: { data: { card: { id: string } } }) => data.card.id === card.id);
    expect(own.map(({ type, data }: { type: string; data: object }) => [type, data])).toEqual([
      ['deleteCard', expect.objectContaining({ card: { id: card.id } })],
    ]);
  });

  it('answers ten reads at once, each with its own status', async () => {
    const card = anyCard();
    const { body } = await send('GET', `/batch?urls=${encodeURIComponent(`/cards/${card.id}?fields=name,/cards/1`)}`);
    expect(body).toEqual([{ 200: { id: card.id, name: card.name } }, expect.objectContaining({ statusCode: 400 })]);
    const eleven = Array.from({ length: 11 }, () => `/cards/${card.id}`).join(',');
    expect((await send('GET', `/batch?urls=${encodeURIComponent(eleven)}`)).status).toBe(400);
  });

  it('allows a hundred requests in ten seconds where it has limits, and counts the parts of a batch', async () => {
    await service.close();
    service = await startTrelloService({ clock: { now: () => now }, content: 'team', limits: true });
    const urls = Array.from({ length: 10 }, () => `/cards/${anyCard().id}`).join(',');
    for (let batch = 0; batch < 10; batch++) await send('GET', `/batch?urls=${encodeURIComponent(urls)}`);
    const refused = await send('GET', `/cards/${anyCard().id}`);
    expect(refused).toMatchObject({ status: 429, body: { error: 'API_TOKEN_LIMIT_EXCEEDED' } });
    expect(refused.headers.get('retry-after')).toBeNull();
    expect(refused.headers.get('x-rate-limit-api-token-remaining')).toBe('0');
    now += 10_000;
    expect((await send('GET', `/cards/${anyCard().id}`)).status).toBe(200);
  });

  it('is the same every time it is filled, and about forty cards large', async () => {
    const other = await startTrelloService({ clock: { now: () => now }, content: 'team' });
    const shown = ({ store }: TrelloService) =>
      [...store.cards.values()].map(({ name, desc, due, idLabels }) => [name, desc, due, idLabels.length]);
    expect(shown(other)).toEqual(shown(service));
    expect(shown(other)).toHaveLength(40);
    await other.close();
  });
});
