import { type Fields, type FieldValue, isEmpty, isWhen, priorities } from '../domain/field.ts';
import { addToDay, dayIn, dayOf } from './days.ts';
import type { Filter, FilterField, Operand, SearchState, Test } from './filter.ts';
import { filterKind } from './filter-fields.ts';
import { fold, hasPhrase, wordsOf } from './fold.ts';

/** What is looked at: task values, and for a stored task what is known besides. */
export interface FilterSubject {
  readonly fields: Fields;
  readonly profile?: string;
  /** Names of the endpoints where it has a twin. */
  readonly places?: readonly string[];
  readonly states?: ReadonlySet<SearchState>;
  readonly createdAt?: string;
  readonly updatedAt?: string;
}

/** Comes from outside, so that the same question always has the same answer. */
export interface FilterContext {
  /** 2026-03-01 */
  readonly today: string;
  /** IANA zone in which a point in time becomes a day. */
  readonly timeZone: string;
  /** The person's own accounts, for `assignee:me`. */
  readonly me: readonly string[];
}

/** Two-valued: a field that is empty passes no comparison, and `-` always turns the answer round. Pure. */
export function matchFilter(filter: Filter, subject: FilterSubject, context: FilterContext): boolean {
  switch (filter.kind) {
    case 'and':
      return filter.of.every((part) => matchFilter(part, subject, context));
    case 'or':
      return filter.of.some((part) => matchFilter(part, subject, context));
    case 'not':
      return !matchFilter(filter.of, subject, context);
    case 'words':
      return hasWords(filter.text, subject.fields);
    case 'state':
      return subject.states?.has(filter.state) ?? false;
    case 'field': {
      const values = valuesOf(filter.field, subject);
      return filter.tests.some((test) => passes(filter.field, test, values, context));
    }
  }
}

function hasWords(text: string, { title, body, labels }: Fields): boolean {
  const phrase = wordsOf(text);
  const texts = [title, body, Array.isArray(labels) ? labels.join(' ') : ''];
  return texts.some((one) => typeof one === 'string' && hasPhrase(wordsOf(one), phrase));
}

type Value = Exclude<FieldValue, null | readonly string[]>;

/** What the field holds, one by one; nothing when it is empty. */
function valuesOf(field: FilterField, subject: FilterSubject): readonly Value[] {
  switch (field) {
    case 'profile':
      return subject.profile === undefined ? [] : [subject.profile];
    case 'in':
      return subject.places ?? [];
    case 'created':
      return subject.createdAt === undefined ? [] : [{ kind: 'instant', at: subject.createdAt }];
    case 'changed':
      return subject.updatedAt === undefined ? [] : [{ kind: 'instant', at: subject.updatedAt }];
    default: {
      const value = subject.fields[field];
      if (value === undefined || value === null || isEmpty(value)) return [];
      return Array.isArray(value) ? value : [value as Value];
    }
  }
}

function passes(field: FilterField, test: Test, values: readonly Value[], context: FilterContext): boolean {
  switch (test.kind) {
    case 'none':
      return values.length === 0;
    case 'any':
      return values.length > 0;
    case 'me':
      return context.me.some((account) => values.some((value) => isText(value, account)));
    case 'is':
      return values.some((value) => equals(field, value, test.value, context));
    case 'compare':
      return values.some((value) => compares(field, value, test.operator, test.value, context));
    case 'range':
      return values.some(
        (value) =>
          (test.from === null || compares(field, value, '>=', test.from, context)) &&
          (test.to === null || compares(field, value, '<=', test.to, context)),
      );
  }
}

function equals(field: FilterField, value: Value, wanted: Operand, context: FilterContext): boolean {
  if (wanted.kind !== 'text') {
    if (filterKind(field) !== 'custom') return orderOf(field, value, wanted, context) === 0;
    // A custom text may look like a number: it is compared as what it is.
    return orderOf(field, value, wanted, context) === 0 || isText(value, plainText(wanted));
  }
  if (filterKind(field) === 'words')
    return typeof value === 'string' && hasPhrase(wordsOf(value), wordsOf(wanted.text));
  return isText(value, wanted.text);
}

function isText(value: Value, text: string): boolean {
  return !isWhen(value) && fold(String(value)) === fold(text);
}

function plainText(operand: Operand): string {
  switch (operand.kind) {
    case 'text':
      return operand.text;
    case 'number':
      return String(operand.number);
    case 'day':
      return operand.date;
    case 'relative':
      return `${operand.amount}${operand.unit}`;
  }
}

function compares(
  field: FilterField,
  value: Value,
  operator: '<' | '<=' | '>' | '>=',
  wanted: Operand,
  context: FilterContext,
): boolean {
  const order = orderOf(field, value, wanted, context);
  if (order === null) return false;
  switch (operator) {
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
}

/** Below 0: the value comes before the wanted one. Null: they cannot be compared. */
function orderOf(field: FilterField, value: Value, wanted: Operand, context: FilterContext): number | null {
  switch (wanted.kind) {
    case 'number': {
      const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
      return typeof number === 'number' && !Number.isNaN(number) ? number - wanted.number : null;
    }
    case 'day':
      return orderOfDays(value, wanted.date, context);
    case 'relative':
      return orderOfDays(value, addToDay(context.today, wanted.amount, wanted.unit), context);
    case 'text':
      return field === 'priority' ? orderOfPriorities(value, wanted.text) : null;
  }
}

function orderOfDays(value: Value, wanted: string, { timeZone }: FilterContext): number | null {
  const day = isWhen(value) ? dayOf(value, timeZone) : dayInText(value, timeZone);
  if (day === null) return null;
  return day < wanted ? -1 : day > wanted ? 1 : 0;
}

/** A custom field may hold a day as text. */
function dayInText(value: Value, timeZone: string): string | null {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}(T|$)/.test(value)) return null;
  return /(Z|[+-]\d{2}:\d{2})$/.test(value) && !Number.isNaN(Date.parse(value))
    ? dayIn(value, timeZone)
    : value.slice(0, 10);
}

/** Grows from low to urgent. */
function orderOfPriorities(value: Value, wanted: string): number | null {
  const rank = isWhen(value) ? -1 : (priorities as readonly string[]).indexOf(fold(String(value)));
  return rank < 0 ? null : (priorities as readonly string[]).indexOf(wanted) - rank;
}
