import { priorities } from '../../../src-shared/domain/field.ts';
import { addToDay, startOfDay } from '../../../src-shared/filter/days.ts';
import { type Filter, leavesOf, type Operand, type Test } from '../../../src-shared/filter/filter.ts';
import { wordsOf } from '../../../src-shared/filter/fold.ts';
import type { FilterContext } from '../../../src-shared/filter/match-filter.ts';
import type { DayBound, TaskCondition } from '../store/task-condition.ts';

/** More conditions than a person writes; a database has its limits. */
const mostLeaves = 100;

/** The filter as the store can answer it, exactly as `matchFilter` would. Null: it has no index for some part of it. */
export function conditionOf(filter: Filter, context: FilterContext): TaskCondition | null {
  return leavesOf(filter).length > mostLeaves ? null : readFilter(filter, context);
}

const never: TaskCondition = { kind: 'or', of: [] };

function readFilter(filter: Filter, context: FilterContext): TaskCondition | null {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return all(filter.kind, filter.of, (part) => readFilter(part, context));
    case 'not':
      return not(readFilter(filter.of, context));
    case 'words':
      return words(filter.text, null);
    case 'state':
      return filter.state === 'deleted' ? null : { kind: 'is', state: filter.state };
    case 'field':
      return all('or', filter.tests, (test) => readTest(filter.field, test, context));
  }
}

function readTest(field: string, test: Test, context: FilterContext): TaskCondition | null {
  switch (field) {
    case 'title':
    case 'body':
      return test.kind === 'is' && test.value.kind === 'text' ? words(test.value.text, field) : null;
    case 'status':
      return readStatus(test);
    case 'priority':
      return readPriority(test);
    case 'labels':
      return readTag('label', test, context);
    case 'assignees':
      return readTag('assignee', test, context);
    case 'due':
    case 'created':
    case 'changed':
      return readDay(field, test, context);
    default:
      return null;
  }
}

function words(text: string, place: 'title' | 'body' | null): TaskCondition {
  return wordsOf(text).length > 0 ? { kind: 'words', text, in: place } : never;
}

function readStatus(test: Test): TaskCondition | null {
  if (test.kind === 'none') return { kind: 'status', status: null };
  if (test.kind === 'any') return not({ kind: 'status', status: null });
  return test.kind === 'is' && test.value.kind === 'text' ? { kind: 'status', status: test.value.text } : null;
}

function readPriority(test: Test): TaskCondition | null {
  switch (test.kind) {
    case 'none':
      return { kind: 'no-priority' };
    case 'any':
      return not({ kind: 'no-priority' });
    case 'me':
      return never;
    case 'is':
      return between(rankOf(test.value), rankOf(test.value));
    case 'compare': {
      const rank = rankOf(test.value);
      if (rank === null) return null;
      const [from, to] = { '<': [1, rank - 1], '<=': [1, rank], '>': [rank + 1, 4], '>=': [rank, 4] }[test.operator];
      return between(from ?? null, to ?? null);
    }
    case 'range':
      return between(test.from === null ? 1 : rankOf(test.from), test.to === null ? 4 : rankOf(test.to));
  }
}

function between(from: number | null, to: number | null): TaskCondition | null {
  return from === null || to === null ? null : { kind: 'priority', from, to };
}

/** 1 low to 4 urgent. */
function rankOf(operand: Operand): number | null {
  const index = operand.kind === 'text' ? (priorities as readonly string[]).indexOf(operand.text) : -1;
  return index < 0 ? null : priorities.length - index;
}

function readTag(of: 'label' | 'assignee', test: Test, { me }: FilterContext): TaskCondition | null {
  const tag = (value: string | null): TaskCondition => ({ kind: 'tag', of, value });
  if (test.kind === 'none') return not(tag(null));
  if (test.kind === 'any') return tag(null);
  if (test.kind === 'me') return { kind: 'or', of: me.map(tag) };
  return test.kind === 'is' && test.value.kind === 'text' ? tag(test.value.text) : null;
}

function readDay(of: 'due' | 'created' | 'changed', test: Test, context: FilterContext): TaskCondition | null {
  if (test.kind === 'me') return never;
  if (test.kind === 'none') return not({ kind: 'day', of, from: null, until: null });
  const days = daysOf(test, context);
  // Beyond the year 9999 days no longer sort as text.
  if (days?.some((day) => day !== null && day.length > 10) !== false) return null;
  const [from, until] = days.map((day) => (day === null ? null : boundOf(day, context)));
  return { kind: 'day', of, from: from ?? null, until: until ?? null };
}

/** From the first on and before the second. */
type Days = readonly [from: string | null, until: string | null];

/** Null: it names no day. */
function daysOf(test: Test, { today }: FilterContext): Days | null {
  const dayIn = (operand: Operand): string | null => {
    if (operand.kind === 'day') return operand.date;
    return operand.kind === 'relative' ? addToDay(today, operand.amount, operand.unit) : null;
  };
  switch (test.kind) {
    case 'any':
      return [null, null];
    case 'none':
    case 'me':
      return null;
    case 'is': {
      const day = dayIn(test.value);
      return day === null ? null : [day, dayAfter(day)];
    }
    case 'compare': {
      const day = dayIn(test.value);
      return day === null ? null : sideOf(day, test.operator);
    }
    case 'range': {
      const [from = null, to = null] = [test.from, test.to].map((end) => (end === null ? null : dayIn(end)));
      const isRead = (from !== null || test.from === null) && (to !== null || test.to === null);
      return isRead ? [from, to === null ? null : dayAfter(to)] : null;
    }
  }
}

function sideOf(day: string, operator: '<' | '<=' | '>' | '>='): Days {
  switch (operator) {
    case '<':
      return [null, day];
    case '<=':
      return [null, dayAfter(day)];
    case '>':
      return [dayAfter(day), null];
    case '>=':
      return [day, null];
  }
}

const dayAfter = (day: string): string => addToDay(day, 1, 'd');

function boundOf(day: string, { timeZone }: FilterContext): DayBound {
  return { day, instant: startOfDay(day, timeZone) };
}

function not(condition: TaskCondition | null): TaskCondition | null {
  return condition === null ? null : { kind: 'not', of: condition };
}

function all<Part>(
  kind: 'and' | 'or',
  parts: readonly Part[],
  read: (part: Part) => TaskCondition | null,
): TaskCondition | null {
  const of = parts.map(read);
  return of.every((one) => one !== null) ? { kind, of } : null;
}
