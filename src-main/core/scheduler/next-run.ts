import cronParser from 'cron-parser';
import { TaskSyncError } from '../../../src-shared/errors.ts';

/**
 * The next times a schedule names, strictly after `after`. Five cron fields, in the given time zone; a time that a change to
 * summer time skips runs once, an hour that comes twice runs once.
 * @param after milliseconds since 1970
 * @throws TaskSyncError `invalid-input` naming the field that is wrong, also in `facts.field` and `facts.value`
 */
export function nextRuns(expression: string, after: number, timeZone: string, count = 1): readonly number[] {
  const fields = expression.trim().split(/\s+/);
  if (fields.length !== cronFields.length)
    throw invalid(expression, 'it needs five fields: minute hour day month weekday', { fields: fields.length });
  const wrong = cronFields.find((_, at) => !isReadable(fields.map((field, index) => (index === at ? field : '*'))));
  if (wrong !== undefined) {
    const value = fields[cronFields.indexOf(wrong)] ?? '';
    throw invalid(expression, `its ${cronWords[wrong]} “${value}” cannot be read`, { field: wrong, value });
  }
  try {
    const iterator = cronParser.parseExpression(expression, { currentDate: new Date(after), tz: timeZone });
    return Array.from({ length: count }, () => iterator.next().getTime());
  } catch (error) {
    throw invalid(expression, error instanceof Error ? error.message : 'it cannot be read', {});
  }
}

export const cronFields = ['minute', 'hour', 'day', 'month', 'weekday'] as const;

const cronWords: Readonly<Record<(typeof cronFields)[number], string>> = {
  minute: 'minute',
  hour: 'hour',
  day: 'day of the month',
  month: 'month',
  weekday: 'day of the week',
};

function isReadable(fields: readonly string[]): boolean {
  try {
    cronParser.parseExpression(fields.join(' '));
    return true;
  } catch {
    return false;
  }
}

/** Throws `invalid-input` unless it is `manual` or a cron expression. */
export function checkSchedule(schedule: string, timeZone: string): void {
  if (schedule !== 'manual') nextRuns(schedule, 0, timeZone);
}

function invalid(expression: string, why: string, facts: TaskSyncError['facts']): TaskSyncError {
  return new TaskSyncError(
    'invalid-input',
    `The schedule “${expression}” is not valid: ${why}. Use manual, or a cron expression such as */15 * * * *.`,
    { facts },
  );
}
