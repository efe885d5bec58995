import type { Block } from './document.ts';

/** Part of a body that is text (HTML, wiki markup): from where to where in it, `to` exclusive. */
export interface Slice {
  readonly from: number;
  readonly to: number;
}

/** A block as it is written, and which of the blocks that were there it is or was made from; null: it is new. */
export interface TextPart {
  readonly text: string;
  readonly at: number | null;
}

/** The parts of a new body. What stood between two blocks that still are neighbours stands there again. */
export function joinParts(parts: readonly TextPart[], before: string, slices: readonly Slice[], gap: string): string {
  return parts
    .map(({ text, at }, index) => {
      const last = parts[index - 1];
      if (last === undefined) return (at === 0 ? before.slice(0, slices[0]?.from) : '') + text;
      const isNext = at !== null && last.at === at - 1;
      return (isNext ? before.slice(slices[at - 1]?.to, slices[at]?.from) : gap) + text;
    })
    .concat(parts.at(-1)?.at === slices.length - 1 ? before.slice(slices.at(-1)?.to) : '')
    .join('');
}

/** Which of the top blocks each one is or comes from. */
export function originsOf(before: readonly Block[]): ReadonlyMap<number, number> {
  return new Map(before.flatMap(({ source }, index) => (source === undefined ? [] : [[source.at, index] as const])));
}
