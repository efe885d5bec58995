import type { Reply, ServiceRequest } from '../kit/routes.ts';
import { createPicker, type Json } from './opt-fields.ts';
import { badRequest } from './refusals.ts';

/**
 * A page of a list (developers.asana.com/docs/pagination): at most 100, and an opaque offset, which is where the last one ended.
 * Without a limit Asana gives all it can; here at most a thousand.
 */
export function pageReply<T extends { readonly gid: string }>(
  { query, path, origin }: ServiceRequest,
  records: readonly T[],
  view: (record: T) => Json,
): Reply {
  const given = query.get('limit');
  const limit = given === null ? 1_000 : Number(given);
  if (!Number.isInteger(limit) || limit < 1 || (given !== null && limit > 100)) {
    throw badRequest('limit: Must be between 1 and 100');
  }
  const start = placeOf(records, query.get('offset'));
  const pick = createPicker(query.get('opt_fields'));
  const page = records.slice(start, start + limit);
  const last = page.at(-1);
  const data = page.map((record) => pick(view(record)));
  if (given === null) return { status: 200, body: { data } };
  if (last === undefined || start + limit >= records.length) return { status: 200, body: { data, next_page: null } };
  const offset = Buffer.from(JSON.stringify({ after: last.gid })).toString('base64url');
  const next = new URLSearchParams(query);
  next.set('offset', offset);
  const relative = `${path.replace(/^\/api\/1\.0/, '')}?${next}`;
  return { status: 200, body: { data, next_page: { offset, path: relative, uri: `${origin}/api/1.0${relative}` } } };
}

function placeOf(records: readonly { readonly gid: string }[], offset: string | null): number {
  if (offset === null) return 0;
  const after = /"after":"(\d+)"/.exec(Buffer.from(offset, 'base64url').toString())?.[1];
  if (after === undefined) throw badRequest('offset: Your pagination token is invalid.');
  // Ids grow, so the place of one that is gone is known all the same.
  const place = records.findIndex(({ gid }) => BigInt(gid) > BigInt(after));
  return place === -1 ? records.length : place;
}

export function recordReply(request: ServiceRequest, record: Json, status = 200): Reply {
  return { status, body: { data: createPicker(request.query.get('opt_fields'))(record) } };
}

export const emptyReply: Reply = { status: 200, body: { data: {} } };
