import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTwoBoards, type TwoBoards } from './trello-two-boards.ts';

describe('two boards', () => {
  let boards: TwoBoards;

  beforeEach(async () => {
    boards = await createTwoBoards();
  });
  afterEach(() => boards.close());

  it('have the same cards after the first run, each once, and are silent after the second', async () => {
    const { service, mirror, sync, cardsIn, cardIn } = boards;
    expect(await sync()).toMatchObject({ state: 'done', problems: [], pending: 0, conflicts: 0 });
    expect(
      cardsIn(mirror)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(
      cardsIn(service.board)
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
    const { service, mirror, sync, cardIn, listIn } = boards;
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
