import { addToDay } from '../filter/days.ts';

/** What an expression works with: dates are their text. */
export type Value = string | number | boolean | null | readonly string[];

type Call = (...of: readonly (Value | undefined)[]) => Value;

/** By name. Each takes anything; what makes no sense gives null. */
const functions: Readonly<Record<string, Call>> = {
  text: (value) => textOf(value),
  number: (value) => numberOf(value),
  upper: (value) => textOf(value).toUpperCase(),
  lower: (value) => textOf(value).toLowerCase(),
  trim: (value) => textOf(value).trim(),
  length: (value) => (Array.isArray(value) ? value.length : textOf(value).length),
  contains: (value, part) =>
    Array.isArray(value) ? value.includes(textOf(part)) : textOf(value).includes(textOf(part)),
  startsWith: (value, part) => textOf(value).startsWith(textOf(part)),
  endsWith: (value, part) => textOf(value).endsWith(textOf(part)),
  /** Every occurrence. */
  replace: (value, from, to) =>
    textOf(from) === '' ? textOf(value) : textOf(value).replaceAll(textOf(from), () => textOf(to)),
  /** Characters from the first position to before the second; negative ones count from the end. */
  slice: (value, from, to) => textOf(value).slice(numberOf(from) ?? 0, numberOf(to) ?? undefined),
  split: (value, by) => textOf(value).split(textOf(by) || '\n'),
  join: (value, by) => listOf(value).join(textOf(by ?? ', ')),
  first: (value) => listOf(value)[0] ?? null,
  last: (value) => listOf(value).at(-1) ?? null,
  /** The first one that is not empty. */
  default: (...of) => of.find((value) => value !== undefined && value !== null && textOf(value) !== '') ?? null,
  round: (value) => whole(value, Math.round),
  floor: (value) => whole(value, Math.floor),
  ceil: (value) => whole(value, Math.ceil),
  min: (...of) => most(of, Math.min),
  max: (...of) => most(of, Math.max),
  /** 2026-03-01 of a date. */
  day: (value) => dayOf(value),
  addDays: (value, days) => addTo(value, days, 'd'),
  addMonths: (value, months) => addTo(value, months, 'm'),
  /** Days from the first to the second. */
  daysBetween: (from, to) => {
    const [a, b] = [dayOf(from), dayOf(to)];
    return a === null || b === null ? null : Math.round((Date.parse(b) - Date.parse(a)) / 86_400_000);
  },
};

export const functionNames: readonly string[] = Object.keys(functions);

export function callFunction(name: string, of: readonly Value[]): Value {
  return functions[name]?.(...of) ?? null;
}

export function textOf(value: Value | undefined): string {
  if (value === undefined || value === null) return '';
  return Array.isArray(value) ? value.join(', ') : String(value);
}

export function numberOf(value: Value | undefined): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

function listOf(value: Value | undefined): readonly string[] {
  if (Array.isArray(value)) return value;
  return value === undefined || value === null || value === '' ? [] : [textOf(value)];
}

function whole(value: Value | undefined, by: (number: number) => number): number | null {
  const number = numberOf(value);
  return number === null ? null : by(number);
}

function most(values: readonly (Value | undefined)[], by: (...of: number[]) => number): number | null {
  const numbers = values.flatMap((value) => numberOf(value) ?? []);
  return numbers.length === 0 ? null : by(...numbers);
}

function dayOf(value: Value | undefined): string | null {
  const day = /^\d{4}-\d{2}-\d{2}/.exec(textOf(value))?.[0];
  return day !== undefined && !Number.isNaN(Date.parse(day)) ? day : null;
}

function addTo(value: Value | undefined, amount: Value | undefined, unit: 'd' | 'm'): string | null {
  const [day, number] = [dayOf(value), numberOf(amount)];
  const isNear = number !== null && Math.abs(number) <= 100_000;
  return day === null || !isNear ? null : addToDay(day, Math.trunc(number), unit);
}
