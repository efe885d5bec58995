import { diffComm } from 'node-diff3';
import type { DiffPart } from '../../ui/diff-part.ts';

/** Above this many words a difference by lines is quicker, and no worse to read. */
const mostWords = 4000;

/** What went and what came between two texts, word by word; changes with only white space between them are one. */
export function diffWords(before: string, after: string): readonly DiffPart[] {
  if (before === after) return before ? [{ kind: 'same', text: before }] : [];
  const [a, b] = splitAlike(before, after);
  const chunks: Chunk[] = [];
  for (const chunk of diffComm(a, b)) {
    if ('common' in chunk && chunk.common) chunks.push({ isSame: true, before: chunk.common.join(''), after: '' });
    else if ('buffer1' in chunk) {
      chunks.push({ isSame: false, before: (chunk.buffer1 ?? []).join(''), after: (chunk.buffer2 ?? []).join('') });
    }
  }
  return joinChanges(chunks).flatMap(partsOf);
}

interface Chunk {
  readonly isSame: boolean;
  /** For an equal chunk the text of both. */
  readonly before: string;
  readonly after: string;
}

function joinChanges(chunks: readonly Chunk[]): readonly Chunk[] {
  const joined: Chunk[] = [];
  for (const [index, chunk] of chunks.entries()) {
    const last = joined.at(-1);
    const isGap = chunk.isSame && chunk.before.trim() === '' && chunks[index + 1]?.isSame === false;
    if (last && !last.isSame && (isGap || !chunk.isSame)) {
      const after = isGap ? chunk.before : chunk.after;
      joined[joined.length - 1] = { isSame: false, before: last.before + chunk.before, after: last.after + after };
    } else joined.push(chunk);
  }
  return joined;
}

function partsOf({ isSame, before, after }: Chunk): readonly DiffPart[] {
  if (isSame) return [{ kind: 'same', text: before }];
  const parts: readonly DiffPart[] = [
    { kind: 'removed', text: before },
    { kind: 'added', text: after },
  ];
  return parts.filter(({ text }) => text !== '');
}

/** Words, white space and single signs; for very long texts whole lines. */
function splitAlike(before: string, after: string): readonly [string[], string[]] {
  const words = [before, after].map((text) => text.match(/\s+|[\p{L}\p{N}_]+|./gu) ?? []);
  const [a = [], b = []] = words;
  if (a.length + b.length <= mostWords) return [a, b];
  return [before.match(/[^\n]*\n|[^\n]+/g) ?? [], after.match(/[^\n]*\n|[^\n]+/g) ?? []];
}
