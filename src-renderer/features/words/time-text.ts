import { parseWhen } from '../../../src-shared/domain/field.ts';
import { locale, t } from '../../i18n/t.ts';

const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });
const dayAndYear = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' });
const tenths = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const longDay = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' });

export function clockText(instant: string): string {
  return clock.format(new Date(instant));
}

/** Today in the reader's zone: 2026-03-01. */
export function todayHere(now = new Date()): string {
  const two = (part: number) => String(part).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** 14:32 today, otherwise with its day: Yesterday 14:32, 9 Mar 14:32, 9 Mar 2024 14:32. */
export function momentText(instant: string, now = new Date()): string {
  const at = new Date(instant);
  const distance = daysBetween(at, now);
  if (distance === 0) return clock.format(at);
  return t('words.time.moment', { day: nearDay(at, now), time: clock.format(at) });
}

/** Heading of a day's group: Today, Yesterday, or the day in full. */
export function dayHeading(instant: string, now = new Date()): string {
  const at = new Date(instant);
  const distance = daysBetween(at, now);
  if (distance === 0) return t('words.time.today');
  if (distance === -1) return t('words.time.yesterday');
  return longDay.format(at);
}

/** A task's date as the person wrote it: a day stays a day, a local time stays local. Text that is no date stays as it is. */
export function whenLabel(text: string, now = new Date()): string {
  const when = parseWhen(text);
  if (!when) return text;
  if (when.kind === 'date') return nearDay(localDay(when.date), now);
  const at = new Date(when.at);
  return t('words.time.when', { day: nearDay(at, now), time: clock.format(at) });
}

/** Whether the date has passed. */
export function isPast(text: string, now = new Date()): boolean {
  const when = parseWhen(text);
  if (!when) return false;
  if (when.kind === 'date') return daysBetween(localDay(when.date), now) < 0;
  return new Date(when.at).getTime() < now.getTime();
}

/** 0.3 s, 4 s, 6 min 12 s, 1 h 5 min. */
export function durationText(ms: number): string {
  if (ms < 1000) return t('words.duration.seconds', { seconds: tenths.format(ms / 1000) });
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return t('words.duration.seconds', { seconds });
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return t('words.duration.minutes', { minutes, seconds: seconds % 60 });
  return t('words.duration.hours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}

/** 6:12 */
export function countdownText(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

function nearDay(at: Date, now: Date): string {
  const distance = daysBetween(at, now);
  if (distance === 0) return t('words.time.today');
  if (distance === -1) return t('words.time.yesterday');
  if (distance === 1) return t('words.time.tomorrow');
  return at.getFullYear() === now.getFullYear() ? day.format(at) : dayAndYear.format(at);
}

function localDay(date: string): Date {
  return new Date(`${date}T00:00:00`);
}

/** Calendar days from now, in the reader's zone; the length of a day with a clock change does not matter. */
function daysBetween(at: Date, now: Date): number {
  const a = Date.UTC(at.getFullYear(), at.getMonth(), at.getDate());
  const b = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate());
  return Math.round((a - b) / 86_400_000);
}
