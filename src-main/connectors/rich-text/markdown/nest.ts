import { type Leaf, type Link, type MarkKind, markKinds } from './document.ts';
import { sameLink } from './tidy.ts';

/** Flat leaves as spans within spans, which is how markup has to write them. */
export type Nested =
  | { readonly kind: 'leaf'; readonly leaf: Leaf }
  | { readonly kind: 'span'; readonly mark: MarkKind; readonly content: readonly Nested[] }
  | {
      readonly kind: 'link';
      readonly link: Link;
      readonly leaves: readonly Leaf[];
      readonly content: readonly Nested[];
    };

/** The span that reaches furthest is outermost; of equal ones the link is innermost, so that bare addresses stay bare. */
export function nest(leaves: readonly Leaf[], open: readonly (MarkKind | 'link')[] = []): readonly Nested[] {
  const nodes: Nested[] = [];
  for (let at = 0; at < leaves.length; ) {
    const first = leaves[at];
    if (first === undefined) break;
    const { name, to } = longestSpan(leaves, at, open);
    if (name === null) {
      nodes.push({ kind: 'leaf', leaf: first });
      at++;
      continue;
    }
    const part = leaves.slice(at, to);
    const content = nest(part, [...open, name]);
    if (name !== 'link') nodes.push({ kind: 'span', mark: name, content });
    else if (first.link !== null) nodes.push({ kind: 'link', link: first.link, leaves: part, content });
    at = to;
  }
  return nodes;
}

interface Span {
  readonly name: MarkKind | 'link' | null;
  readonly to: number;
}

function longestSpan(leaves: readonly Leaf[], at: number, open: readonly (MarkKind | 'link')[]): Span {
  let longest: Span = { name: null, to: at };
  for (const name of [...markKinds, 'link'] as const) {
    if (open.includes(name) || !has(leaves[at], name, leaves[at])) continue;
    let to = at + 1;
    while (has(leaves[to], name, leaves[at])) to++;
    if (to > longest.to) longest = { name, to };
  }
  return longest;
}

function has(leaf: Leaf | undefined, name: MarkKind | 'link', first: Leaf | undefined): boolean {
  if (leaf === undefined) return false;
  if (name !== 'link') return leaf.marks.includes(name);
  return leaf.link !== null && leaf.kind !== 'reference' && sameLink(leaf.link, first?.link ?? null);
}
