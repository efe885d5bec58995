import type { Reply, Route, ServiceRequest } from '../kit/routes.ts';
import {
  type Access,
  cardOf,
  find,
  flagIn,
  type Input,
  idsIn,
  inputOf,
  momentIn,
  requireWriter,
  textIn,
} from './access.ts';
import { setCustomItems } from './custom-items.ts';
import type { Board, BoardList, Card } from './records.ts';
import { refuse } from './refusals.ts';
import { cardShape, nestedInCard, only } from './shapes.ts';

export function cardRoutes(access: Access): readonly Route[] {
  const { store, me } = access;
  const answer = (card: Card): Reply => ({ status: 200, body: cardShape(store, card) });
  const existing = ({ params }: ServiceRequest, name = 'id'): Card => cardOf(access, params[name] ?? '');

  /** What of the input belongs to a card on this board. */
  const valuesIn = (input: Input, board: Board): Partial<Card> => {
    const isMember = (id: string): boolean => board.memberships.some(({ idMember }) => idMember === id);
    const isLabel = (id: string): boolean => store.labels.get(id)?.idBoard === board.id;
    const values = {
      ...{ name: textIn(input, 'name')?.trim(), desc: textIn(input, 'desc'), closed: flagIn(input, 'closed') },
      ...{ due: momentIn(input, 'due'), start: momentIn(input, 'start'), dueComplete: flagIn(input, 'dueComplete') },
      idMembers: idsIn(input, 'idMembers', isMember),
      idLabels: idsIn(input, 'idLabels', isLabel),
    };
    if (values.name === '') throw refuse(400, 'invalid value for name');
    return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
  };

  return [
    {
      method: 'POST',
      path: '/1/cards',
      handle: (request) => {
        const input = inputOf(request);
        const list = listIn(access, input);
        if (list === undefined) throw refuse(400, 'invalid value for idList');
        const board = requireWriter(access, list.idBoard);
        return answer(store.addCard(me, list, { ...valuesIn(input, board), closed: false }));
      },
    },
    {
      method: 'GET',
      path: '/1/cards/{id}',
      handle: (request) => {
        const card = existing(request);
        const { query } = request;
        const shape = only(cardShape(store, card), query.get('fields'));
        return { status: 200, body: { ...shape, ...nestedInCard(store, card, query) } };
      },
    },
    {
      method: 'PUT',
      path: '/1/cards/{id}',
      handle: (request) => {
        const card = existing(request);
        const board = requireWriter(access, card.idBoard);
        const input = inputOf(request);
        const values = valuesIn(input, board);
        const list = listIn(access, input);
        if (list !== undefined) requireWriter(access, list.idBoard);
        store.changeCard(me, card, values);
        if (list !== undefined) store.moveCard(me, card, list);
        return answer(card);
      },
    },
    {
      method: 'DELETE',
      path: '/1/cards/{id}',
      handle: (request) => {
        const card = existing(request);
        requireWriter(access, card.idBoard);
        store.deleteCard(me, card);
        return { status: 200, body: { limits: {} } };
      },
    },
    {
      method: 'PUT',
      path: '/1/cards/{idCard}/customFields',
      handle: (request) => {
        const card = existing(request, 'idCard');
        requireWriter(access, card.idBoard);
        setCustomItems(access, card, inputOf(request).get('customFieldItems'));
        return { status: 200, body: card.customItems };
      },
    },
  ];
}

function listIn({ store }: Access, input: Input): BoardList | undefined {
  const id = input.get('idList');
  return id === undefined ? undefined : find(store.lists, String(id));
}
