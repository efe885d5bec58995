import { diff3MergeRegions } from 'node-diff3';
import { comparable, textLines } from './merge-fields.ts';

/** A stretch of lines of a text that two sides changed, for a person to put together. */
export type TextPart =
  | { readonly kind: 'same'; readonly lines: readonly string[] }
  /** Changed by one side, or by both alike. No lines: they were removed. */
  | { readonly kind: 'changed'; readonly by: 'left' | 'right' | 'both'; readonly lines: readonly string[] }
  | { readonly kind: 'clash'; readonly left: readonly string[]; readonly right: readonly string[] };

/** How a person settles a clash. */
export type Pick = 'left' | 'right' | 'both';

/** The lines of three versions, sorted into what is settled and what clashes. Pure. */
export function mergeParts(before: string, left: string, right: string): readonly TextPart[] {
  const [o, a, b] = [textLines(before), textLines(left), textLines(right)];
  const sources = { a: { lines: a, by: 'left' }, b: { lines: b, by: 'right' } } as const;
  return diff3MergeRegions(a.map(comparable), o.map(comparable), b.map(comparable)).map((region): TextPart => {
    if (!region.stable) {
      const [ours, theirs] = [
        a.slice(region.aStart, region.aStart + region.aLength),
        b.slice(region.bStart, region.bStart + region.bLength),
      ];
      const isAlike = ours.map(comparable).join('\n') === theirs.map(comparable).join('\n');
      return isAlike ? { kind: 'changed', by: 'both', lines: ours } : { kind: 'clash', left: ours, right: theirs };
    }
    const end = region.bufferStart + region.bufferLength;
    if (region.buffer === 'o') return { kind: 'same', lines: o.slice(region.bufferStart, end) };
    const { lines, by } = sources[region.buffer as 'a' | 'b'];
    return { kind: 'changed', by, lines: lines.slice(region.bufferStart, end) };
  });
}

/** The text that comes of it; null while a clash is not settled. `picks` by the place of the part. */
export function joinParts(parts: readonly TextPart[], picks: Readonly<Record<number, Pick>>): string | null {
  const lines: string[] = [];
  for (const [at, part] of parts.entries()) {
    if (part.kind !== 'clash') lines.push(...part.lines);
    else {
      const pick = picks[at];
      if (pick === undefined) return null;
      if (pick !== 'right') lines.push(...part.left);
      if (pick !== 'left') lines.push(...part.right);
    }
  }
  return lines.join('\n');
}
