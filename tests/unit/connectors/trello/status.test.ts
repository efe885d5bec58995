import { describe, expect, it } from 'vitest';
import {
  meaningsOf,
  statusAttributes,
  statusOf,
  statusOptions,
} from '../../../../src-main/connectors/trello/status.ts';
import type { BoardList } from '../../../../src-main/connectors/trello/trello-wire.ts';

const listsNamed = (...names: readonly string[]): readonly BoardList[] =>
  names.map((name, index) => ({ id: name, name: name.replace('!', ''), closed: name.includes('!'), pos: index }));
const boardOf = (...names: readonly string[]) => {
  const lists = listsNamed(...names);
  return { lists: new Map(lists.map((list) => [list.id, list])), meanings: meaningsOf(lists) };
};

describe('what lists mean', () => {
  it.each([
    [
      ['To Do', 'Doing', 'Done'],
      ['todo', 'doing', 'done'],
    ],
    [
      ['Backlog', 'Ready', 'In Progress', 'Review', 'Shipped'],
      ['todo', 'todo', 'doing', 'doing', 'done'],
    ],
    [
      ['Zu erledigen', 'In Bearbeitung', 'Erledigt'],
      ['todo', 'doing', 'done'],
    ],
    [
      ['À faire', 'En cours', 'Terminé'],
      ['todo', 'doing', 'done'],
    ],
    [
      ['Por hacer', 'En curso', 'Hecho'],
      ['todo', 'doing', 'done'],
    ],
    [
      ['未着手', '進行中', '完了'],
      ['todo', 'doing', 'done'],
    ],
    [
      ['Not started', 'Started', "Won't do", 'Closed'],
      ['todo', 'doing', 'cancelled', 'done'],
    ],
    // Names that say nothing, by their place.
    [
      ['Monday', 'Tuesday'],
      ['todo', 'todo'],
    ],
    [
      ['Anything', 'Working on it', 'With the customer', 'Live'],
      ['todo', 'doing', 'doing', 'done'],
    ],
  ])('%j', (names, meanings) => {
    expect([...meaningsOf(listsNamed(...names)).values()]).toEqual(meanings);
  });
});

describe('status', () => {
  const board = boardOf('Ideas', 'To Do', 'Doing', 'Done', 'Old!', 'Released!');
  const values = statusOptions(board).map(({ value }) => value);

  it('is one of what the schema lists, for every card there can be', () => {
    for (const idList of board.lists.keys()) {
      for (const closed of [true, false]) {
        for (const dueComplete of [true, false]) {
          expect(values).toContain(statusOf({ idList, closed, dueComplete }, board));
        }
      }
    }
  });

  it('that is written is read back, whatever it was before', () => {
    for (const idList of board.lists.keys()) {
      for (const closed of [true, false]) {
        for (const dueComplete of [true, false]) {
          for (const status of values) {
            const card = { idList, closed, dueComplete, ...statusAttributes(status, idList, board) };
            expect([status, statusOf(card, board)]).toEqual([status, status]);
          }
        }
      }
    }
  });

  it('goes first to the list whose name says it', () => {
    const first = (means: string) =>
      statusOptions(boardOf('Inspiration', 'To Do', 'Doing', 'Done')).find((one) => one.means === means);
    expect(['todo', 'doing', 'done', 'cancelled'].map((means) => first(means)?.value)).toEqual([
      ...['To Do', 'Doing', 'Done', 'archived'],
    ]);
  });
});
