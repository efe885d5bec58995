import { lostPlace } from '../kit/lost-place.ts';
import { wholeSeconds } from '../kit/whole-seconds.ts';

/** Everything up to this second was read, by the server's clock (S11); null: nothing yet. */
export function readCursor(cursor: string | null): string | null {
  if (cursor === null) return null;
  const since = /^gitea1 (-|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)$/.exec(cursor)?.[1];
  if (since === undefined) throw lostPlace('Gitea');
  return since === '-' ? null : since;
}

export function writeCursor(since: string | null): string {
  return `gitea1 ${since ?? '-'}`;
}

/** What was under way when we read may still carry an earlier time. */
const overlapMs = 5 * 60_000;

export function withOverlap(since: string): string {
  return wholeSeconds(Date.parse(since) - overlapMs);
}
