import type { When } from '../domain/field.ts';
import type { DayUnit } from './filter.ts';

const dayMs = 86_400_000;

/** @param day 2026-03-01 @returns that many days, weeks, months or years later; the last of the month where there is no such day */
export function addToDay(day: string, amount: number, unit: DayUnit): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  if (unit === 'd' || unit === 'w') {
    return dayText(Date.UTC(year, month - 1, date) + amount * (unit === 'w' ? 7 : 1) * dayMs);
  }
  const months = year * 12 + month - 1 + amount * (unit === 'y' ? 12 : 1);
  const lastOfMonth = new Date(Date.UTC(Math.floor(months / 12), (((months % 12) + 12) % 12) + 1, 0)).getUTCDate();
  return dayText(Date.UTC(Math.floor(months / 12), ((months % 12) + 12) % 12, Math.min(date, lastOfMonth)));
}

/** The day as seen in the zone; a day and a local time name it themselves. */
export function dayOf(when: When, timeZone: string): string {
  switch (when.kind) {
    case 'date':
      return when.date;
    case 'local':
      return when.at.slice(0, 10);
    case 'instant':
      return dayIn(when.at, timeZone);
  }
}

/** @param at RFC 3339 instant @returns 2026-03-01 as seen in the zone */
export function dayIn(at: string, timeZone: string): string {
  return formatterOf(timeZone).format(Date.parse(at));
}

/** @returns the moment at which the day begins in the zone; where a clock change skips midnight, the first moment after it */
export function startOfDay(day: string, timeZone: string): string {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  // Zones lie within a day of UTC and differ by quarters of an hour.
  const quarter = 900_000;
  let [before, after] = [midnight - dayMs, midnight + dayMs];
  while (after - before > quarter) {
    const middle = before + Math.ceil((after - before) / 2 / quarter) * quarter;
    if (middle >= after) break;
    if (dayIn(new Date(middle).toISOString(), timeZone) < day) before = middle;
    else after = middle;
  }
  return new Date(after).toISOString();
}

/** Making one costs far more than using it. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  formatters.set(timeZone, made);
  return made;
}

function dayText(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
