import { diffComm } from 'node-diff3';
import type { DiffPart } from '../../ui/diff-text.tsx';

/** Above this many words a difference by lines is quicker, and no worse to read. */
const mostWords = 4000;

/** What went and what came between two texts, word by word. */
export function diffWords(before: string, after: string): readonly DiffPart[] {
  if (before === after) return before ? [{ kind: 'same', text: before }] : [];
  const [a, b] = splitAlike(before, after);
  const parts: DiffPart[] = [];
  for (const chunk of diffComm(a, b)) {
    if ('common' in chunk && chunk.common) add(parts, 'same', chunk.common);
    else if ('buffer1' in chunk) {
      add(parts, 'removed', chunk.buffer1 ?? []);
      add(parts, 'added', chunk.buffer2 ?? []);
    }
  }
  return parts;
}

function add(parts: DiffPart[], kind: DiffPart['kind'], tokens: readonly string[]): void {
  const text = tokens.join('');
  if (text) parts.push({ kind, text });
}

/** Words carry the white space after them: alone it would match everywhere and tear the text apart. */
function splitAlike(before: string, after: string): readonly [string[], string[]] {
  const words = [before, after].map((text) => text.match(/\s+|[^\s]+\s*/g) ?? []);
  const [a = [], b = []] = words;
  if (a.length + b.length <= mostWords) return [a, b];
  return [before.match(/[^\n]*\n|[^\n]+/g) ?? [], after.match(/[^\n]*\n|[^\n]+/g) ?? []];
}
