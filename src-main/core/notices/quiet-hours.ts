import type { NoticeSettings } from '../../../src-shared/domain/notice.ts';
import { wallClockIn } from '../api/time-columns.ts';

/** Whether nobody is to be disturbed; from 22:00 to 7:00 goes over midnight. Pure. */
export function isQuiet(quiet: NoticeSettings['quiet'], minute: number): boolean {
  if (quiet === null) return false;
  const from = minuteOf(quiet.from);
  const to = minuteOf(quiet.to);
  return from <= to ? minute >= from && minute < to : minute >= from || minute < to;
}

/**
 * The minute of the day on the wall there. The zone is asked for in need only: loading it takes longer than a run without
 * changes does.
 */
export function minuteAt(timeZone: string, now: number): number {
  const { hour, minute } = wallClockIn(timeZone)(now);
  return hour * 60 + minute + Math.floor((now % 900_000) / 60_000);
}

/** How long from this minute until they are over, in milliseconds. */
export function quietForMs({ to }: NonNullable<NoticeSettings['quiet']>, minute: number): number {
  return ((minuteOf(to) - minute + 1440) % 1440) * 60_000;
}

function minuteOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * 60 + minute;
}
