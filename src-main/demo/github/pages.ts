import type { Reply, ServiceRequest } from '../kit/routes.ts';
import { Refusal } from '../kit/routes.ts';
import { failure } from './access.ts';

interface Numbered {
  readonly id: number;
}

/**
 * A list with positions: its links hold the last one of the page, so that what moves elsewhere shifts nothing, and no longer say
 * how many pages there are. Far from the start, pages cannot be asked for by number.
 */
export function pageByCursor<T extends Numbered>(
  request: ServiceRequest,
  all: readonly T[],
  toJson: (one: T) => unknown,
  repository: number,
): Reply {
  const { query, path, origin } = request;
  const { size, number } = askedFor(query);
  const after = query.get('after');
  if (after === null && number >= 100) {
    throw new Refusal(
      failure(
        422,
        'Pagination with the page parameter is not supported for large datasets, please use cursor based pagination (after/before)',
      ),
    );
  }
  const previous = after === null ? null : Number(Buffer.from(after, 'base64url').toString().replace('cursor:v2:', ''));
  const found = previous === null ? -1 : all.findIndex(({ id }) => id === previous);
  const start = previous === null || found < 0 ? (number - 1) * size : found + 1;
  const shown = all.slice(start, start + size);
  const last = shown.at(-1);
  const asked = new URLSearchParams(query);
  asked.set('page', String(number + 1));
  if (last) asked.set('after', Buffer.from(`cursor:v2:${last.id}`).toString('base64url'));
  const link = `<${origin}${byNumber(path, repository)}?${asked}>; rel="next"`;
  return { status: 200, body: shown.map(toJson), ...(start + size < all.length ? { headers: { link } } : {}) };
}

function askedFor(query: URLSearchParams): { readonly size: number; readonly number: number } {
  return {
    size: Math.min(100, Math.max(1, Number(query.get('per_page') ?? 30) || 30)),
    number: Math.max(1, Number(query.get('page') ?? 1) || 1),
  };
}

function byNumber(path: string, repository: number): string {
  return path.replace(/^\/repos\/[^/]+\/[^/]+/, `/repositories/${repository}`);
}

/** One page of a list, with GitHub's links to the others: they name the repository by its number, whatever was asked for. */
export function page<T>(
  { query, path, origin }: ServiceRequest,
  all: readonly T[],
  toJson: (one: T) => unknown,
  repository?: number,
): Reply {
  const { size, number } = askedFor(query);
  const last = Math.max(1, Math.ceil(all.length / size));
  const base = repository === undefined ? path : byNumber(path, repository);
  const linkTo = (target: number, rel: string): string => {
    const asked = new URLSearchParams(query);
    asked.set('page', String(target));
    return `<${origin}${base}?${asked}>; rel="${rel}"`;
  };
  const links = [
    ...(number > 1 ? [linkTo(number - 1, 'prev'), linkTo(1, 'first')] : []),
    ...(number < last ? [linkTo(number + 1, 'next'), linkTo(last, 'last')] : []),
  ];
  const body = all.slice((number - 1) * size, number * size).map(toJson);
  return { status: 200, body, ...(links.length > 0 ? { headers: { link: links.join(', ') } } : {}) };
}
