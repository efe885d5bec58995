import { Refusal, type Route, type ServiceRequest } from '../kit/routes.ts';
import { type Access, cardOf, inputOf, requireWriter, textIn } from './access.ts';
import { pageOf } from './page-of.ts';
import type { Action } from './records.ts';
import { notFound, refuse } from './refusals.ts';
import { actionShape } from './shapes.ts';

export function commentRoutes(access: Access): readonly Route[] {
  const { store, me } = access;
  const find = (id: string): Action => {
    const found = store.actions.find((action) => action.id === id);
    if (found !== undefined) return found;
    throw /^[0-9a-f]{24}$/.test(id) ? new Refusal(notFound) : refuse(400, 'invalid id');
  };
  const commentIn = ({ params }: ServiceRequest): Action => {
    const card = cardOf(access, params['id'] ?? '');
    const action = find(params['idAction'] ?? '');
    if (action.idCard !== card.id || action.type !== 'commentCard') throw new Refusal(notFound);
    return action;
  };
  const wordsIn = (request: ServiceRequest): string => {
    const text = textIn(inputOf(request), 'text');
    if (text === undefined || text.trim() === '') throw refuse(400, 'invalid value for text');
    return text;
  };

  return [
    {
      method: 'GET',
      path: '/1/actions/{id}',
      handle: ({ params }) => {
        const action = find(params['id'] ?? '');
        if (action.idCard !== null) cardOf(access, action.idCard);
        return { status: 200, body: actionShape(store, action) };
      },
    },
    {
      method: 'GET',
      path: '/1/cards/{id}/actions',
      handle: ({ params, query }) => {
        const card = cardOf(access, params['id'] ?? '');
        const types = query.get('filter')?.split(',') ?? ['commentCard', 'updateCard'];
        const all = store.actions.filter(
          ({ idCard, type }) => idCard === card.id && (types.includes('all') || types.includes(type)),
        );
        return { status: 200, body: pageOf(all, query, 50).map((action) => actionShape(store, action)) };
      },
    },
    {
      method: 'POST',
      path: '/1/cards/{id}/actions/comments',
      handle: (request) => {
        const card = cardOf(access, request.params['id'] ?? '');
        requireWriter(access, card.idBoard);
        return { status: 200, body: actionShape(store, store.addComment(me, card, wordsIn(request))) };
      },
    },
    {
      method: 'PUT',
      path: '/1/cards/{id}/actions/{idAction}/comments',
      handle: (request) => {
        const action = commentIn(request);
        if (action.idMemberCreator !== me) throw refuse(401, 'unauthorized comment permission requested');
        // `updateComment` goes to webhooks only.
        action.text = wordsIn(request);
        return { status: 200, body: actionShape(store, action) };
      },
    },
    {
      method: 'DELETE',
      path: '/1/cards/{id}/actions/{idAction}/comments',
      handle: (request) => {
        const action = commentIn(request);
        const board = requireWriter(access, action.idBoard);
        const isAdmin = board.memberships.some(({ idMember, memberType }) => idMember === me && memberType === 'admin');
        if (action.idMemberCreator !== me && !isAdmin) throw refuse(401, 'unauthorized comment permission requested');
        store.actions.splice(store.actions.indexOf(action), 1);
        return { status: 200, body: { _value: null } };
      },
    },
  ];
}
