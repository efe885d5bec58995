import { TaskSyncError } from '../../../src-shared/errors.ts';

/**
 * Jira writes `2021-03-28T16:06:08.713+0800`: an offset without a colon, in the zone of the account that asks. That is ISO 8601
 * but not RFC 3339, which not every engine reads.
 */
export function parseTime(text: string): number {
  const time = Date.parse(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  if (!Number.isNaN(time)) return time;
  throw new TaskSyncError(
    'invalid-response',
    'Jira gave a time that Task Sync does not understand. Nothing was taken from it.',
    { facts: { length: text.length } },
  );
}

/** The same moment as RFC 3339 in UTC, with milliseconds: equal for every account. */
export function isoTime(text: string): string {
  return new Date(parseTime(text)).toISOString();
}
