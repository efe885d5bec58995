import { type KnownField, knownFields } from '../domain/field.ts';
import type { FilterField } from './filter.ts';

/** What may be asked of a field: `words` are looked for, `choice` is compared as a whole, `rank` has an order besides. */
export type FilterKind = 'words' | 'choice' | 'rank' | 'day' | 'number' | 'custom';

const kinds: Readonly<Record<KnownField, FilterKind>> = {
  title: 'words',
  body: 'words',
  status: 'choice',
  priority: 'rank',
  assignees: 'choice',
  labels: 'choice',
  start: 'day',
  due: 'day',
  milestone: 'choice',
  parent: 'choice',
  estimate: 'number',
  progress: 'number',
};

/** Fields of stored tasks only. */
const searchKinds: Readonly<Record<string, FilterKind>> = {
  profile: 'choice',
  in: 'choice',
  created: 'day',
  changed: 'day',
};

/** What a person writes, where it differs. */
const shortNames: Readonly<Record<string, KnownField>> = { label: 'labels', assignee: 'assignees' };

export const fieldWords: readonly string[] = [
  ...knownFields.map((field) => fieldWord(field)),
  ...Object.keys(searchKinds),
];

/** Null when no such field exists. */
export function fieldOf(word: string): FilterField | null {
  if (word.startsWith('x.')) return word.length > 2 ? word : null;
  const lower = word.toLowerCase();
  const name = shortNames[lower] ?? lower;
  return Object.hasOwn(kinds, name) || Object.hasOwn(searchKinds, name) ? name : null;
}

export function fieldWord(field: FilterField): string {
  return Object.entries(shortNames).find(([, name]) => name === field)?.[0] ?? field;
}

export function filterKind(field: FilterField): FilterKind {
  if (field.startsWith('x.')) return 'custom';
  return (kinds as Readonly<Record<string, FilterKind>>)[field] ?? searchKinds[field] ?? 'custom';
}

export function isSearchField(field: FilterField): boolean {
  return Object.hasOwn(searchKinds, field);
}
