import { parseWhen, priorities } from '../domain/field.ts';
import { dayUnits, type FilterField, type Operand, type Test } from './filter.ts';
import { type FilterKind, fieldWord } from './filter-fields.ts';
import { closest, readError } from './read-error.ts';
import type { RawValue } from './read-tokens.ts';

const operators = ['<=', '>=', '<', '>'] as const;

/** One value after a colon: `todo`, `<7d`, `1..5`, `none`, `"a label"`. */
export function parseTest(field: FilterField, kind: FilterKind, { at, pieces }: RawValue, end: number): Test {
  const [first] = pieces;
  const isBare = pieces.length === 1 && first?.isQuoted === false;
  const bare = isBare ? first.text.toLowerCase() : '';
  if (bare === 'none' || bare === 'any') return { kind: bare };
  if (bare === 'me' && field === 'assignees') return { kind: 'me' };
  const read = (text: string, offset: number): Operand => parseOperand(field, kind, text, Math.min(at + offset, end));

  const operator = first?.isQuoted === false ? operators.find((one) => first.text.startsWith(one)) : undefined;
  const isOrdered = kind !== 'words' && kind !== 'choice';
  if (operator !== undefined && isOrdered) {
    const rest = textOf(pieces).slice(operator.length);
    if (rest === '') throw readError('filter', at, `a value has to follow “${operator}”.`);
    return { kind: 'compare', operator, value: ordered(field, read(rest, operator.length), at) };
  }
  const dots = isBare && isOrdered ? first.text.indexOf('..') : -1;
  if (isBare && dots >= 0) {
    const [from, to] = [first.text.slice(0, dots), first.text.slice(dots + 2)];
    if (from === '' && to === '')
      throw readError('filter', at, 'a range needs at least one end, as in “1..5” or “..5”.');
    return {
      kind: 'range',
      from: from === '' ? null : ordered(field, read(from, 0), at),
      to: to === '' ? null : ordered(field, read(to, dots + 2), at),
    };
  }
  return {
    kind: 'is',
    value: isBare || kind !== 'custom' ? read(textOf(pieces), 0) : { kind: 'text', text: textOf(pieces) },
  };
}

/** A custom field has an order only where it holds numbers or days. */
function ordered(field: FilterField, value: Operand, at: number): Operand {
  if (value.kind !== 'text' || field === 'priority') return value;
  throw readError('filter', at, `“${value.text}” is neither a number nor a day, so it has no order.`);
}

function textOf(pieces: RawValue['pieces']): string {
  return pieces.map((piece) => piece.text).join('');
}

function parseOperand(field: FilterField, kind: FilterKind, text: string, at: number): Operand {
  switch (kind) {
    case 'words':
    case 'choice':
      return { kind: 'text', text };
    case 'rank':
      return parsePriority(text, at);
    case 'day': {
      const day = parseDay(text);
      if (day) return day;
      throw readError(
        'filter',
        at,
        `“${text}” is no day for “${fieldWord(field)}:”. Write 2026-03-01, today, tomorrow, 7d, -2w, 1m or none.`,
      );
    }
    case 'number': {
      const number = parseNumber(text);
      if (number) return number;
      throw readError(
        'filter',
        at,
        `“${text}” is no number for “${fieldWord(field)}:”. Write a number such as 5, >=5, 1..5, or none.`,
      );
    }
    case 'custom':
      return parseNumber(text) ?? parseDay(text) ?? { kind: 'text', text };
  }
}

function parsePriority(text: string, at: number): Operand {
  const lower = text.toLowerCase();
  if (priorities.some((one) => one === lower)) return { kind: 'text', text: lower };
  const likely = closest(lower, priorities);
  const advice = likely === null ? '' : ` Did you mean “${likely}”?`;
  throw readError(
    'filter',
    at,
    `there is no priority “${text}”.${advice} There are ${priorities.join(', ')} and none.`,
  );
}

function parseNumber(text: string): Operand | null {
  const number = /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  // -0 would print as 0.
  return Number.isFinite(number) ? { kind: 'number', number: number === 0 ? 0 : number } : null;
}

const dayNames: Readonly<Record<string, number>> = { today: 0, tomorrow: 1, yesterday: -1 };
/** A thousand years either way: far enough for any due date, near enough for any calendar. */
const relative = /^([+-]?\d{1,4})([dwmy])$/;
const mostByUnit = { d: 9999, w: 9999, m: 9999, y: 1000 } as const;

function parseDay(text: string): Operand | null {
  const lower = text.toLowerCase();
  if (Object.hasOwn(dayNames, lower)) return { kind: 'relative', amount: dayNames[lower] ?? 0, unit: 'd' };
  const [, amount = '', letter] = relative.exec(lower) ?? [];
  const unit = dayUnits.find((one) => one === letter);
  if (unit !== undefined && Math.abs(Number(amount)) <= mostByUnit[unit]) {
    return { kind: 'relative', amount: Number(amount) === 0 ? 0 : Number(amount), unit };
  }
  const when = parseWhen(text);
  return when?.kind === 'date' ? { kind: 'day', date: when.date } : null;
}

/** For printing: `today` and not `0d`. */
export function relativeText(amount: number, unit: string): string {
  const name = unit === 'd' ? Object.entries(dayNames).find(([, days]) => days === amount)?.[0] : undefined;
  return name ?? `${amount}${unit}`;
}
