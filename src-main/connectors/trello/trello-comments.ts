import type { CommentsConnector, RecordComments, RemoteComment } from '../../../src-shared/connector/comments.ts';
import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import { afterWriting, beforeWriting } from './applied.ts';
import { fewAtOnce } from './few-at-once.ts';
import { withMarker, withoutMarker } from './identity.ts';
import { pageSize } from './large-pages.ts';
import { everyPage } from './pull-cards.ts';
import type { TrelloClient } from './trello-client.ts';
import { mostInBatch } from './trello-client.ts';
import type { Action } from './trello-wire.ts';

/** The comments of a card are actions on it. */
export function createTrelloComments(client: TrelloClient, ownId: () => Promise<string>): CommentsConnector {
  const toComments = async (actions: readonly Action[]): Promise<readonly RemoteComment[]> => {
    const own = await ownId();
    return [...actions]
      .sort((a, b) => a.date.localeCompare(b.date) || a.id.localeCompare(b.id))
      .map((action) => toComment(action, own));
  };
  const readOne = async (record: RemoteId): Promise<RecordComments | null> => {
    const actions = await allOf(client, record);
    return actions && { record, comments: await toComments(actions) };
  };
  const readEach = async (records: readonly RemoteId[]): Promise<readonly RecordComments[]> =>
    (await fewAtOnce(records, readOne)).filter((one) => one !== null);

  return {
    read: async (container, records) => {
      if (records.length <= mostInBatch) return readEach(records);
      const counts = new Map(
        (
          await everyPage(
            (query) => client.counts(container, query),
            ({ id }) => id,
          )
        ).map((one) => [one.id, one.comments]),
      );
      const there = records.filter((record) => counts.has(record));
      const speaking = there.filter((record) => counts.get(record) !== 0);
      const byCard = await onBoard(client, container, speaking.length > mostInBatch ? speaking.length : 0);
      const known = there.filter((record) => (byCard.get(record)?.length ?? 0) === counts.get(record));
      const found: RecordComments[] = [];
      for (const record of known) found.push({ record, comments: await toComments(byCard.get(record) ?? []) });
      // Comments that a card brought from another board are with the card, and not with the board.
      return [...found, ...(await readEach(there.filter((record) => !known.includes(record))))];
    },

    find: async (_, record, identity) =>
      ((await readOne(record))?.comments ?? []).filter((comment) => comment.identity === identity),

    create: async ({ record, identity, text }) => {
      const action = await client.createComment(record, withMarker(text, identity));
      return toComment(action, await afterWriting(ownId()));
    },

    update: async ({ record, id, text }) => {
      const before = await beforeWriting(client.comment(id));
      const { identity } = withoutMarker(before.data.text ?? '');
      await client.updateComment(record, id, withMarker(text, identity));
      return toComment(await afterWriting(client.comment(id)), await afterWriting(ownId()));
    },

    remove: ({ record, id }) => client.deleteComment(record, id),
  };
}

function toComment(action: Action, own: string): RemoteComment {
  const { text, identity } = withoutMarker(action.data.text ?? '');
  return {
    id: action.id,
    author: action.memberCreator?.fullName || action.memberCreator?.username || 'Somebody at Trello',
    isOwn: action.idMemberCreator === own,
    createdAt: new Date(action.date).toISOString(),
    text: text.replace(/\r\n?/g, '\n'),
    isInternal: false,
    identity,
  };
}

/** Null: the card is gone. */
async function allOf(client: TrelloClient, record: RemoteId): Promise<readonly Action[] | null> {
  const all: Action[] = [];
  for (let before: string | null = null; ; ) {
    const page: readonly Action[] | null = await client.comments(record, before);
    if (page === null) return null;
    all.push(...page);
    const last = oldest(page);
    if (page.length < pageSize || last === undefined) return all;
    before = last.id;
  }
}

/**
 * By card, the newest ones first, with no more requests than asking card by card would take. What is not complete then is seen
 * by the number of comments that each card has.
 */
async function onBoard(
  client: TrelloClient,
  board: string,
  mostRequests: number,
): Promise<ReadonlyMap<RemoteId, readonly Action[]>> {
  const byCard = new Map<RemoteId, Action[]>();
  let before: string | null = null;
  for (let requests = 0; requests < mostRequests; requests++) {
    const page: readonly Action[] = await client.commentsOnBoard(board, before);
    for (const action of page) {
      const card = action.data.card?.id ?? '';
      const own = byCard.get(card) ?? [];
      own.push(action);
      byCard.set(card, own);
    }
    const last = oldest(page);
    if (page.length < pageSize || last === undefined) break;
    before = last.id;
  }
  return byCard;
}

function oldest(page: readonly Action[]): Action | undefined {
  return page.reduce<Action | undefined>(
    (least, one) => (least === undefined || one.id < least.id ? one : least),
    undefined,
  );
}
