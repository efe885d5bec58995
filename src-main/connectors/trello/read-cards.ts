import type { PullProblem } from '../../../src-shared/connector/connector.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { Card } from './trello-wire.ts';
import { cardIdSchema, cardSchema } from './trello-wire.ts';

export interface ReadCards {
  /** Without what only looks like a card. */
  readonly cards: readonly Card[];
  readonly problems: readonly PullProblem[];
}

/** One card that we cannot read does not stand in the way of the others. */
export function readCards(given: readonly unknown[]): ReadCards {
  const cards: Card[] = [];
  const problems: PullProblem[] = [];
  for (const one of given) {
    const parsed = cardSchema.safeParse(one);
    if (parsed.success) {
      if (isTask(parsed.data)) cards.push(parsed.data);
    } else problems.push({ id: idOf(one), code: 'invalid-response', message: unreadable });
  }
  return { cards, problems };
}

const unreadable =
  'Trello shows a card in a way that Task Sync does not understand. It was left alone; the others went on.';

/** Templates are made to be copied; separators, mirrors and links to boards have no life of their own. */
export function isTask({ isTemplate, cardRole }: Card): boolean {
  return !isTemplate && cardRole === null;
}

/** One without an id cannot even be named. */
export function idOf(given: unknown): string {
  const id = cardIdSchema.safeParse(given).data?.id;
  if (id !== undefined) return id;
  throw notUnderstood();
}

/** @throws `invalid-response` when it is not a card; a write that it answers may have been carried out. */
export function readCard(given: unknown): Card {
  const parsed = cardSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw notUnderstood();
}

function notUnderstood(): TaskSyncError {
  return new TaskSyncError(
    'invalid-response',
    'Trello sent a card that Task Sync does not understand. Nothing was taken from it. If this happens again, report it.',
    { applied: 'unknown' },
  );
}
