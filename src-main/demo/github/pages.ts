import type { Reply, ServiceRequest } from '../kit/routes.ts';

/** One page of a list, with GitHub's links to the others: they name the repository by its number, whatever was asked for. */
export function page<T>(
  { query, path, origin }: ServiceRequest,
  all: readonly T[],
  toJson: (one: T) => unknown,
  repository?: number,
): Reply {
  const size = Math.min(100, Math.max(1, Number(query.get('per_page') ?? 30) || 30));
  const number = Math.max(1, Number(query.get('page') ?? 1) || 1);
  const last = Math.max(1, Math.ceil(all.length / size));
  const base = repository === undefined ? path : path.replace(/^\/repos\/[^/]+\/[^/]+/, `/repositories/${repository}`);
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
