import { lostPlace } from '../kit/lost-place.ts';

/** Where a pull goes on. To the engine it is just a text. */
export type Cursor =
  | { readonly kind: 'token'; readonly token: string }
  /** Without sync-collection: the state of the collection, and what was in it, relative to it. */
  | { readonly kind: 'listing'; readonly ctag: string | null; readonly members: readonly string[] };

export function writeCursor(cursor: Cursor): string {
  return JSON.stringify(cursor);
}

/** Throws `stale-version` for what we did not write. */
export function readCursor(text: string): Cursor {
  const cursor = parse(text);
  if (cursor !== null) return cursor;
  throw lostPlace('CalDAV');
}

function parse(text: string): Cursor | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null || !('kind' in value)) return null;
  if (value.kind === 'token' && 'token' in value && typeof value.token === 'string') {
    return { kind: 'token', token: value.token };
  }
  if (value.kind !== 'listing' || !('ctag' in value) || !('members' in value) || !Array.isArray(value.members))
    return null;
  const members = value.members.filter((member) => typeof member === 'string');
  return { kind: 'listing', ctag: typeof value.ctag === 'string' ? value.ctag : null, members };
}
