/** The minutes, hours, days, months and weekdays at which something happens; in local time. */
export interface Cron {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly days: readonly number[];
  readonly months: readonly number[];
  /** 0 is Sunday. */
  readonly weekdays: readonly number[];
  /** Whether day and weekday were narrowed: when both are, either one is enough (as cron has always done). */
  readonly narrows: { readonly day: boolean; readonly weekday: boolean };
}

export type ParsedCron = { readonly ok: true; readonly cron: Cron } | { readonly ok: false; readonly message: string };

interface Part {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly names?: readonly string[];
}

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const weekdayNames = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const parts = [
  { name: 'minute', from: 0, to: 59 },
  { name: 'hour', from: 0, to: 23 },
  { name: 'day of the month', from: 1, to: 31 },
  { name: 'month', from: 1, to: 12, names: ['', ...monthNames] },
  { name: 'day of the week', from: 0, to: 7, names: weekdayNames },
] as const satisfies readonly Part[];

/** Reads five fields; the message names the one that is wrong. */
export function parseCron(text: string): ParsedCron {
  const fields = text.trim().toLowerCase().split(/\s+/);
  if (fields.length !== 5) {
    return {
      ok: false,
      message: 'Five fields are needed: minute, hour, day, month, day of the week. Example: 0 9 * * 1-5',
    };
  }
  const values: (readonly number[])[] = [];
  for (const [index, part] of parts.entries()) {
    const field = fields[index] ?? '';
    const read = readField(field, part);
    if (!read)
      return { ok: false, message: `The ${part.name} “${field}” is not valid: ${part.from} to ${part.to}, or *.` };
    values.push(read);
  }
  const [minutes = [], hours = [], days = [], months = [], rawWeekdays = []] = values;
  const weekdays = [...new Set(rawWeekdays.map((weekday) => weekday % 7))].sort((a, b) => a - b);
  const narrows = { day: !fields[2]?.startsWith('*'), weekday: !fields[4]?.startsWith('*') };
  return { ok: true, cron: { minutes, hours, days, months, weekdays, narrows } };
}

/** The next times after `from`, looking at most a year and a day ahead. */
export function nextTimes(cron: Cron, from: Date, count: number): readonly Date[] {
  const times: Date[] = [];
  for (let ahead = 0; ahead <= 366 && times.length < count; ahead += 1) {
    const day = new Date(from.getFullYear(), from.getMonth(), from.getDate() + ahead);
    if (!isOnDay(cron, day)) continue;
    for (const hour of cron.hours) {
      for (const minute of cron.minutes) {
        const at = new Date(day.getFullYear(), day.getMonth(), day.getDate(), hour, minute);
        // A clock change can skip the minute; then the day has none of it.
        if (at > from && at.getMinutes() === minute && times.length < count) times.push(at);
      }
    }
  }
  return times;
}

function isOnDay({ days, months, weekdays, narrows }: Cron, day: Date): boolean {
  if (!months.includes(day.getMonth() + 1)) return false;
  const isDay = days.includes(day.getDate());
  const isWeekday = weekdays.includes(day.getDay());
  return narrows.day && narrows.weekday ? isDay || isWeekday : isDay && isWeekday;
}

function readField(field: string, part: Part): readonly number[] | null {
  const values = new Set<number>();
  for (const item of field.split(',')) {
    const range = readItem(item, part);
    if (!range) return null;
    for (const value of range) values.add(value);
  }
  return values.size > 0 ? [...values].sort((a, b) => a - b) : null;
}

/** One of `*`, `5`, `1-5`, each with an optional step such as `/10`. */
function readItem(item: string, part: Part): readonly number[] | null {
  const match = /^(\*|[a-z0-9]+)(?:-([a-z0-9]+))?(?:\/(\d+))?$/.exec(item);
  if (!match) return null;
  const [, first = '', last, stepText] = match;
  const step = stepText === undefined ? 1 : Number(stepText);
  const from = first === '*' ? part.from : readNumber(first, part);
  const open = stepText === undefined ? from : part.to;
  const to = first === '*' ? part.to : last === undefined ? open : readNumber(last, part);
  if (from === null || to === null || step < 1 || from > to || (first === '*' && last !== undefined)) return null;
  const values: number[] = [];
  for (let value = from; value <= to; value += step) values.push(value);
  return values;
}

function readNumber(text: string, { from, to, names }: Part): number | null {
  const named = names?.indexOf(text) ?? -1;
  const value = named >= 0 && text !== '' ? named : /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return value >= from && value <= to ? value : null;
}
