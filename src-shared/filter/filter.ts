import type { FieldName } from '../domain/field.ts';

/**
 * A filter as a tree. `and` of nothing lets everything through. The same tree serves the search box, `tasks list`, profile
 * files and rules; `parseFilter` makes it, `printFilter` is the reverse, `matchFilter` decides.
 */
export type Filter =
  | { readonly kind: 'and' | 'or'; readonly of: readonly Filter[] }
  | { readonly kind: 'not'; readonly of: Filter }
  /** One word, or a phrase of several, in title, body or labels. */
  | { readonly kind: 'words'; readonly text: string }
  | { readonly kind: 'state'; readonly state: SearchState }
  /** The field passes any of the tests. */
  | { readonly kind: 'field'; readonly field: FilterField; readonly tests: readonly Test[] };

export const searchStates = ['conflict', 'waiting', 'problem', 'deleted'] as const;
export type SearchState = (typeof searchStates)[number];

/** A field of tasks, or one of the four that only a stored task has: for searching. */
export type FilterField = FieldName | 'profile' | 'in' | 'created' | 'changed';

export type Test =
  /** `none`: empty or not there at all · `any`: has a value · `me`: the person's own accounts */
  | { readonly kind: 'none' | 'any' | 'me' }
  | { readonly kind: 'is'; readonly value: Operand }
  | { readonly kind: 'compare'; readonly operator: '<' | '<=' | '>' | '>='; readonly value: Operand }
  /** Both ends belong to it; null: open. */
  | { readonly kind: 'range'; readonly from: Operand | null; readonly to: Operand | null };

export type Operand =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly number: number }
  /** 2026-03-01 */
  | { readonly kind: 'day'; readonly date: string }
  /** So many days, weeks, months or years from today. */
  | { readonly kind: 'relative'; readonly amount: number; readonly unit: DayUnit };

export const dayUnits = ['d', 'w', 'm', 'y'] as const;
export type DayUnit = (typeof dayUnits)[number];

export const everything: Filter = { kind: 'and', of: [] };

export function isEverything(filter: Filter): boolean {
  return filter.kind === 'and' && filter.of.length === 0;
}

/** The conditions that must all hold. */
export function conjuncts(filter: Filter): readonly Filter[] {
  return filter.kind === 'and' ? filter.of : [filter];
}

/** In normal form: no `and` inside an `and`, none of a single part. */
export function allOf(filters: readonly Filter[]): Filter {
  const flat = filters.flatMap((filter) => (filter.kind === 'and' ? filter.of : [filter]));
  const [only] = flat;
  return only !== undefined && flat.length === 1 ? only : { kind: 'and', of: flat };
}

/** In normal form; of at least one. */
export function anyOf(filters: readonly Filter[]): Filter {
  const flat = filters.flatMap((filter) => (filter.kind === 'or' ? filter.of : [filter]));
  const [only] = flat;
  return only !== undefined && flat.length === 1 ? only : { kind: 'or', of: flat };
}

/** Every part that is not made of others. */
export function leavesOf(filter: Filter): readonly Exclude<Filter, { kind: 'and' | 'or' | 'not' }>[] {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return filter.of.flatMap(leavesOf);
    case 'not':
      return leavesOf(filter.of);
    default:
      return [filter];
  }
}

/** What it lets through changes from day to day. */
export function dependsOnToday(filter: Filter): boolean {
  return leavesOf(filter).some((leaf) => leaf.kind === 'field' && leaf.tests.some(isRelative));
}

function isRelative(test: Test): boolean {
  switch (test.kind) {
    case 'is':
    case 'compare':
      return test.value.kind === 'relative';
    case 'range':
      return test.from?.kind === 'relative' || test.to?.kind === 'relative';
    default:
      return false;
  }
}
