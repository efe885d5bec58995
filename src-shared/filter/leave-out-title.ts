import { allOf, type Filter } from './filter.ts';
import { matchFilter } from './match-filter.ts';
import { parseFilter } from './parse-filter.ts';
import { printFilter } from './print-filter.ts';

/** The filter of a place, and no task of this title besides. */
export function leaveOutTitle(filter: string, title: string): string {
  const rest = parseFilter(filter, 'profile');
  return printFilter(allOf([rest, { kind: 'not', of: titled(title) }]));
}

/** Which titles such a filter leaves out: every one that has these words in this order. */
export function hasTitleOf(title: string, other: string): boolean {
  return matchFilter(titled(title), { fields: { title: other } }, { today: '1970-01-01', timeZone: 'UTC', me: [] });
}

function titled(title: string): Filter {
  return { kind: 'field', field: 'title', tests: [{ kind: 'is', value: { kind: 'text', text: title } }] };
}
