import { type TaskSyncError, toTaskSyncError } from '../../../src-shared/errors.ts';
import { conjuncts, type Filter } from '../../../src-shared/filter/filter.ts';
import { parseFilter } from '../../../src-shared/filter/parse-filter.ts';
import { printFilter } from '../../../src-shared/filter/print-filter.ts';

/** A search as the box shows it: conditions on fields and states are chips, everything else is text. */
export interface Search {
  readonly chips: readonly Filter[];
  readonly text: string;
}

export interface ReadSearch {
  readonly search: Search;
  /** Why it cannot be read; all of it is text then, so that nothing a person typed is lost. */
  readonly error: TaskSyncError | null;
}

export const inBin: Filter = { kind: 'state', state: 'deleted' };

/** Finds what belongs to the profile. */
export function profileQuery(name: string): string {
  return printFilter({ kind: 'field', field: 'profile', tests: [{ kind: 'is', value: { kind: 'text', text: name } }] });
}

export function readSearch(input: string): ReadSearch {
  try {
    const parts = conjuncts(parseFilter(input));
    const text = parts.filter((part) => !isChip(part)).map(printPart);
    return { search: { chips: parts.filter(isChip), text: text.join(' ') }, error: null };
  } catch (error) {
    return { search: { chips: [], text: input }, error: toTaskSyncError(error) };
  }
}

/** What the core is asked for, and what stands in the address. */
export function printSearch({ chips, text }: Search): string {
  return [...chips.map(printFilter), text.trim()].filter(Boolean).join(' ');
}

function printPart(part: Filter): string {
  return part.kind === 'or' ? `(${printFilter(part)})` : printFilter(part);
}

function isChip(filter: Filter): boolean {
  return filter.kind === 'not' ? isChip(filter.of) : filter.kind === 'field' || filter.kind === 'state';
}

/** What the chip asks for is asked for already. */
export function hasChip({ chips }: Search, chip: Filter): boolean {
  return chips.some((one) => isSameField(one, chip) && testsOf(chip).every((test) => testsOf(one).includes(test)));
}

/** Statuses add up, as any of several; everything else replaces what was asked of the same field. */
export function addChip(search: Search, chip: Filter): Search {
  const before = search.chips.find((one) => isSameField(one, chip));
  const others = search.chips.filter((one) => one !== before);
  if (before?.kind !== 'field' || chip.kind !== 'field' || chip.field !== 'status') {
    return { ...search, chips: [...others, chip] };
  }
  const fresh = chip.tests.filter((test) => !testsOf(before).includes(JSON.stringify(test)));
  return { ...search, chips: [...others, { ...before, tests: [...before.tests, ...fresh] }] };
}

export function removeChip(search: Search, chip: Filter): Search {
  const gone = testsOf(chip);
  const chips = search.chips.flatMap((one): Filter[] => {
    if (!isSameField(one, chip)) return [one];
    if (one.kind !== 'field') return [];
    const tests = one.tests.filter((test) => !gone.includes(JSON.stringify(test)));
    return tests.length > 0 ? [{ ...one, tests }] : [];
  });
  return { ...search, chips };
}

function isSameField(a: Filter, b: Filter): boolean {
  if (a.kind === 'not' || b.kind === 'not') return printFilter(a) === printFilter(b);
  if (a.kind === 'field') return b.kind === 'field' && a.field === b.field;
  return a.kind === 'state' && b.kind === 'state' && (a.state === b.state || ![a.state, b.state].includes('deleted'));
}

function testsOf(filter: Filter): readonly string[] {
  return filter.kind === 'field' ? filter.tests.map((test) => JSON.stringify(test)) : [printFilter(filter)];
}

/**
 * Splits what is being typed: what is complete (a space follows) may become chips, an unfinished `key:val`,
 * `"phrase` or `or` stays out of the search until it is finished.
 */
export function splitTyping(typed: string): ReadSearch & { readonly rest: string } {
  const rest = unfinished.exec(typed)?.[1] ?? '';
  return { ...readSearch(rest ? typed.slice(0, -rest.length) : typed), rest };
}

const field = String.raw`(?:x\.(?:"[^"]*"|[^\s":]*)|[a-z]+)`;
const value = String.raw`(?:[^\s"]|"[^"]*")*(?:"[^"]*)?`;
const unfinished = new RegExp(String.raw`(?:^|\s)(-?${field}:${value}|-?x\."[^"]*|"[^"]*|or|and|not|-)$`, 'i');
