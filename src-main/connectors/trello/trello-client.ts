import type { Content } from '../../../src-shared/connector/attachments.ts';
import type { ConnectContext } from '../../../src-shared/connector/descriptor.ts';
import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import type { Answer, Call } from '../kit/client.ts';
import type { CustomChange } from './custom-fields.ts';
import { createDownload } from './download.ts';
import { createLargePages, pageSize } from './large-pages.ts';
import { multipart } from './multipart.ts';
import type { ItemValues } from './plan-checklists.ts';
import { idOf } from './read-cards.ts';
import { check, createRequests } from './requests.ts';
import type { Attributes } from './trello-fields.ts';
import type { Action, Attachment, Board, BoardEntry, Label, Member } from './trello-wire.ts';
import {
  actionSchema,
  actionsSchema,
  anythingSchema,
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

/** Most requests in one batch. */
export const mostInBatch = 10;

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
  const { base, send, get, getOrNull, make, change, add, remove } = createRequests(context);
  const largePage = createLargePages();
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
    createLabel: (board, name, color) => make(labelSchema, `boards/${part(board)}/labels`, { name, color }),

    cards: (board, query) =>
      largePage(query.before, idOf, (limit, before) =>
        get(cardsSchema, cardsPath(board, query), { ...wholeCard, limit, before: before ?? undefined }),
      ),
    descriptions: (board, query) => get(cardsSchema, cardsPath(board, query), { fields: 'desc', ...page(query) }),
    counts: async (board, query) =>
      (await get(countsSchema, cardsPath(board, query), { fields: 'badges', ...page(query) })).map(
        ({ id, badges }) => ({ id, comments: badges?.comments ?? 0 }),
      ),
    attachmentsOnBoard: (board, query) =>
      largePage(query.before, idOf, (limit, before) => {
        const wanted = { fields: 'name', attachments: 'true', limit, before: before ?? undefined };
        return get(cardsWithAttachmentsSchema, cardsPath(board, query), wanted);
      }),

    card: (id) => getOrNull(anythingSchema, `cards/${part(id)}`, wholeCard),

    cardsAtOnce: async (ids) => {
      // Commas separate the requests, so none of them may have one itself.
      const query = 'fields=all&customFieldItems=true&checklists=all';
      const urls = ids.map((id) => `/cards/${part(id)}?${query}`).join(',');
      const parts = await get(batchSchema, 'batch', { urls });
      return new Map(
        ids.flatMap((id, index) => (parts[index]?.['200'] === undefined ? [] : [[id, parts[index]['200']] as const])),
      );
    },

    createCard: (attributes) => make(anythingSchema, 'cards', attributes),
    updateCard: (id, attributes) => change(`cards/${part(id)}`, attributes),
    setCustomFields: (card, items) => change(`cards/${part(card)}/customFields`, { customFieldItems: items }),
    addChecklist: async (card, name, pos) =>
      (await make(cardIdSchema, `cards/${part(card)}/checklists`, { name, pos })).id,
    moveChecklist: (id, pos) => change(`checklists/${part(id)}`, { pos }),
    deleteChecklist: (id) => remove(`checklists/${part(id)}`),
    addCheckItem: (checklist, values) => add(`checklists/${part(checklist)}/checkItems`, values),
    updateCheckItem: (card, id, values) => change(`cards/${part(card)}/checkItem/${part(id)}`, values),
    deleteCheckItem: (card, id) => remove(`cards/${part(card)}/checkItem/${part(id)}`),
    deleteCard: (id) => remove(`cards/${part(id)}`),

    comments: (card, before) => getOrNull(actionsSchema, `cards/${part(card)}/actions`, comments(before)),
    commentsOnBoard: (board, before) => get(actionsSchema, `boards/${part(board)}/actions`, comments(before)),
    comment: (id) => get(actionSchema, `actions/${part(id)}`),
    createComment: (card, text) => make(actionSchema, `cards/${part(card)}/actions/comments`, { text }),
    updateComment: (card, id, text) => change(`cards/${part(card)}/actions/${part(id)}/comments`, { text }),
    deleteComment: (card, id) => remove(`cards/${part(card)}/actions/${part(id)}/comments`),

    attachments: (card) => getOrNull(attachmentsSchema, `cards/${part(card)}/attachments`),
    attachment: (card, id) => get(attachmentSchema, `cards/${part(card)}/attachments/${part(id)}`),
    upload: async (card, name, mediaType, content) => {
      const { body, headers } = multipart({ name, mimeType: mediaType }, name, mediaType, content);
      const answer = await send({ method: 'POST', path: `cards/${part(card)}/attachments`, headers, body });
      return check(attachmentSchema, answer, 'unknown');
    },
    link: (card, name, url) => make(attachmentSchema, `cards/${part(card)}/attachments`, { name, url }),
    deleteAttachment: (card, id) => remove(`cards/${part(card)}/attachments/${part(id)}`),
    download: createDownload(send, context, base),
  };
}

/** One part of a path: what stands in it is never more than that. */
function part(text: string): string {
  return encodeURIComponent(text);
}
