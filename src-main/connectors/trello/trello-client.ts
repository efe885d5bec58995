import type { z } from 'zod';
import type { Content } from '../../../src-shared/connector/attachments.ts';
import type { ConnectContext } from '../../../src-shared/connector/descriptor.ts';
import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import type { Applied } from '../../../src-shared/errors.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { Answer, Call } from '../kit/client.ts';
import { createClient } from '../kit/client.ts';
import { parseBaseUrl } from '../kit/origin.ts';
import type { CustomChange } from './custom-fields.ts';
import { createDownload } from './download.ts';
import { multipart } from './multipart.ts';
import type { ItemValues } from './plan-checklists.ts';
import type { Attributes } from './trello-fields.ts';
import { createTrelloHttp } from './trello-http.ts';
import type { Action, Attachment, Board, BoardEntry, Label, Member } from './trello-wire.ts';
import {
  actionSchema,
  actionsSchema,
  attachmentSchema,
  attachmentsSchema,
  batchSchema,
  boardSchema,
  boardsSchema,
  cardIdSchema,
  cardsSchema,
  cardsWithAttachmentsSchema,
  countsSchema,
  labelSchema,
  labelsSchema,
  memberSchema,
  membersSchema,
} from './trello-wire.ts';

/** Most that Trello gives at once, of anything. */
export const pageSize = 1_000;
/** Most requests in one batch. */
export const mostInBatch = 10;
export const defaultUrl = 'https://api.trello.com/1/';

export interface CardQuery {
  /** `all`: archived ones too · `open`: without them, in archived lists as well. */
  readonly filter: 'all' | 'open';
  /** Only older ones than this. */
  readonly before: RemoteId | null;
}

/** How many comments a card has, as a thin listing tells it. */
export interface CardCounts {
  readonly id: RemoteId;
  readonly comments: number;
}

/** The requests of Trello's REST API and nothing else; answers are checked for their shape. */
export interface TrelloClient {
  me(): Promise<Member>;
  /** Open ones that the account is a member of. */
  boards(): Promise<readonly BoardEntry[]>;
  board(id: string): Promise<{ readonly board: Board; readonly headers: Answer['headers'] }>;
  members(board: string): Promise<readonly Member[]>;
  labels(board: string): Promise<readonly Label[]>;
  createLabel(board: string, name: string, color: string): Promise<Label>;
  /** A page of whole cards: the newest of those that fit. */
  cards(board: string, query: CardQuery): Promise<readonly unknown[]>;
  /** A page of cards with their id and description. */
  descriptions(board: string, query: CardQuery): Promise<readonly unknown[]>;
  counts(board: string, query: CardQuery): Promise<readonly CardCounts[]>;
  attachmentsOnBoard(
    board: string,
    query: CardQuery,
  ): Promise<readonly { readonly id: RemoteId; readonly attachments: readonly Attachment[] }[]>;
  /** Null: a positive 404. */
  card(id: RemoteId): Promise<unknown>;
  /** At most ten whole cards at once, by id; those that do not come are not in it, for whatever reason. */
  cardsAtOnce(ids: readonly RemoteId[]): Promise<ReadonlyMap<RemoteId, unknown>>;
  createCard(attributes: Attributes): Promise<unknown>;
  updateCard(id: RemoteId, attributes: Attributes): Promise<void>;
  setCustomFields(card: RemoteId, items: readonly CustomChange[]): Promise<void>;
  /** Answers with its id. */
  addChecklist(card: RemoteId, name: string, pos: number): Promise<RemoteId>;
  moveChecklist(id: RemoteId, pos: number): Promise<void>;
  deleteChecklist(id: RemoteId): Promise<void>;
  addCheckItem(checklist: RemoteId, values: { name: string; checked: boolean; pos: number }): Promise<void>;
  updateCheckItem(card: RemoteId, id: RemoteId, values: ItemValues): Promise<void>;
  deleteCheckItem(card: RemoteId, id: RemoteId): Promise<void>;
  /** A card that is not there any more is fine. */
  deleteCard(id: RemoteId): Promise<void>;
  /** A page of a card's comments, newest first. Null: the card is gone, a positive 404. */
  comments(card: RemoteId, before: RemoteId | null): Promise<readonly Action[] | null>;
  /** A page of the comments on all cards of a board, newest first. */
  commentsOnBoard(board: string, before: RemoteId | null): Promise<readonly Action[]>;
  comment(id: RemoteId): Promise<Action>;
  createComment(card: RemoteId, text: string): Promise<Action>;
  updateComment(card: RemoteId, id: RemoteId, text: string): Promise<void>;
  /** A comment that is not there any more is fine. */
  deleteComment(card: RemoteId, id: RemoteId): Promise<void>;
  /** Null: the card is gone, a positive 404. */
  attachments(card: RemoteId): Promise<readonly Attachment[] | null>;
  attachment(card: RemoteId, id: RemoteId): Promise<Attachment>;
  upload(card: RemoteId, name: string, mediaType: string, content: Content): Promise<Attachment>;
  link(card: RemoteId, name: string, url: string): Promise<Attachment>;
  /** An attachment that is not there any more is fine. */
  deleteAttachment(card: RemoteId, id: RemoteId): Promise<void>;
  /** The bytes of a file as they are asked for; more than `maxBytes` is `invalid-response`. */
  download(card: RemoteId, id: RemoteId, fileName: string, maxBytes: number): Promise<AsyncIterable<Uint8Array>>;
}

const wholeCard = {
  fields: [
    ...['name', 'desc', 'closed', 'due', 'start', 'dueComplete', 'dateLastActivity', 'idBoard', 'idList', 'idMembers'],
    ...['labels', 'shortLink', 'shortUrl', 'url', 'badges', 'isTemplate', 'cardRole'],
  ].join(','),
  customFieldItems: 'true',
  checklists: 'all',
};
const commentTypes = 'commentCard,copyCommentCard';

export function createTrelloClient(context: ConnectContext): TrelloClient {
  const http = createTrelloHttp(context.http, context.clock);
  const base = parseBaseUrl('Trello', context.url ?? defaultUrl);
  const { send } = createClient({
    context: { ...context, http },
    baseUrl: base.href,
    service: 'Trello',
    authorization: async () => ({ authorization: oauth(keyOf(context), await context.secret()) }),
  });
  const get = async <S extends z.ZodType>(schema: S, path: string, query: Call['query'] = {}): Promise<z.infer<S>> =>
    check(schema, await send({ method: 'GET', path, query }));
  const getOrNull = async <S extends z.ZodType>(
    schema: S,
    path: string,
    query: Call['query'] = {},
  ): Promise<z.infer<S> | null> => {
    const answer = await send({ method: 'GET', path, query, expect: [404] });
    return answer.status === 404 ? null : check(schema, answer);
  };
  // Values go in the body, as the description allows: in an address they would be in logs, and a text may be too long for it.
  const write = (method: string, path: string, body: unknown): Promise<Answer> =>
    send({ method, path, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  const remove = async (path: string): Promise<void> => {
    const answer = await send({ method: 'DELETE', path, expect: [404] });
    if (answer.status !== 404) expectData(answer);
  };
  const cardsPath = (board: string, { filter }: CardQuery): string => `boards/${part(board)}/cards/${filter}`;
  const page = ({ before }: CardQuery): Call['query'] => ({ limit: pageSize, before: before ?? undefined });
  const comments = (before: RemoteId | null): Call['query'] => ({
    filter: commentTypes,
    limit: pageSize,
    before: before ?? undefined,
  });

  return {
    me: () => get(memberSchema, 'members/me'),
    boards: () => get(boardsSchema, 'members/me/boards', { filter: 'open', fields: 'name,closed,memberships' }),

    board: async (id) => {
      const query = { fields: 'name,dateLastActivity', lists: 'all', customFields: 'true' };
      const answer = await send({ method: 'GET', path: `boards/${part(id)}`, query });
      return { board: check(boardSchema, answer), headers: answer.headers };
    },

    members: (board) => get(membersSchema, `boards/${part(board)}/members`),
    labels: (board) => get(labelsSchema, `boards/${part(board)}/labels`, { limit: pageSize }),
    createLabel: async (board, name, color) =>
      check(labelSchema, await write('POST', `boards/${part(board)}/labels`, { name, color }), 'unknown'),

    cards: (board, query) => get(cardsSchema, cardsPath(board, query), { ...wholeCard, ...page(query) }),
    descriptions: (board, query) => get(cardsSchema, cardsPath(board, query), { fields: 'desc', ...page(query) }),
    counts: async (board, query) =>
      (await get(countsSchema, cardsPath(board, query), { fields: 'badges', ...page(query) })).map(
        ({ id, badges }) => ({ id, comments: badges?.comments ?? 0 }),
      ),
    attachmentsOnBoard: (board, query) =>
      get(cardsWithAttachmentsSchema, cardsPath(board, query), { fields: 'name', attachments: 'true', ...page(query) }),

    card: async (id) => {
      const answer = await send({ method: 'GET', path: `cards/${part(id)}`, query: wholeCard, expect: [404] });
      return answer.status === 404 ? null : answer.json();
    },

    cardsAtOnce: async (ids) => {
      // Commas separate the requests, so none of them may have one itself.
      const query = 'fields=all&customFieldItems=true&checklists=all';
      const urls = ids.map((id) => `/cards/${part(id)}?${query}`).join(',');
      const parts = await get(batchSchema, 'batch', { urls });
      return new Map(
        ids.flatMap((id, index) => (parts[index]?.['200'] === undefined ? [] : [[id, parts[index]['200']] as const])),
      );
    },

    createCard: async (attributes) => (await write('POST', 'cards', attributes)).json(),
    updateCard: async (id, attributes) => expectData(await write('PUT', `cards/${part(id)}`, attributes)),
    setCustomFields: async (card, items) =>
      expectData(await write('PUT', `cards/${part(card)}/customFields`, { customFieldItems: items })),
    addChecklist: async (card, name, pos) =>
      check(cardIdSchema, await write('POST', `cards/${part(card)}/checklists`, { name, pos }), 'unknown').id,
    moveChecklist: async (id, pos) => expectData(await write('PUT', `checklists/${part(id)}`, { pos })),
    deleteChecklist: (id) => remove(`checklists/${part(id)}`),
    addCheckItem: async (checklist, values) =>
      expectData(await write('POST', `checklists/${part(checklist)}/checkItems`, values)),
    updateCheckItem: async (card, id, values) =>
      expectData(await write('PUT', `cards/${part(card)}/checkItem/${part(id)}`, values)),
    deleteCheckItem: (card, id) => remove(`cards/${part(card)}/checkItem/${part(id)}`),
    deleteCard: (id) => remove(`cards/${part(id)}`),

    comments: (card, before) => getOrNull(actionsSchema, `cards/${part(card)}/actions`, comments(before)),
    commentsOnBoard: (board, before) => get(actionsSchema, `boards/${part(board)}/actions`, comments(before)),
    comment: (id) => get(actionSchema, `actions/${part(id)}`),
    createComment: async (card, text) =>
      check(actionSchema, await write('POST', `cards/${part(card)}/actions/comments`, { text }), 'unknown'),
    updateComment: async (card, id, text) =>
      expectData(await write('PUT', `cards/${part(card)}/actions/${part(id)}/comments`, { text })),
    deleteComment: (card, id) => remove(`cards/${part(card)}/actions/${part(id)}/comments`),

    attachments: (card) => getOrNull(attachmentsSchema, `cards/${part(card)}/attachments`),
    attachment: (card, id) => get(attachmentSchema, `cards/${part(card)}/attachments/${part(id)}`),
    upload: async (card, name, mediaType, content) => {
      const { body, headers } = multipart({ name, mimeType: mediaType }, name, mediaType, content);
      const answer = await send({ method: 'POST', path: `cards/${part(card)}/attachments`, headers, body });
      return check(attachmentSchema, answer, 'unknown');
    },
    link: async (card, name, url) =>
      check(attachmentSchema, await write('POST', `cards/${part(card)}/attachments`, { name, url }), 'unknown'),
    deleteAttachment: (card, id) => remove(`cards/${part(card)}/attachments/${part(id)}`),
    download: createDownload(send, context, base),
  };
}

/** One part of a path: what stands in it is never more than that. */
function part(text: string): string {
  return encodeURIComponent(text);
}

/** RFC 5849, 3.5.1, without a signature. In an address the two would end up in logs. */
function oauth(key: string, token: string): string {
  return `OAuth oauth_consumer_key="${encodeURIComponent(key)}", oauth_token="${encodeURIComponent(token)}"`;
}

function keyOf({ options }: ConnectContext): string {
  const key = options['key']?.trim() ?? '';
  if (key !== '') return key;
  throw new TaskSyncError(
    'invalid-input',
    'The connection to Trello has no API key. Nothing was sent. Enter the key of a Power-Up of yours from trello.com/power-ups/admin.',
  );
}

/** @param applied whether a write was carried out if its answer makes no sense */
function check<S extends z.ZodType>(schema: S, answer: Answer, applied: Applied = 'no'): z.infer<S> {
  const parsed = schema.safeParse(answer.json());
  if (parsed.success) return parsed.data;
  throw new TaskSyncError(
    'invalid-response',
    'Trello sent an answer that Task Sync does not understand. Nothing was taken from it. If this happens again, report it.',
    { applied, facts: { status: answer.status, at: parsed.error.issues[0]?.path.join('.') ?? null } },
  );
}

/** What Trello says to a change is not looked at; but a sign-in page in its place is no success. */
function expectData(answer: Answer): void {
  if (answer.text().trim() !== '') answer.json();
}
