import { refuse } from './refusals.ts';

const most = 1_000;

/** The newest of those that `before` and `since` leave, which are ids or dates; newest first. */
export function pageOf<T extends { readonly id: string }>(
  all: readonly T[],
  query: URLSearchParams,
  usual: number,
): readonly T[] {
  const limit = Number(query.get('limit') ?? usual);
  if (!Number.isInteger(limit) || limit < 0 || limit > most) throw refuse(400, 'invalid value for limit');
  const [before, since] = [edge(query.get('before')), edge(query.get('since'))];
  return all
    .filter(({ id }) => (before === null || id < before) && (since === null || id > since))
    .sort((a, b) => (a.id < b.id ? 1 : -1))
    .slice(0, limit);
}

/** The first four bytes of an id are the second in which it was made. */
function edge(given: string | null): string | null {
  if (given === null || /^[0-9a-f]{24}$/.test(given)) return given;
  const time = Date.parse(given);
  if (Number.isNaN(time)) throw refuse(400, 'invalid date');
  return Math.floor(time / 1_000)
    .toString(16)
    .padStart(8, '0')
    .padEnd(24, '0');
}
