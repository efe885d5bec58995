import type { StatsView } from '../../../src-shared/api/views.ts';
import { locale } from '../../i18n/t.ts';

const zone = { timeZone: 'UTC' } as const;
const hour = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' });
const weekday = new Intl.DateTimeFormat(locale, { weekday: 'short', ...zone });
const shortDay = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', ...zone });
const longDay = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', ...zone });

/** Under a column: 14:00, Tue, 3 Mar. */
export function columnText(at: string, { step, changes }: Pick<StatsView, 'step' | 'changes'>): string {
  if (step === 'hour') return hour.format(new Date(at));
  return (changes.length <= 7 ? weekday : shortDay).format(new Date(at));
}

/** In a sentence: 14:00, Tuesday 3 March. */
export function columnName(at: string, step: StatsView['step']): string {
  return step === 'hour' ? hour.format(new Date(at)) : longDay.format(new Date(at));
}

const localDay = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });

/** A time on a line of time: 14:00, 3 Mar. */
export function tickText(at: number, step: StatsView['step']): string {
  return (step === 'hour' ? hour : localDay).format(new Date(at));
}

/** The day of a column, as filters spell it. */
export function dayOf(at: string, step: StatsView['step']): string {
  if (step === 'day') return at;
  const day = new Date(at);
  return [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
}
