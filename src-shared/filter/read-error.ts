import { TaskSyncError } from '../errors.ts';

/**
 * Something in a text that a person wrote cannot be read. `position` counts characters from 0 and never lies outside of the
 * text; the sentence counts from 1, as people do.
 */
export function readError(what: string, position: number, reason: string): TaskSyncError {
  return new TaskSyncError('invalid-input', `The ${what} cannot be read at character ${position + 1}: ${reason}`, {
    facts: { position, reason },
  });
}

/** The known word that a misspelt one comes close to; null when none does. */
export function closest(word: string, known: readonly string[]): string | null {
  const lower = word.toLowerCase();
  const near = known
    .map((one) => ({ one, distance: editDistance(lower, one.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance)[0];
  return near !== undefined && near.distance <= Math.max(1, Math.floor(lower.length / 3)) ? near.one : null;
}

/** How many letters have to be added, left out, changed or swapped with their neighbour. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(
        Math.min(
          (last[j] ?? 0) + 1,
          (row[j - 1] ?? 0) + 1,
          (last[j - 1] ?? 0) + same,
          isSwap ? (beforeLast[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    [beforeLast, last] = [last, row];
  }
  return last[b.length] ?? 0;
}
