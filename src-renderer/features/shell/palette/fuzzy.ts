import { fold } from '../../../../src-shared/filter/fold.ts';

/**
 * How well a text answers what was typed: null when a letter is missing, else the more the better. The letters have to come
 * in their order; beginnings of words and letters that stand together count more, a long text a little less.
 */
export function fuzzyScore(typed: string, text: string): number | null {
  const wanted = fold(typed).replace(/\s+/g, '');
  if (wanted === '') return 0;
  const letters = fold(text);
  const whole = letters.indexOf(fold(typed).trim());
  if (whole >= 0) return 1000 - whole - letters.length / 100 + (isWordStart(letters, whole) ? 500 : 0);
  let score = 0;
  let at = -1;
  for (const letter of wanted) {
    const next = nextPlace(letters, letter, at);
    if (next < 0) return null;
    score += next === at + 1 ? 8 : isWordStart(letters, next) ? 6 : 1;
    at = next;
  }
  return score - letters.length / 100;
}

/** Beside the last letter, else at the beginning of a word, else wherever it comes. */
function nextPlace(letters: string, letter: string, last: number): number {
  if (letters[last + 1] === letter) return last + 1;
  for (let at = last + 1; at < letters.length; at++) if (letters[at] === letter && isWordStart(letters, at)) return at;
  return letters.indexOf(letter, last + 1);
}

function isWordStart(letters: string, at: number): boolean {
  return at === 0 || /[\s\-/:_.]/.test(letters[at - 1] ?? '');
}
