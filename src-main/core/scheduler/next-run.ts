import cronParser from 'cron-parser';
import { TaskSyncError } from '../../../src-shared/errors.ts';

/**
 * The next times a schedule names, strictly after `after`. Five cron fields, in the given time zone; a time that a change to
 * summer time skips runs once, an hour that comes twice runs once.
 * @param after milliseconds since 1970
 * @throws TaskSyncError `invalid-input` naming what is wrong with the expression
 */
export function nextRuns(expression: string, after: number, timeZone: string, count = 1): readonly number[] {
  if (expression.trim().split(/\s+/).length !== 5)
    throw invalid(expression, 'it needs five fields: minute hour day month weekday');
  try {
    const iterator = cronParser.parseExpression(expression, { currentDate: new Date(after), tz: timeZone });
    return Array.from({ length: count }, () => iterator.next().getTime());
  } catch (error) {
    throw invalid(expression, error instanceof Error ? error.message : 'it cannot be read');
  }
}

/** Throws `invalid-input` unless it is `manual` or a cron expression. */
export function checkSchedule(schedule: string, timeZone: string): void {
  if (schedule !== 'manual') nextRuns(schedule, 0, timeZone);
}

function invalid(expression: string, why: string): TaskSyncError {
  return new TaskSyncError(
    'invalid-input',
    `The schedule “${expression}” is not valid: ${why}. Use manual, or a cron expression such as */15 * * * *.`,
  );
}
