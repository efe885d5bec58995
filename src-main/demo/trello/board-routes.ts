import type { Route } from '../kit/routes.ts';
import { type Access, boardOf, find, inputOf, requireWriter, textIn } from './access.ts';
import { pageOf } from './page-of.ts';
import type { Card } from './records.ts';
import { refuse } from './refusals.ts';
import {
  actionShape,
  boardShape,
  cardShape,
  countsOf,
  customFieldShape,
  labelShape,
  memberShape,
  nestedInCard,
  only,
} from './shapes.ts';

/** @param mostCards at once, with all that belongs to them */
export function boardRoutes(access: Access, mostCards: number): readonly Route[] {
  const { store, me } = access;
  const ofBoard = <T extends { readonly idBoard: string }>(all: ReadonlyMap<string, T>, id: string): readonly T[] =>
    [...all.values()].filter(({ idBoard }) => idBoard === id);

  return [
    {
      method: 'GET',
      path: '/1/members/{id}',
      handle: ({ params }) => ({
        status: 200,
        body: memberShape(find(store.members, params['id'] === 'me' ? me : (params['id'] ?? ''))),
      }),
    },
    {
      method: 'GET',
      path: '/1/members/{id}/boards',
      handle: ({ query }) => {
        const mine = [...store.boards.values()].filter((board) =>
          board.memberships.some(({ idMember }) => idMember === me),
        );
        const shown = query.get('filter') === 'open' ? mine.filter(({ closed }) => !closed) : mine;
        return { status: 200, body: shown.map((board) => only(boardShape(board), query.get('fields'))) };
      },
    },
    {
      method: 'GET',
      path: '/1/boards/{id}',
      handle: ({ params, query }) => {
        const board = boardOf(access, params['id'] ?? '');
        const lists = ofBoard(store.lists, board.id).map((list) => ({ ...list, subscribed: false }));
        const nested = {
          ...(query.get('lists') === 'all' && { lists }),
          ...(query.get('lists') === 'open' && { lists: lists.filter(({ closed }) => !closed) }),
          ...(query.get('customFields') === 'true' && {
            customFields: ofBoard(store.customFields, board.id).map(customFieldShape),
          }),
        };
        return { status: 200, body: { ...only(boardShape(board), query.get('fields')), ...nested } };
      },
    },
    {
      method: 'GET',
      path: '/1/boards/{id}/members',
      handle: ({ params }) => {
        const { memberships } = boardOf(access, params['id'] ?? '');
        return { status: 200, body: memberships.map(({ idMember }) => memberShape(find(store.members, idMember))) };
      },
    },
    {
      method: 'GET',
      path: '/1/boards/{id}/labels',
      handle: ({ params, query }) => {
        const labels = ofBoard(store.labels, boardOf(access, params['id'] ?? '').id).map(labelShape);
        return { status: 200, body: labels.slice(0, Number(query.get('limit') ?? 50)) };
      },
    },
    {
      method: 'POST',
      path: '/1/boards/{id}/labels',
      handle: (request) => {
        const board = requireWriter(access, boardOf(access, request.params['id'] ?? '').id);
        const input = inputOf(request);
        const name = textIn(input, 'name') ?? '';
        const color = textIn(input, 'color') ?? 'null';
        if (!colors.has(color)) throw refuse(400, 'invalid value for color');
        // No action tells of it, and it is no activity of any card.
        return {
          status: 200,
          body: { ...labelShape(store.addLabel(board, name, color === 'null' ? null : color)), limits: {} },
        };
      },
    },
    {
      method: 'GET',
      path: '/1/boards/{id}/cards/{filter}',
      handle: ({ params, query }) => {
        const board = boardOf(access, params['id'] ?? '');
        const isLarge = ['customFieldItems', 'checklists', 'attachments'].some((name) => query.has(name));
        if (isLarge && Number(query.get('limit') ?? 1_000) > mostCards) {
          const body = { error: 'API_TOO_MANY_CARDS_REQUESTED', message: 'Too many cards requested' };
          return { status: 403, body };
        }
        const isWanted = filters[params['filter'] ?? ''];
        if (isWanted === undefined) throw refuse(400, 'invalid value for filter');
        const isHidden = (card: Card): boolean => store.lists.get(card.idList)?.closed === true;
        const all = ofBoard(store.cards, board.id).filter((card) => isWanted(card, isHidden(card)));
        // The newest ones; but they come as they stand on the board.
        const page = [...pageOf(all, query, 1_000)].sort((a, b) => a.idList.localeCompare(b.idList) || a.pos - b.pos);
        const counts = countsOf(store);
        return {
          status: 200,
          body: page.map((card) => ({
            ...only(cardShape(store, card, counts), query.get('fields')),
            ...nestedInCard(store, card, query),
          })),
        };
      },
    },
    {
      method: 'GET',
      path: '/1/boards/{boardId}/actions',
      handle: ({ params, query }) => {
        const board = boardOf(access, params['boardId'] ?? '');
        const types = query.get('filter')?.split(',') ?? ['all'];
        const all = store.actions.filter(
          ({ idBoard, type }) => idBoard === board.id && (types.includes('all') || types.includes(type)),
        );
        return { status: 200, body: pageOf(all, query, 50).map((action) => actionShape(store, action)) };
      },
    },
  ];
}

const colors: ReadonlySet<string> = new Set([
  ...['green', 'yellow', 'orange', 'red', 'purple', 'blue', 'sky', 'lime', 'pink', 'black', 'null'],
]);

const filters: Readonly<Record<string, ((card: Card, isHidden: boolean) => boolean) | undefined>> = {
  all: () => true,
  open: ({ closed }) => !closed,
  closed: ({ closed }) => closed,
  visible: ({ closed }, isHidden) => !closed && !isHidden,
  none: () => false,
};
