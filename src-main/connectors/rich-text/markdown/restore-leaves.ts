import type { Leaf } from './document.ts';
import { commonPairs } from './match-up.ts';
import { sameLink, tidy } from './tidy.ts';

/** A word, or whatever else is compared as one. */
interface Piece {
  readonly key: string;
  /** Of a text, only this piece of it. */
  readonly leaf: Leaf;
  /** The old leaf it is a part of. */
  readonly whole: Leaf;
  readonly part: number;
  readonly parts: number;
}

/** The edited content, with all that Markdown has no word for still on the words that were left alone. */
export function restoreLeaves(before: readonly Leaf[], after: readonly Leaf[]): readonly Leaf[] {
  if (!before.some(({ source }) => source !== undefined)) return after;
  const old = before.flatMap(piecesOf);
  const fresh = after.flatMap(piecesOf);
  const restored: (Leaf | null)[] = fresh.map(({ leaf }) => leaf);
  const pairs = commonPairs(
    old.map(({ key }) => key),
    fresh.map(({ key }) => key),
  );
  pairs.forEach(([oldAt, freshAt], index) => {
    const piece = old[oldAt];
    const leaf = fresh[freshAt]?.leaf;
    if (piece === undefined || leaf === undefined || piece.whole.source === undefined) return;
    const { source } = piece.whole;
    if (!source.isAtom) restored[freshAt] = { ...leaf, source };
    else if (piece.part === 0 && sameLink(piece.whole.link, leaf.link) && areTogether(pairs, index, piece.parts)) {
      restored[freshAt] = { ...piece.whole, marks: leaf.marks };
      restored.fill(null, freshAt + 1, freshAt + piece.parts);
    }
  });
  return tidy(restored.map((leaf, at) => between(restored, at) ?? leaf).filter((leaf) => leaf !== null));
}

/** All parts of an atom stand side by side as they did. */
function areTogether(pairs: readonly (readonly [number, number])[], index: number, parts: number): boolean {
  const first = pairs[index];
  const last = pairs[index + parts - 1];
  if (first === undefined || last === undefined) return false;
  return last[0] - first[0] === parts - 1 && last[1] - first[1] === parts - 1;
}

/** What was put between two parts of a coloured text is coloured too. */
function between(leaves: readonly (Leaf | null)[], at: number): Leaf | null {
  const leaf = leaves[at];
  if (leaf == null || leaf.source !== undefined) return null;
  let from = at - 1;
  while (from >= 0 && at - from < 200 && leaves[from]?.source === undefined) from--;
  let to = at + 1;
  while (to < leaves.length && to - at < 200 && leaves[to]?.source === undefined) to++;
  const [one, other] = [leaves[from]?.source, leaves[to]?.source];
  return one !== undefined && !one.isAtom && one.at === other?.at ? { ...leaf, source: one } : null;
}

function piecesOf(leaf: Leaf): readonly Piece[] {
  if (leaf.kind !== 'text') return [{ key: keyOf(leaf), leaf, whole: leaf, part: 0, parts: 1 }];
  const texts = leaf.text.match(/[\p{L}\p{N}_]+|\s+|./gsu) ?? [];
  return texts.map((text, part) => ({
    key: text.trim() === '' ? ' ' : text,
    leaf: { ...leaf, text },
    whole: leaf,
    part,
    parts: texts.length,
  }));
}

function keyOf(leaf: Exclude<Leaf, { kind: 'text' }>): string {
  switch (leaf.kind) {
    case 'code':
      return `code ${leaf.text}`;
    case 'break':
      return 'break';
    case 'image':
      return `image ${leaf.src}\n${leaf.alt}`;
    case 'reference':
      return `reference ${leaf.scheme}:${leaf.id}\n${leaf.label}`;
  }
}
