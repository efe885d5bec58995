import { parseWhen } from '../domain/field.ts';
import { addToDay } from './days.ts';
import { dayUnits } from './filter.ts';

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const names: Readonly<Record<string, number>> = { today: 0, tomorrow: 1, yesterday: -1 };

/**
 * A day as a person writes one: 2026-03-01, `today`, `tomorrow`, `fri` (the next one, today not), `7d`, `2w`, `1m`, `1y`.
 * @param today 2026-03-01 @returns the day, or null when it is none
 */
export function readDay(text: string, today: string): string | null {
  const lower = text.trim().toLowerCase();
  if (Object.hasOwn(names, lower)) return addToDay(today, names[lower] ?? 0, 'd');
  const weekday = lower.length < 3 ? -1 : weekdays.findIndex((name) => name.startsWith(lower));
  if (weekday >= 0) {
    const now = new Date(`${today}T00:00:00Z`).getUTCDay();
    return addToDay(today, (weekday - now + 7) % 7 || 7, 'd');
  }
  const [, amount = '', letter] = /^([+-]?\d{1,3})([dwmy])$/.exec(lower) ?? [];
  const unit = dayUnits.find((one) => one === letter);
  if (unit !== undefined) return addToDay(today, Number(amount), unit);
  const when = parseWhen(lower);
  return when?.kind === 'date' ? when.date : null;
}
