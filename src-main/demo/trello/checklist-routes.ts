import { Refusal, type Route } from '../kit/routes.ts';
import { type Access, cardOf, flagIn, type Input, inputOf, requireWriter, textIn } from './access.ts';
import type { Card, CheckItem, Checklist } from './records.ts';
import { notFound, refuse } from './refusals.ts';
import { checkItemShape, checklistShape } from './shapes.ts';

export function checklistRoutes(access: Access): readonly Route[] {
  const { store, me } = access;
  const writable = (card: Card): Card => {
    requireWriter(access, card.idBoard);
    return card;
  };
  const listWith = (id: string): { readonly card: Card; readonly list: Checklist } => {
    for (const card of store.cards.values()) {
      const list = card.checklists.find((one) => one.id === id);
      if (list !== undefined) return { card: writable(cardOf(access, card.id)), list };
    }
    throw new Refusal(notFound);
  };
  const itemOf = (card: Card, id: string): { readonly list: Checklist; readonly item: CheckItem } => {
    for (const list of card.checklists) {
      const item = list.items.find((one) => one.id === id);
      if (item !== undefined) return { list, item };
    }
    throw new Refusal(notFound);
  };
  const tell = (type: string, card: Card): void => {
    const board = store.boards.get(card.idBoard);
    if (board !== undefined) store.record(me, type, board, card);
  };

  return [
    {
      method: 'POST',
      path: '/1/cards/{id}/checklists',
      handle: (request) => {
        const card = writable(cardOf(access, request.params['id'] ?? ''));
        const input = inputOf(request);
        const list = {
          id: store.ids.next(),
          name: nameIn(input) ?? 'Checklist',
          pos: placeIn(input) ?? 16_384,
          items: [],
        };
        card.checklists.push(list);
        tell('addChecklistToCard', card);
        return { status: 200, body: checklistShape(list, card) };
      },
    },
    {
      method: 'PUT',
      path: '/1/checklists/{id}',
      handle: (request) => {
        const { card, list } = listWith(request.params['id'] ?? '');
        const input = inputOf(request);
        Object.assign(list, { name: nameIn(input) ?? list.name, pos: placeIn(input) ?? list.pos });
        tell('updateChecklist', card);
        return { status: 200, body: checklistShape(list, card) };
      },
    },
    {
      method: 'DELETE',
      path: '/1/checklists/{id}',
      handle: ({ params }) => {
        const { card, list } = listWith(params['id'] ?? '');
        card.checklists.splice(card.checklists.indexOf(list), 1);
        tell('removeChecklistFromCard', card);
        return { status: 200, body: { limits: {} } };
      },
    },
    {
      method: 'POST',
      path: '/1/checklists/{id}/checkItems',
      handle: (request) => {
        const { card, list } = listWith(request.params['id'] ?? '');
        const input = inputOf(request);
        const name = nameIn(input);
        if (name === undefined) throw refuse(400, 'invalid value for name');
        const pos = placeIn(input) ?? (list.items.at(-1)?.pos ?? 0) + 16_384;
        const item = { id: store.ids.next(), name, isComplete: flagIn(input, 'checked') ?? false, pos, idMember: null };
        list.items.push(item);
        // `createCheckItem` goes to webhooks only.
        store.touch(card);
        return { status: 200, body: checkItemShape(item, list.id) };
      },
    },
    {
      method: 'PUT',
      path: '/1/cards/{id}/checkItem/{idCheckItem}',
      handle: (request) => {
        const card = writable(cardOf(access, request.params['id'] ?? ''));
        const { list, item } = itemOf(card, request.params['idCheckItem'] ?? '');
        const input = inputOf(request);
        const state = textIn(input, 'state');
        Object.assign(item, { name: nameIn(input) ?? item.name, pos: placeIn(input) ?? item.pos });
        if (state === undefined) store.touch(card);
        else {
          item.isComplete = state === 'complete';
          tell('updateCheckItemStateOnCard', card);
        }
        return { status: 200, body: checkItemShape(item, list.id) };
      },
    },
    {
      method: 'DELETE',
      path: '/1/cards/{id}/checkItem/{idCheckItem}',
      handle: ({ params }) => {
        const card = writable(cardOf(access, params['id'] ?? ''));
        const { list, item } = itemOf(card, params['idCheckItem'] ?? '');
        list.items.splice(list.items.indexOf(item), 1);
        store.touch(card);
        return { status: 200, body: { limits: {} } };
      },
    },
  ];
}

function nameIn(input: Input): string | undefined {
  const name = textIn(input, 'name')?.trim();
  if (name === '') throw refuse(400, 'invalid value for name');
  return name;
}

function placeIn(input: Input): number | undefined {
  const pos = input.get('pos');
  if (pos === undefined) return undefined;
  const place = Number(pos);
  if (Number.isNaN(place) || place <= 0) throw refuse(400, 'invalid value for pos');
  return place;
}
