import { lostPlace } from '../kit/lost-place.ts';
import { wholeSeconds } from '../kit/whole-seconds.ts';

/**
 * How far a pull has come. All times are the server's (S11).
 *
 * Redmine cannot page by time without gaps: an issue that changes while we read moves to another page. Ids do not move,
 * so a pull reads what changed since `since` in the order of ids, each page from the last id on. An issue that changes
 * behind our back is as new as `mark`, the newest change there was when the pull began, and the next pull reads from there.
 */
export interface Position {
  /** The pull before this one ended here; null: read everything. */
  readonly since: string | null;
  /** In the middle of a pull: its mark (null: the project was empty), and the id it has come to. */
  readonly under: { readonly mark: string | null; readonly after: number } | null;
}

export function readCursor(cursor: string | null): Position {
  if (cursor === null) return { since: null, under: null };
  const [version, since = '', mark, after, ...more] = cursor.split(' ');
  const isWhole = mark === undefined || (/^\d+$/.test(after ?? '') && isMoment(mark));
  if (version !== 'redmine1' || more.length > 0 || !isMoment(since) || !isWhole) {
    throw lostPlace('Redmine');
  }
  return {
    since: since === '-' ? null : since,
    under: mark === undefined ? null : { mark: mark === '-' ? null : mark, after: Number(after) },
  };
}

export function writeCursor({ since, under }: Position): string {
  const parts = under === null ? [] : [under.mark ?? '-', String(under.after)];
  return ['redmine1', since ?? '-', ...parts].join(' ');
}

function isMoment(text: string): boolean {
  return text === '-' || /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text);
}

/** A transaction that was under way at the mark may still carry an earlier time. */
const overlapMs = 5 * 60_000;

/** The time from which on a pull reads, whole seconds. */
export function withOverlap(since: string): string {
  return wholeSeconds(Date.parse(since) - overlapMs);
}
