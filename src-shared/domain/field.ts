/**
 * The three kinds of date. They never mix: turning one into another through UTC shifts days for people east or west of
 * Greenwich and then ping-pongs (providers.md, trap 1).
 */
export type When =
  | { readonly kind: 'date' /** 2026-03-01 */; readonly date: string }
  | { readonly kind: 'local' /** 2026-03-01T09:30:00, no zone: wherever the person is */; readonly at: string }
  | {
      readonly kind: 'instant';
      /** 2026-03-01T08:30:00Z, whole seconds */
      readonly at: string;
      /** IANA zone it was written in, for display; not part of the value. */
      readonly zone?: string;
    };

/** scalar: one value, replaced whole · set: order means nothing · text: merged by lines · reference: another task. */
export type FieldKind = 'scalar' | 'set' | 'text' | 'date' | 'reference';

export type FieldValue = string | number | boolean | null | readonly string[] | When;

/**
 * Field values by name. A missing name means "this side does not have such a field"; an empty value (`null`, `''`, `[]`)
 * means "it has the field and it is empty".
 */
export type Fields = Readonly<Record<FieldName, FieldValue>>;

/** One of the names below, or `x.<name>` for a provider's own field (a scalar). */
export type FieldName = string;

/** Where the values of a field live, by the names of endpoints. */
export interface FieldPlaces {
  readonly field: FieldName;
  /** Those that have it. */
  readonly places: readonly string[];
  /** Those from which it only comes, so that a change here would not last; not empty: it is not edited here. */
  readonly comesFrom: readonly string[];
}

export const fieldKinds = {
  title: 'scalar',
  body: 'text',
  /** task values: the profile's vocabulary; by default the four categories themselves */
  status: 'scalar',
  /** task values: urgent, high, medium, low, or null */
  priority: 'scalar',
  /** task values: a person's key, an e-mail address where there is one */
  assignees: 'set',
  labels: 'set',
  start: 'date',
  due: 'date',
  milestone: 'scalar',
  /** task values: a TaskId; remote values: a RemoteId in the same container */
  parent: 'reference',
  /** minutes */
  estimate: 'scalar',
  /** whole percent, 0 to 100 */
  progress: 'scalar',
} as const satisfies Record<string, FieldKind>;

export type KnownField = keyof typeof fieldKinds;
export const knownFields = Object.keys(fieldKinds) as readonly KnownField[];

export function kindOf(field: FieldName): FieldKind {
  return (fieldKinds as Readonly<Record<string, FieldKind>>)[field] ?? 'scalar';
}

export function emptyValue(field: FieldName): FieldValue {
  if (field === 'title' || kindOf(field) === 'text') return '';
  return kindOf(field) === 'set' ? [] : null;
}

export function isEmpty(value: FieldValue | undefined): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

export const statusCategories = ['todo', 'doing', 'done', 'cancelled'] as const;
export type StatusCategory = (typeof statusCategories)[number];
export const priorities = ['urgent', 'high', 'medium', 'low'] as const;
export type Priority = (typeof priorities)[number];

export function isWhen(value: FieldValue | undefined): value is When {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Equality as a person sees it. Line ends, white space at line ends and Unicode composition are not changes (S14); the
 * order of a set and the zone an instant was written in are not either.
 */
export function sameValue(field: FieldName, a: FieldValue | undefined, b: FieldValue | undefined): boolean {
  if (a === b) return true;
  if (isEmpty(a) && isEmpty(b)) return true;
  if (a === undefined || b === undefined || a === null || b === null) return false;
  if (typeof a === 'string' && typeof b === 'string') {
    return kindOf(field) === 'text' ? normalText(a) === normalText(b) : a.trim().normalize() === b.trim().normalize();
  }
  if (Array.isArray(a) && Array.isArray(b)) return normalSet(a).join('\0') === normalSet(b).join('\0');
  if (isWhen(a) && isWhen(b)) return a.kind === b.kind && whenText(a) === whenText(b);
  return false;
}

/** LF line ends, no white space at line ends or at the end, NFC. Used for comparing only, never for storing. */
export function normalText(text: string): string {
  return text
    .normalize()
    .replace(/\r\n?/g, '\n')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trimEnd();
}

/** Sorted, without duplicates, NFC. */
export function normalSet(values: readonly string[]): readonly string[] {
  return [...new Set(values.map((value) => value.normalize()))].sort();
}

/** The value itself as text: 2026-03-01, 2026-03-01T09:30:00 or 2026-03-01T08:30:00Z. */
export function whenText(when: When): string {
  return when.kind === 'date' ? when.date : when.at;
}

const dateText = /^\d{4}-\d{2}-\d{2}$/;
const localText = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/;

/**
 * The reverse of `whenText`: 2026-03-01 is a day, 2026-03-01T09:30 a local time, 2026-03-01T09:30:00Z (or with an
 * offset) an instant. Null when it is none of these or no such day exists.
 */
export function parseWhen(text: string): When | null {
  const trimmed = text.trim();
  if (dateText.test(trimmed)) return isRealDay(trimmed) ? { kind: 'date', date: trimmed } : null;
  if (localText.test(trimmed)) {
    const at = trimmed.length === 16 ? `${trimmed}:00` : trimmed;
    return isRealDay(at.slice(0, 10)) && !Number.isNaN(Date.parse(`${at}Z`)) ? { kind: 'local', at } : null;
  }
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?(\.\d+)?(Z|[+-]\d{2}:?\d{2})$/i.test(trimmed)) return null;
  const time = Date.parse(trimmed);
  return Number.isNaN(time) ? null : { kind: 'instant', at: `${new Date(time).toISOString().slice(0, 19)}Z` };
}

function isRealDay(day: string): boolean {
  const time = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}
