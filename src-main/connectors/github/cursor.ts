import { TaskSyncError } from '../../../src-shared/errors.ts';

/** How far a pull has come. Times are GitHub's, in whole seconds (S11). */
export interface Position {
  /** Everything that changed before was read; null: read everything. */
  readonly since: string | null;
  /** Of the list since then, when it was one page and all of it was read; null: ask for it in any case. */
  readonly etag: string | null;
}

export function readCursor(cursor: string | null): Position {
  if (cursor === null) return { since: null, etag: null };
  const [version, since = '', etag = '', ...more] = cursor.split(' ');
  const isTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(since);
  if (version !== 'github1' || more.length > 0 || !isTime || !/^[!-~]+$/.test(etag)) {
    throw new TaskSyncError(
      'stale-version',
      'The place where the last reading of GitHub ended is not known any more. Everything is read again; nothing is lost.',
    );
  }
  return { since, etag: etag === '-' ? null : etag };
}

export function writeCursor({ since, etag }: { readonly since: string; readonly etag: string | null }): string {
  // A header field has no place for spaces inside an entity tag (RFC 9110, 8.8.3).
  return ['github1', since, etag !== null && /^[!-~]+$/.test(etag) ? etag : '-'].join(' ');
}

/** What was under way when we read, and a replica that lags behind, may still carry an earlier time. */
export const overlapMs = 5 * 60_000;

export function wholeSeconds(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}

/**
 * What to ask for to get everything from this second on: GitHub's description has said “at or after” and says “after” now, so a
 * second is given away.
 */
export function askedSince(since: string): string {
  return wholeSeconds(Date.parse(since) - 1_000);
}
