import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { Todo, TodoEditor } from '../../../src-shared/icalendar/todo.ts';
import { firstOf } from '../../../src-shared/icalendar/todo.ts';

export const statuses = ['NEEDS-ACTION', 'IN-PROCESS', 'COMPLETED', 'CANCELLED'] as const;

/**
 * STATUS, COMPLETED and PERCENT-COMPLETE are independent, and clients set only some of them. Done is whatever one of
 * the three says: KDE writes 100 percent, others only the COMPLETED time beside the NEEDS-ACTION from when the task was
 * made. Two statements are stronger: CANCELLED always, and IN-PROCESS over a mere 100 percent (done, not yet approved).
 * An unknown STATUS is passed on as it is, never guessed.
 */
export function readStatus({ properties }: Todo): string {
  const status = firstOf(properties, 'STATUS')?.value.trim().toUpperCase() ?? '';
  if (status === 'CANCELLED') return status;
  if (status === 'COMPLETED' || firstOf(properties, 'COMPLETED') !== undefined) return 'COMPLETED';
  if (status !== '' && status !== 'NEEDS-ACTION') return status;
  return percentOf(firstOf(properties, 'PERCENT-COMPLETE')?.value) === 100 ? 'COMPLETED' : 'NEEDS-ACTION';
}

/**
 * Done is 100 percent whether the file says so or not (RFC 5545 3.8.1.8), as we write it: otherwise a copy of a file that does
 * not say it would look edited from the first day (S5).
 */
export function readProgress(todo: Todo): number | null {
  const percent = percentOf(firstOf(todo.properties, 'PERCENT-COMPLETE')?.value);
  return percent === null && readStatus(todo) === 'COMPLETED' ? 100 : percent;
}

function percentOf(value: string | undefined): number | null {
  const percent = /^\s*\+?(\d{1,3})\s*$/.exec(value ?? '')?.[1];
  return percent === undefined || Number(percent) > 100 ? null : Number(percent);
}

export function writeProgress(editor: TodoEditor, progress: number | null): void {
  if (progress === null) editor.remove('PERCENT-COMPLETE');
  else editor.set('PERCENT-COMPLETE', String(Math.min(100, Math.max(0, Math.round(progress)))));
}

/**
 * Keeps the three properties of one mind: done has a time and 100 percent, everything else has neither.
 *
 * @param now as a UTC DATE-TIME
 */
export function writeStatus(editor: TodoEditor, status: string | null, now: string): void {
  if (status !== null && !statuses.some((known) => known === status)) {
    throw new TaskSyncError(
      'rejected',
      `A calendar task cannot have the status “${status}”. Nothing was changed at the calendar. Map it to one of ${statuses.join(', ')}.`,
    );
  }
  if (status === null) editor.remove('STATUS');
  else editor.set('STATUS', status);
  if (status === 'COMPLETED') {
    if (editor.first('COMPLETED') === undefined) editor.set('COMPLETED', now);
    editor.set('PERCENT-COMPLETE', '100');
    return;
  }
  editor.remove('COMPLETED');
  if (percentOf(editor.first('PERCENT-COMPLETE')?.value) === 100) editor.remove('PERCENT-COMPLETE');
}
