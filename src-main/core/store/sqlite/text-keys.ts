/** Text as a person compares it: case, accents and outer white space do not matter. For sorting and filtering only. */
export function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim();
}

const categories = ['todo', 'doing', 'done', 'cancelled'];

/** Sorts the four categories in the order of work, then the profile's own words, then tasks without a status. */
export function statusKey(status: unknown): string {
  if (typeof status !== 'string' || status === '') return '9';
  const rank = categories.indexOf(status);
  return `${rank < 0 ? categories.length : rank}${fold(status)}`;
}

const priorities = ['low', 'medium', 'high', 'urgent'];

/** 4 urgent, 3 high, 2 medium, 1 low, 0 none or unknown. */
export function priorityRank(priority: unknown): number {
  return typeof priority === 'string' ? priorities.indexOf(priority) + 1 : 0;
}

/**
 * A person's text as an FTS5 query: every word must occur, the last one by its beginning. Quoting makes operators and
 * punctuation plain text; a NUL would end the query early. Null: no words at all.
 */
export function searchQuery(text: string): string | null {
  const words = text.replaceAll('\0', ' ').split(/\s+/u).filter(Boolean);
  if (words.length === 0) return null;
  return `${words.map((word) => `"${word.replaceAll('"', '""')}"`).join(' ')}*`;
}
