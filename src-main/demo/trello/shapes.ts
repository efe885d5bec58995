import type { Action, Attachment, Board, Card, CheckItem, Checklist, CustomField, Label, Member } from './records.ts';
import type { TrelloStore } from './store.ts';

type Shape = Readonly<Record<string, unknown>>;

export function iso(time: number): string {
  return new Date(time).toISOString();
}

/** The fields that were asked for, and always the id. */
export function only(shape: Shape, fields: string | null): Shape {
  if (fields === null || fields === 'all' || fields === '') return shape;
  const wanted = new Set(['id', ...fields.split(',')]);
  return Object.fromEntries(Object.entries(shape).filter(([name]) => wanted.has(name)));
}

export function memberShape({ id, fullName, username }: Member): Shape {
  const initials = fullName
    .split(' ')
    .map((word) => word[0])
    .join('');
  return { id, activityBlocked: false, fullName, initials, username, memberType: 'normal', confirmed: true };
}

export function boardShape(board: Board): Shape {
  const { id, name, closed, shortLink, memberships, dateLastActivity } = board;
  return {
    ...{ id, name, desc: '', closed, shortLink, pinned: false, starred: false },
    ...{ url: `https://trello.com/b/${shortLink}/board`, shortUrl: `https://trello.com/b/${shortLink}` },
    memberships: memberships.map((one) => ({ ...one, unconfirmed: false, deactivated: false })),
    dateLastActivity: iso(dateLastActivity),
  };
}

export function labelShape({ id, idBoard, name, color }: Label): Shape {
  return { id, idBoard, name, color };
}

export function customFieldShape({ id, idBoard, name, type, options }: CustomField): Shape {
  const all = options.map((option, index) => ({
    ...{ id: option.id, idCustomField: id, value: { text: option.text }, color: 'none', pos: (index + 1) * 16_384 },
  }));
  const shape = { id, idModel: idBoard, modelType: 'board', fieldGroup: id.repeat(2), name, type, pos: 16_384 };
  return { ...shape, display: { cardFront: true }, ...(type === 'list' ? { options: all } : {}) };
}

export interface Counts {
  readonly comments: ReadonlyMap<string, number>;
  readonly attachments: ReadonlyMap<string, number>;
}

/** By card. */
export function countsOf(store: TrelloStore): Counts {
  const [comments, attachments] = [new Map<string, number>(), new Map<string, number>()];
  for (const { type, idCard } of store.actions) {
    if (type === 'commentCard' && idCard !== null) comments.set(idCard, (comments.get(idCard) ?? 0) + 1);
  }
  for (const { idCard } of store.attachments.values()) attachments.set(idCard, (attachments.get(idCard) ?? 0) + 1);
  return { comments, attachments };
}

export function cardShape(store: TrelloStore, card: Card, { comments, attachments } = countsOf(store)): Shape {
  const { id, shortLink, idBoard, idList, idShort, name, desc, closed, due, start, dueComplete, pos } = card;
  const labels = card.idLabels.flatMap((one) => store.labels.get(one) ?? []);
  const items = card.checklists.flatMap((checklist) => checklist.items);
  const checked = items.filter(({ isComplete }) => isComplete).length;
  const counts = {
    ...{ comments: comments.get(id) ?? 0, attachments: attachments.get(id) ?? 0 },
    ...{ checkItems: items.length, checkItemsChecked: checked },
  };
  const slug = encodeURIComponent(name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-'));
  return {
    ...{ id, idBoard, idList, idShort, name, desc, closed, due, start, dueComplete, pos },
    ...{ dateLastActivity: iso(card.dateLastActivity), shortLink, shortUrl: `https://trello.com/c/${shortLink}` },
    ...{ url: `https://trello.com/c/${shortLink}/${idShort}-${slug}` },
    ...{ idMembers: card.idMembers, idLabels: labels.map((label) => label.id), labels: labels.map(labelShape) },
    ...{ idChecklists: card.checklists.map((checklist) => checklist.id), idMembersVoted: [], subscribed: false },
    ...{ isTemplate: card.isTemplate, cardRole: card.cardRole, checkItemStates: [], idAttachmentCover: null },
    ...{ dueReminder: null, manualCoverAttachment: false, descData: { emoji: {} } },
    badges: {
      ...counts,
      due,
      start,
      dueComplete,
      description: desc !== '',
      location: false,
      votes: 0,
      subscribed: false,
    },
  };
}

/** What comes with a card when it is asked for. */
export function nestedInCard(store: TrelloStore, card: Card, query: URLSearchParams): Shape {
  const attachments = [...store.attachments.values()].filter(({ idCard }) => idCard === card.id);
  return {
    ...(query.get('customFieldItems') === 'true' && {
      customFieldItems: card.customItems.map((item) => ({ ...item, idModel: card.id, modelType: 'card' })),
    }),
    ...(query.get('checklists') === 'all' && { checklists: card.checklists.map((one) => checklistShape(one, card)) }),
    ...(query.get('attachments') === 'true' && { attachments: attachments.map(attachmentShape) }),
  };
}

export function checkItemShape({ id, name, isComplete, pos, idMember }: CheckItem, idChecklist: string): Shape {
  return { id, idChecklist, name, state: isComplete ? 'complete' : 'incomplete', pos, due: null, idMember };
}

export function checklistShape({ id, name, pos, items }: Checklist, card: Card): Shape {
  const checkItems = items.map((item) => checkItemShape(item, id));
  return { id, name, idCard: card.id, idBoard: card.idBoard, pos, checkItems };
}

export function attachmentShape(attachment: Attachment): Shape {
  const { id, idCard, name, fileName, url, mimeType, content, date, idMember } = attachment;
  const place = `https://trello.com/1/cards/${idCard}/attachments/${id}/download/${encodeURIComponent(fileName ?? '')}`;
  return {
    ...{ id, name, mimeType, date: iso(date), idMember, isUpload: content !== null, pos: 16_384, previews: [] },
    ...{ bytes: content?.length ?? null, edgeColor: null, url: url ?? place, fileName },
  };
}

export function actionShape(store: TrelloStore, action: Action): Shape {
  const { id, type, date, idMemberCreator, text } = action;
  const member = store.members.get(idMemberCreator);
  const board = store.boards.get(action.idBoard);
  const card = action.idCard === null ? undefined : store.cards.get(action.idCard);
  return {
    ...{ id, type, date: iso(date), idMemberCreator },
    data: {
      ...(text !== null && { text }),
      ...(action.idCard !== null && {
        // Of a deleted card little is left.
        card: { id: action.idCard, ...(card && { name: card.name, idShort: card.idShort, shortLink: card.shortLink }) },
      }),
      board: { id: action.idBoard, name: board?.name, shortLink: board?.shortLink },
    },
    ...(member && { memberCreator: memberShape(member) }),
  };
}
