import type { ServiceRequest } from '../kit/routes.ts';
import { Refusal } from '../kit/routes.ts';
import type { Board, Card } from './records.ts';
import { notFound, refuse } from './refusals.ts';
import type { TrelloStore } from './store.ts';

/** Who asks: the member that the token belongs to. */
export interface Access {
  readonly store: TrelloStore;
  /** Id of the member. */
  readonly me: string;
}

/** What the path names, if the token may see it. */
export function boardOf({ store, me }: Access, id: string): Board {
  const board = find(store.boards, id);
  requireMember(board, me);
  return board;
}

export function cardOf({ store, me }: Access, id: string): Card {
  const card = find(store.cards, id);
  const board = store.boards.get(card.idBoard);
  // As if the sign-in were wrong: Trello has no 403 for this.
  if (!board?.memberships.some(({ idMember }) => idMember === me))
    throw refuse(401, 'unauthorized card permission requested');
  return card;
}

/** Observers look on. */
export function requireWriter({ store, me }: Access, idBoard: string): Board {
  const board = find(store.boards, idBoard);
  const membership = board.memberships.find(({ idMember }) => idMember === me);
  if (membership === undefined || membership.memberType === 'observer' || board.closed) {
    throw refuse(401, 'unauthorized permission requested');
  }
  return board;
}

export function find<T extends { readonly id: string }>(all: ReadonlyMap<string, T>, id: string): T {
  const found = all.get(id) ?? [...all.values()].find((one) => 'shortLink' in one && one.shortLink === id);
  if (found !== undefined) return found;
  if (!/^([0-9a-f]{24}|[0-9A-Za-z]{8})$/.test(id)) throw refuse(400, 'invalid id');
  throw new Refusal(notFound);
}

function requireMember(board: Board, me: string): void {
  if (board.memberships.some(({ idMember }) => idMember === me)) return;
  throw refuse(401, 'unauthorized permission requested');
}

export type Input = ReadonlyMap<string, unknown>;

/** Values come in the address or in the body, as the caller likes. */
export function inputOf(request: ServiceRequest): Input {
  const input = new Map<string, unknown>(request.query);
  if (!String(request.headers['content-type'] ?? '').includes('json')) return input;
  const body = request.json();
  if (typeof body === 'object' && body !== null)
    for (const [name, value] of Object.entries(body)) input.set(name, value);
  return input;
}

export function textIn(input: Input, name: string, longest = 16_384): string | undefined {
  const value = input.get(name);
  if (value === undefined) return undefined;
  if (typeof value !== 'string' || value.length > longest) throw refuse(400, `invalid value for ${name}`);
  return value;
}

export function flagIn(input: Input, name: string): boolean | undefined {
  const value = input.get(name);
  if (value === undefined) return undefined;
  if (value === true || value === 'true') return true;
  if (value === false || value === 'false') return false;
  throw refuse(400, `invalid value for ${name}`);
}

/** Null and an empty text clear. */
export function momentIn(input: Input, name: string): string | null | undefined {
  const value = input.get(name);
  if (value === undefined) return undefined;
  if (value === null || value === '' || value === 'null') return null;
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(time)) throw refuse(400, `invalid date`);
  return new Date(time).toISOString();
}

/** Ids that have to be among those that are there. */
export function idsIn(input: Input, name: string, there: (id: string) => boolean): readonly string[] | undefined {
  const value = input.get(name);
  if (value === undefined) return undefined;
  const ids = (Array.isArray(value) ? value.map(String) : String(value).split(',')).filter((id) => id !== '');
  if (!ids.every(there)) throw refuse(400, `invalid value for ${name}`);
  return [...new Set(ids)];
}
