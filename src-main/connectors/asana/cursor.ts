import { TaskSyncError } from '../../../src-shared/errors.ts';

/** How far a pull has come. All times are Asana's, in milliseconds (S11). */
export interface Position {
  /** Where the project's events go on. */
  readonly token: string;
  /** Tasks modified from here on were not all read yet. */
  readonly since: number;
  /** When the whole project was read last. */
  readonly readWholeAt: number;
}

const form = /^asana1 (\d{1,15}) (\d{1,15}) (\S+)$/;

export function writeCursor({ token, since, readWholeAt }: Position): string {
  return `asana1 ${since} ${readWholeAt} ${token}`;
}

export function readCursor(cursor: string): Position {
  const [, since, readWholeAt, token] = form.exec(cursor) ?? [];
  if (token === undefined) throw startAgain();
  return { token, since: Number(since), readWholeAt: Number(readWholeAt) };
}

export function startAgain(): TaskSyncError {
  return new TaskSyncError(
    'stale-version',
    'The place where the last reading of Asana ended is not known any more. Everything is read again; nothing is lost.',
  );
}

/** A change that was being stored when we read may carry an earlier time, and `Date` knows whole seconds. */
const overlapMs = 2 * 60_000;

/** The time from which on a listing reads. */
export function withOverlap(since: number): string {
  return new Date(since - overlapMs).toISOString();
}

const wholeEveryMs = 24 * 3_600_000;

/**
 * Asana delivers events at most once: “in exceptional circumstances a small number of events may be missing”
 * (developers.asana.com/docs/event). So the whole project is read once a day, which is how long a token lives anyway.
 */
export function isWholeDue({ readWholeAt }: Position, now: number): boolean {
  return now - readWholeAt >= wholeEveryMs;
}
