import { TaskSyncError } from '../../../src-shared/errors.ts';

/**
 * How far a pull has come.
 *
 * `mark` is the board's own time of the last activity, read before its cards were (S11); null: it cannot be relied on.
 * Cards are read from the newest to the oldest, by their ids, which never change. `before` is the last one that was read,
 * null when all were; `count` how many were live so far.
 */
export interface Position {
  readonly mark: string | null;
  readonly count: number;
  readonly before: string | null;
}

export function readCursor(cursor: string | null): Position | null {
  if (cursor === null) return null;
  const found = /^trello1 (-|\d{4}-\d\d-\d\dT[\d:.]+Z) (\d+)(?: ([0-9a-f]{24}))?$/.exec(cursor);
  if (found !== null) {
    const [, mark = '-', count, before = null] = found;
    return { mark: mark === '-' ? null : mark, count: Number(count), before };
  }
  throw new TaskSyncError(
    'stale-version',
    'The place where the last reading of Trello ended is not known any more. Everything is read again; nothing is lost.',
  );
}

export function writeCursor({ mark, count, before }: Position): string {
  return ['trello1', mark ?? '-', String(count), ...(before === null ? [] : [before])].join(' ');
}
