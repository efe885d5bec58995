import { type CountedField, countedFields } from '../../../src-shared/api/task-lists.ts';
import type { ValueCount } from '../../../src-shared/api/views.ts';
import { printText } from '../../../src-shared/filter/print-filter.ts';

/** What is being typed at the end of the search box, and where it begins. */
export interface Typing {
  /** The word before the colon; null: there is no colon yet. */
  readonly key: string | null;
  readonly text: string;
  /** What a suggestion takes the place of begins here. */
  readonly from: number;
}

export interface Suggestion {
  readonly insert: string;
  readonly label: string;
  /** Of a value: how many tasks have it. */
  readonly count: number | null;
  /** It completes the condition, so that it can become a chip. */
  readonly isWhole: boolean;
}

/** In the order in which they are of use; `filterKeys` have a sentence of their own each. */
export const filterKeys = [
  ...['status', 'assignee', 'label', 'due', 'priority', 'in', 'profile', 'is', 'changed', 'milestone', 'created'],
  ...['start', 'title', 'body', 'estimate', 'progress'],
] as const;
const offeredAtOnce = 8;

const value = String.raw`(?:[^\s",]|"[^"]*")*`;
const tail = new RegExp(String.raw`(?:^|\s)-?(?:([a-z]+):(?:${value},)*)?((?:[^\s",:]|"[^"]*"?)*)$`, 'i');

/** Null: at the end stands nothing that could be completed. */
export function typingAt(typed: string): Typing | null {
  const found = tail.exec(typed);
  if (!found) return null;
  const [, key, text = ''] = found;
  return { key: key?.toLowerCase() ?? null, text: text.replaceAll('"', ''), from: typed.length - text.length };
}

/** The field whose values have to be counted for that; null: they are known. */
export function countedField(typing: Typing | null): CountedField | null {
  return countedFields.find((field) => field === typing?.key) ?? null;
}

const days = ['today', 'tomorrow', '<7d', '<today', '1d..30d', 'none', 'any'];
const pastDays = ['today', 'yesterday', '>=-7d', '>=-30d', '<-30d'];
/** A map: anything can be typed before the colon, `constructor` as well. */
const fixed: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    due: days,
    start: days,
    changed: pastDays,
    created: pastDays,
    status: ['open', 'closed'],
    assignee: ['me', 'none'],
    label: ['none'],
    priority: ['none'],
    milestone: ['none'],
  }),
);

/** @param counts values of the field that is being typed, the most frequent first */
export function suggest(typing: Typing | null, counts: readonly ValueCount[]): readonly Suggestion[] {
  if (!typing) return [];
  const { key, text } = typing;
  const lower = text.toLowerCase();
  if (key === null) {
    const keys = lower === '' ? filterKeys.slice(0, offeredAtOnce) : filterKeys.filter((one) => one.startsWith(lower));
    return keys.map((one) => ({ insert: `${one}:`, label: `${one}:`, count: null, isWhole: false }));
  }
  const counted = counts.map((one) => ({ ...whole(one.value), count: one.count }));
  const known = (fixed.get(key) ?? []).filter((one) => one.startsWith(lower));
  const all = [...counted, ...known.map((one) => ({ ...whole(one), insert: one }))];
  // What stands there to the letter needs no completing.
  return all.filter(({ insert }) => insert.toLowerCase() !== lower);
}

function whole(text: string): Suggestion {
  return { insert: printText(text), label: text, count: null, isWhole: true };
}

export function withSuggestion(typed: string, { from }: Typing, { insert, isWhole }: Suggestion): string {
  return `${typed.slice(0, from)}${insert}${isWhole ? ' ' : ''}`;
}
