import type { GetResult, PullProblem } from '../../../src-shared/connector/connector.ts';
import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { BoardFrames } from './board-frames.ts';
import { everyPage } from './pull-cards.ts';
import { idOf, isTask, readCard, readCards } from './read-cards.ts';
import type { TrelloClient } from './trello-client.ts';
import { mostInBatch } from './trello-client.ts';
import { toRemoteTask } from './trello-fields.ts';
import type { Card } from './trello-wire.ts';

/** A few by their ids, ten in one request; many from the listing of the board, which costs less than asking for each. */
export async function getCards(
  client: TrelloClient,
  frames: BoardFrames,
  board: string,
  ids: readonly RemoteId[],
): Promise<GetResult> {
  const wanted = [...new Set(ids)];
  const found = await findCards(client, board, wanted);
  const cards: Card[] = [];
  const missing: RemoteId[] = [];
  const problems: PullProblem[] = [];
  for (const id of wanted) {
    const given = found.get(id) ?? (await askFor(client, frames, board, id, problems));
    if (given === undefined) continue;
    if (given === null) missing.push(id);
    else {
      const read = readCards([given]);
      const [card] = read.cards;
      if (card?.idBoard === (await frames.known(board)).id) cards.push(card);
      else problems.push(read.problems[0] ?? elsewhere(id, given));
    }
  }
  if (cards.length === 0) return { tasks: [], missing, problems };
  const frame = await frames.fitting(board, cards);
  return { tasks: cards.map((card) => toRemoteTask(card, frame)), missing, problems };
}

async function findCards(
  client: TrelloClient,
  board: string,
  ids: readonly RemoteId[],
): Promise<ReadonlyMap<RemoteId, unknown>> {
  if (ids.length < 2) return new Map();
  if (ids.length <= mostInBatch) return client.cardsAtOnce(ids);
  const all = await everyPage((query) => client.cards(board, query), idOf);
  const wanted = new Set(ids);
  return new Map(all.map((card) => [idOf(card), card] as const).filter(([id]) => wanted.has(id)));
}

/** Only a 404 on the card itself proves that it is gone (S8): null then. Undefined: it is one of the problems. */
async function askFor(
  client: TrelloClient,
  frames: BoardFrames,
  board: string,
  id: RemoteId,
  problems: PullProblem[],
): Promise<unknown> {
  try {
    return await client.card(id);
  } catch (error) {
    if (!(error instanceof TaskSyncError) || error.code !== 'forbidden') throw error;
    // It is the card, and not the board or the sign-in: then the board can still be read.
    await frames.read(board);
    const message =
      'Trello does not show a card to this account any more. It was left alone on both sides. It may have been moved to a board that is not yours.';
    problems.push({ id, code: 'forbidden', message });
    return undefined;
  }
}

function elsewhere(id: RemoteId, given: unknown): PullProblem {
  const message = isTask(readCard(given))
    ? 'A card was moved to another board. It was left alone on both sides.'
    : 'A card was made a template or a part of the board’s layout. It was left alone on both sides.';
  return { id, code: 'unsupported', message };
}
