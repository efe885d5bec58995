import { lostPlace } from '../kit/lost-place.ts';

/**
 * How far a pull has come. Times are the server's, in milliseconds (S11).
 *
 * The search lags behind: what changed shows seconds, after mass changes minutes later. A pull that began at `since` has surely
 * seen what is older than `since` less the lag, so the next one reads from there (`overlapMs`), however long it took itself.
 */
export interface Position {
  /** When the last complete pull began; null: read everything. */
  readonly since: number | null;
  /** In the middle of a pull: when it began, and the place that the search goes on from. */
  readonly under: { readonly start: number; readonly at: string } | null;
}

/**
 * How long the search may lag. Atlassian gives no bound: "recent updates might not be immediately visible"; reports say seconds,
 * and minutes after mass changes (developer.atlassian.com/cloud/jira/platform/search-and-reconcile).
 */
export const overlapMs = 15 * 60_000;

export function readCursor(cursor: string | null): Position {
  if (cursor === null) return { since: null, under: null };
  const [version, since = '', start, at, ...more] = cursor.split(' ');
  const isWhole = start === undefined || (/^\d{1,15}$/.test(start) && at !== undefined && at !== '');
  if (version !== 'jira1' || more.length > 0 || !/^(-|\d{1,15})$/.test(since) || !isWhole) {
    throw lostPlace('Jira');
  }
  return {
    since: since === '-' ? null : Number(since),
    under: start === undefined || at === undefined ? null : { start: Number(start), at },
  };
}

export function writeCursor({ since, under }: Position): string {
  const parts = under === null ? [] : [String(under.start), under.at];
  return ['jira1', since === null ? '-' : String(since), ...parts].join(' ');
}

/**
 * The earliest change that a pull has to look at, as JQL. Milliseconds since 1970 without quotes mean the same moment for
 * every account; a text would be read in the zone of the account's profile, with whole minutes, and twice an hour is
 * ambiguous there when clocks go back. Known to work in Cloud and in Data Center (airbytehq/airbyte#48395,
 * onyx-dot-app/onyx#14114). Whole minutes, in case a Jira cuts them off.
 */
export function changedSince(since: number): string {
  return `updated >= ${Math.max(0, Math.floor((since - overlapMs) / 60_000) * 60_000)}`;
}
