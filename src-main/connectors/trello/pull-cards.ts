import type { Narrowing, PullPage, PullRequest, RemoteTask } from '../../../src-shared/connector/connector.ts';
import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import type { BoardFrames, Frame } from './board-frames.ts';
import type { Position } from './cursor.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { pageSize } from './large-pages.ts';
import { newestFirst } from './newest-first.ts';
import { idOf, readCards } from './read-cards.ts';
import { archived, complete } from './status.ts';
import type { CardQuery, TrelloClient } from './trello-client.ts';
import { toRemoteTask, versionOf } from './trello-fields.ts';
import type { Card } from './trello-wire.ts';

/** Cards that are stored at once, so that the engine's steps stay short. */
const step = 250;

/**
 * All cards of the board, and of those the ones whose content is another one than we know.
 *
 * Trello has no "changed since". Its list of actions leaves out changes of labels, of comments, and more
 * (developer.atlassian.com/cloud/trello/guides/rest-api/action-types, "Excluded"), and which changes count as activity of a
 * card is told by examples only. A page has a thousand cards, so for most boards this is the board and one page, whatever has
 * changed. A board that needs more of them is read again only when its time of the last activity is another one.
 */
export async function* pullCards(
  client: TrelloClient,
  frames: BoardFrames,
  request: PullRequest,
): AsyncGenerator<PullPage> {
  const { container, cursor, known } = request;
  const from = readCursor(cursor);
  let frame = await frames.read(container);
  if (from !== null && isUnchanged(from, frame)) {
    yield { tasks: [], deleted: [], problems: [], cursor: writeCursor(from) };
    return;
  }
  const isGoingOn = from !== null && from.before !== null;
  const filter = cursor === null ? narrowed(request.narrow ?? [], frame) : 'all';
  const mark = isGoingOn ? from.mark : frame.mark;
  let [count, before] = isGoingOn ? [from.count, from.before] : [0, null];
  for (;;) {
    const page = await readPage(client, container, { filter, before });
    const isLast = page.length < pageSize;
    for (let start = 0; start === 0 || start < page.length; start += step) {
      const some = page.slice(start, start + step);
      const { cards, problems } = readCards(some);
      frame = await frames.fitting(container, cards);
      count += cards.length + problems.length;
      before = some.length === 0 ? before : idOf(some.at(-1));
      const isEnd = isLast && start + step >= page.length;
      yield {
        tasks: await unknownOf(cards, known, frame),
        deleted: [],
        problems,
        // A narrowed reading starts again when it is broken off, because a cursor would go on with all cards.
        cursor: isEnd
          ? writeCursor({ mark, count, before: null })
          : filter === 'all'
            ? writeCursor({ mark, count, before })
            : null,
        ...(isEnd && filter === 'all' ? { liveCount: count } : {}),
      };
    }
    if (isLast) return;
  }
}

function isUnchanged({ mark, count, before }: Position, frame: Frame): boolean {
  return before === null && count >= pageSize && mark !== null && mark === frame.mark;
}

/** Newest first. Trello gives the newest that are older than `before`, and promises no order among them. */
export async function readPage(client: TrelloClient, board: string, query: CardQuery): Promise<readonly unknown[]> {
  return newestFirst(await client.cards(board, query), idOf);
}

/** All pages of a listing. */
export async function everyPage<T>(
  read: (query: CardQuery) => Promise<readonly T[]>,
  idOf: (one: T) => string,
): Promise<readonly T[]> {
  const all: T[] = [];
  for (let before: string | null = null; ; ) {
    const page: readonly T[] = newestFirst(await read({ filter: 'all', before }), idOf);
    all.push(...page);
    const last = page.at(-1);
    if (page.length < pageSize || last === undefined) return all;
    before = idOf(last);
  }
}

/**
 * Archived cards have one of three statuses; without these, and without lists whose cards keep theirs in the archive, they
 * can be left out.
 */
function narrowed(conditions: readonly Narrowing[], { lists, meanings }: Frame): CardQuery['filter'] {
  const isOpen = (status: string): boolean =>
    status !== complete &&
    status !== archived &&
    lists.has(status) &&
    !['done', 'cancelled'].includes(meanings.get(status) ?? '');
  return conditions.some(({ field, values }) => field === 'status' && values.every(isOpen)) ? 'open' : 'all';
}

async function unknownOf(
  cards: readonly Card[],
  known: PullRequest['known'],
  frame: Frame,
): Promise<readonly RemoteTask[]> {
  const versions: ReadonlyMap<RemoteId, string | null> = await known(cards.map(({ id }) => id));
  return cards
    .filter((card) => versions.get(card.id) !== versionOf(card, frame))
    .map((card) => toRemoteTask(card, frame));
}
