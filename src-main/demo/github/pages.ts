import type { Reply, ServiceRequest } from '../kit/routes.ts';
import { Refusal } from '../kit/routes.ts';
import { failure } from './access.ts';
import type { Sorted } from './list-issues.ts';

/**
 * A list with positions: its links hold where the page ended, so that what moves elsewhere shifts nothing, and no longer say how
 * many pages there are. Far from the start, pages cannot be asked for by number.
 */
export function pageByPosition<T extends { readonly id: number }>(
  { query, path, origin }: ServiceRequest,
  { all, by, sign }: Sorted<T>,
  toJson: (one: T) => unknown,
  repository: number,
): Reply {
  const { size, number } = askedFor(query);
  const position = /^cursor:v2:(\d+):(\d+)$/.exec(Buffer.from(query.get('after') ?? '', 'base64url').toString());
  if (position === null && number >= 100) throw new Refusal(failure(422, tooFar));
  const [key, id] = [Number(position?.[1]), Number(position?.[2])];
  const isBeyond = (one: T): boolean => {
    return sign * (by(one) - key || one.id - id) > 0;
  };
  const rest = position === null ? all.slice((number - 1) * size) : all.filter(isBeyond);
  const shown = rest.slice(0, size);
  const last = shown.at(-1);
  if (last === undefined || rest.length <= size) return { status: 200, body: shown.map(toJson) };
  const asked = new URLSearchParams(query);
  asked.set('page', String(number + 1));
  asked.set('after', Buffer.from(`cursor:v2:${by(last)}:${last.id}`).toString('base64url'));
  const link = `<${origin}${byNumber(path, repository)}?${asked}>; rel="next"`;
  return { status: 200, body: shown.map(toJson), headers: { link } };
}

const tooFar =
  'Pagination with the page parameter is not supported for large datasets, please use cursor based pagination (after/before)';

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
