import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Card } from '../../src-main/demo/trello/records.ts';
import { createTwoBoards, type TwoBoards } from './trello-two-boards.ts';

let boards: TwoBoards;
beforeEach(async () => {
  boards = await createTwoBoards();
});
afterEach(() => boards.close());

describe('answers that are lost', () => {
  it('to every third write make no card, comment or file twice', async () => {
    const { service, sync, cardsIn, cardIn, mirror } = boards;
    const { store, board, me } = service;
    const [, other] = [...store.members.values()];
    // These are written after their card: found again without them, a card counts as edited, and somebody has to decide.
    for (const card of store.cards.values()) card.checklists.splice(0);
    let writes = 0;
    const heal = service.http.faults.add({
      fault: { kind: 'drop', when: 'after' },
      when: ({ method }) => {
        if (method === 'GET') return false;
        writes += 1;
        return writes % 3 === 0;
      },
    });
    for (let run = 0; run < 4; run++) await sync();
    for (const [index, card] of cardsIn(board).slice(0, 12).entries()) {
      const content = Buffer.from(`file ${index}`);
      const file = { name: `${index}.txt`, mimeType: 'text/plain', content, url: null };
      store.addAttachment(other?.id ?? me.id, card, file);
      store.addComment(other?.id ?? me.id, card, `Comment ${index}`);
    }
    for (let run = 0; run < 4; run++) await sync();
    heal();
    for (let run = 0; run < 4; run++) await sync();
    expect(writes).toBeGreaterThan(60);
    expect(cardsIn(mirror)).toHaveLength(40);
    const comments = ({ id }: Card) =>
      store.actions.filter(({ idCard, type }) => idCard === id && type === 'commentCard');
    const files = ({ id }: Card) => [...store.attachments.values()].filter(({ idCard }) => idCard === id);
    for (const card of cardsIn(board)) {
      const twin = cardIn(mirror, card.name);
      expect([comments(twin).length, files(twin).length]).toEqual([comments(card).length, files(card).length]);
    }
    expect(await sync()).toMatchObject({ state: 'done', problems: [], pending: 0, conflicts: 0 });
  });
});

describe('a hundred requests in ten seconds', () => {
  it('are enough for a first run, which slows down and is never refused', async () => {
    await boards.close();
    boards = await createTwoBoards({ limits: true });
    const refused: string[] = [];
    boards.service.http.onExchange(({ status, path }) => {
      if (status === 429) refused.push(path);
    });
    expect(await boards.sync()).toMatchObject({ state: 'done', problems: [], pending: 0 });
    expect(boards.cardsIn(boards.mirror)).toHaveLength(40);
    expect(refused).toEqual([]);
  });
});
