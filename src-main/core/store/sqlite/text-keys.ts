import { fold } from '../../../../src-shared/filter/fold.ts';

const categories = ['todo', 'doing', 'done', 'cancelled'];

export const noStatus = '9';

/** Sorts the four categories in the order of work, then the profile's own words, then tasks without a status. */
export function statusKey(status: unknown): string {
  if (typeof status !== 'string' || status === '') return noStatus;
  const rank = categories.indexOf(status);
  return `${rank < 0 ? categories.length : rank}${fold(status)}`;
}

/** All keys of statuses that a person would take for this one: a category may be written in capitals, too. */
export function statusKeys(status: string): readonly string[] {
  const folded = fold(status);
  const rank = categories.indexOf(folded);
  return [`${categories.length}${folded}`, ...(rank < 0 ? [] : [`${rank}${folded}`])];
}

const priorities = ['low', 'medium', 'high', 'urgent'];

/** 4 urgent, 3 high, 2 medium, 1 low, 0 none or unknown. */
export function priorityRank(priority: unknown): number {
  return typeof priority === 'string' ? priorities.indexOf(fold(priority)) + 1 : 0;
}

/**
 * Words and phrases as an FTS5 query: every one must occur, its last word by its beginning. Quoting makes operators and
 * punctuation plain text; a NUL would end the query early. Null: no words at all.
 * @param place one of the texts; null: all of them
 */
export function searchQuery(words: readonly string[], place: 'title' | 'body' | null = null): string | null {
  const asked = words.map((word) => word.replaceAll('\0', ' ')).filter((word) => word.trim() !== '');
  const column = place === null ? '' : `${place} : `;
  return asked.length === 0 ? null : asked.map((word) => `${column}"${word.replaceAll('"', '""')}"*`).join(' ');
}
