import { createObjectIds, type ObjectIds } from './object-ids.ts';
import type { Action, Attachment, Board, BoardList, Card, CustomField, Label, Member, MemberType } from './records.ts';

/** A whole Trello in memory. Times are milliseconds, as there. */
export interface TrelloStore {
  readonly members: Map<string, Member>;
  readonly boards: Map<string, Board>;
  readonly lists: Map<string, BoardList>;
  readonly labels: Map<string, Label>;
  readonly customFields: Map<string, CustomField>;
  readonly cards: Map<string, Card>;
  /** Oldest first. */
  readonly actions: Action[];
  readonly attachments: Map<string, Attachment>;
  readonly ids: ObjectIds;
  now(): number;

  addMember(fullName: string, username: string): Member;
  addBoard(name: string, members: Readonly<Record<string, MemberType>>): Board;
  addList(board: Board, name: string): BoardList;
  addLabel(board: Board, name: string, color: string | null): Label;
  addCustomField(board: Board, name: string, type: CustomField['type'], options?: readonly string[]): CustomField;
  addCard(by: string, list: BoardList, values: Partial<Card>): Card;
  addComment(by: string, card: Card, text: string): Action;
  addAttachment(by: string, card: Card, values: Pick<Attachment, 'name' | 'mimeType' | 'content' | 'url'>): Attachment;
  /** Takes the card with all that belongs to it. */
  deleteCard(by: string, card: Card): void;
  moveCard(by: string, card: Card, list: BoardList): void;
  /** Changes a card as a person would, with the action that tells of it. */
  changeCard(by: string, card: Card, values: Partial<Card>): void;
  /** What Trello calls activity: the card and its board get a new time, and the list of actions grows. */
  record(by: string, type: string, board: Board, card: Card | null, text?: string): Action;
  /** Counts as activity, though no action tells of it. */
  touch(card: Card): void;
}

export function createTrelloStore(now: () => number): TrelloStore {
  const ids = createObjectIds(now);
  const store: TrelloStore = {
    ...{ members: new Map(), boards: new Map(), lists: new Map(), labels: new Map(), customFields: new Map() },
    ...{ cards: new Map(), actions: [], attachments: new Map(), ids, now },

    addMember: (fullName, username) => put(store.members, { id: ids.next(), fullName, username }),

    addBoard: (name, members) => {
      const id = ids.next();
      const memberships = Object.entries(members).map(([idMember, memberType]) => ({
        ...{ id: ids.next(), idMember, memberType },
      }));
      const board = { id, shortLink: ids.shortLink(id), name, closed: false, dateLastActivity: now(), lastShort: 0 };
      return put(store.boards, { ...board, memberships });
    },

    addList: (board, name) => {
      const pos = (store.lists.size + 1) * 16_384;
      return put(store.lists, { id: ids.next(), idBoard: board.id, name, closed: false, pos });
    },

    addLabel: (board, name, color) => put(store.labels, { id: ids.next(), idBoard: board.id, name, color }),

    addCustomField: (board, name, type, options = []) =>
      put(store.customFields, {
        ...{ id: ids.next(), idBoard: board.id, name, type },
        options: options.map((text) => ({ id: ids.next(), text })),
      }),

    addCard: (by, list, values) => {
      const board = existing(store.boards, list.idBoard);
      const id = ids.next();
      board.lastShort += 1;
      const card = put(store.cards, {
        ...{ id, shortLink: ids.shortLink(id), idBoard: board.id, idList: list.id, idShort: board.lastShort },
        ...{ name: '', desc: '', closed: false, due: null, start: null, dueComplete: false, dateLastActivity: now() },
        ...{ idMembers: [], idLabels: [], pos: board.lastShort * 16_384, isTemplate: false, cardRole: null },
        ...{ customItems: [], checklists: [] },
        ...values,
      });
      store.record(by, 'createCard', board, card);
      return card;
    },

    addComment: (by, card, text) => store.record(by, 'commentCard', existing(store.boards, card.idBoard), card, text),

    addAttachment: (by, card, values) => {
      const fileName = values.content === null ? null : values.name.replace(/[^\p{L}\p{N}.-]+/gu, '_');
      const attachment = { id: ids.next(), idCard: card.id, ...values, fileName, date: now(), idMember: by };
      store.record(by, 'addAttachmentToCard', existing(store.boards, card.idBoard), card);
      return put(store.attachments, attachment);
    },

    deleteCard: (by, card) => {
      store.cards.delete(card.id);
      for (const { id, idCard } of store.attachments.values()) if (idCard === card.id) store.attachments.delete(id);
      const rest = store.actions.filter(({ idCard }) => idCard !== card.id);
      store.actions.splice(0, store.actions.length, ...rest);
      store.record(by, 'deleteCard', existing(store.boards, card.idBoard), card);
    },

    moveCard: (by, card, list) => {
      const [from, to] = [existing(store.boards, card.idBoard), existing(store.boards, list.idBoard)];
      if (from !== to) {
        store.record(by, 'moveCardFromBoard', from, card);
        to.lastShort += 1;
        // Labels and values belong to a board and stay behind.
        Object.assign(card, { idBoard: to.id, idShort: to.lastShort, idLabels: [], customItems: [] });
        store.record(by, 'moveCardToBoard', to, card);
      } else if (card.idList !== list.id) store.record(by, 'updateCard', from, card);
      card.idList = list.id;
    },

    changeCard: (by, card, values) => {
      const silent = new Set(['idLabels', 'customItems', 'pos']);
      const changed = Object.entries(values).filter(
        ([name, value]) => JSON.stringify(card[name as keyof Card]) !== JSON.stringify(value),
      );
      Object.assign(card, Object.fromEntries(changed));
      if (changed.some(([name]) => !silent.has(name))) {
        store.record(by, 'updateCard', existing(store.boards, card.idBoard), card);
      }
    },

    record: (by, type, board, card, text) => {
      const action = { id: ids.next(), type, date: now(), idMemberCreator: by, idBoard: board.id };
      store.actions.push({ ...action, idCard: card?.id ?? null, text: text ?? null });
      board.dateLastActivity = now();
      if (card !== null) card.dateLastActivity = now();
      return store.actions.at(-1) as Action;
    },

    touch: (card) => {
      card.dateLastActivity = now();
      existing(store.boards, card.idBoard).dateLastActivity = now();
    },
  };
  return store;
}

function put<T extends { readonly id: string }>(map: Map<string, T>, one: T): T {
  map.set(one.id, one);
  return one;
}

function existing<T>(map: ReadonlyMap<string, T>, id: string): T {
  const found = map.get(id);
  if (found === undefined) throw new Error(`the simulated Trello has lost ${id}`);
  return found;
}
