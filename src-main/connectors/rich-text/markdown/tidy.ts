import { type Leaf, type Link, type Marked, unmarked } from './document.ts';

/** One way to write each content: neighbours that look alike are one leaf, and bare addresses are links. */
export function tidy(leaves: readonly Leaf[]): readonly Leaf[] {
  const parts = leaves.some(hasEdges) ? leaves.flatMap(withoutEdges) : leaves;
  const tidied = joined(withoutMarkedBlanks(parts));
  return tidied.some(mayHoldAddress) ? tidied.flatMap(linkify) : tidied;
}

function hasEdges(leaf: Leaf): boolean {
  return leaf.kind === 'text' && isMarked(leaf) && !leaf.source?.isAtom && /^\s|\s$/.test(leaf.text);
}

/** The white space at the edges of a marked text stands for itself. */
function withoutEdges(leaf: Leaf): readonly Leaf[] {
  if (leaf.kind !== 'text' || !hasEdges(leaf)) return [leaf];
  const body = leaf.text.trim();
  if (body === '') return [leaf];
  const from = leaf.text.indexOf(body);
  const parts = [leaf.text.slice(0, from), body, leaf.text.slice(from + body.length)];
  return parts.filter((text) => text !== '').map((text) => ({ ...leaf, text }));
}

function joined(leaves: readonly Leaf[]): readonly Leaf[] {
  const merged: Leaf[] = [];
  let run: { readonly first: Leaf & { kind: 'text' | 'code' }; readonly parts: string[] } | null = null;
  const flush = (): void => {
    if (run === null) return;
    const { first, parts } = run;
    merged.push(parts.length === 1 ? first : { ...first, text: parts.join('') });
    run = null;
  };
  for (const leaf of leaves) {
    if (leaf.kind !== 'text' && leaf.kind !== 'code') {
      flush();
      merged.push(leaf);
    } else if (leaf.text !== '') {
      if (run !== null && isAlike(run.first, leaf)) run.parts.push(leaf.text);
      else {
        flush();
        run = { first: leaf, parts: [leaf.text] };
      }
    }
  }
  flush();
  return merged;
}

/** White space has the marks that both its neighbours have: Markdown cannot mark the edge of a span. */
function withoutMarkedBlanks(leaves: readonly Leaf[]): readonly Leaf[] {
  if (!leaves.some((leaf) => isBlank(leaf) && isMarked(leaf))) return leaves;
  const left = lastMarked(leaves);
  const right = lastMarked(leaves.toReversed());
  return leaves.map((leaf, at) => {
    const [one, other] = [left[at] ?? unmarked, right.at(-1 - at) ?? unmarked];
    if (!isBlank(leaf)) return leaf;
    const marks = leaf.marks.filter((mark) => one.marks.includes(mark) && other.marks.includes(mark));
    const isLinked = sameLink(one.link, leaf.link) && sameLink(other.link, leaf.link);
    return { ...leaf, marks, link: isLinked ? leaf.link : null };
  });
}

/** For each leaf the marks of the last one up to it that is not white space. */
function lastMarked(leaves: readonly Leaf[]): readonly Marked[] {
  let last: Marked = unmarked;
  return leaves.map((leaf) => {
    if (!isBlank(leaf)) last = leaf;
    return last;
  });
}

function isBlank(leaf: Leaf): boolean {
  return leaf.kind === 'break' || (leaf.kind === 'text' && leaf.text.trim() === '');
}

function isMarked({ marks, link }: Marked): boolean {
  return marks.length > 0 || link !== null;
}

function isAlike(one: Leaf, other: Leaf): boolean {
  return one.kind === other.kind && one.source?.at === other.source?.at && !one.source?.isAtom && sameMarks(one, other);
}

export function sameMarks(one: Marked, other: Marked): boolean {
  const { marks } = other;
  return (
    one.marks.length === marks.length &&
    one.marks.every((mark, at) => mark === marks[at]) &&
    sameLink(one.link, other.link)
  );
}

export function sameLink(one: Link | null, other: Link | null): boolean {
  return one?.href === other?.href && one?.title === other?.title;
}

/** As GitHub finds addresses in text (https://github.github.com/gfm/#autolinks-extension-), `www.` and mail apart. */
const address = /(?<![\p{L}\p{N}_])https?:\/\/[^\s<>"`\\[\]|*~]{1,2000}/giu;

function mayHoldAddress(leaf: Leaf): boolean {
  return leaf.kind === 'text' && leaf.link === null && !leaf.source?.isAtom && leaf.text.includes('://');
}

function linkify(leaf: Leaf): readonly Leaf[] {
  if (leaf.kind !== 'text' || !mayHoldAddress(leaf)) return [leaf];
  const leaves: Leaf[] = [];
  let from = 0;
  for (const found of leaf.text.matchAll(address)) {
    const href = withoutEnd(found[0]);
    if (!/:\/\/[\p{L}\p{N}]/u.test(href)) continue;
    if (found.index > from) leaves.push({ ...leaf, text: leaf.text.slice(from, found.index) });
    leaves.push({ ...leaf, text: href, link: { href, title: '' } });
    from = found.index + href.length;
  }
  if (from === 0) return [leaf];
  return from < leaf.text.length ? [...leaves, { ...leaf, text: leaf.text.slice(from) }] : leaves;
}

/** Punctuation at the end, and a parenthesis that was not opened in it, belong to the sentence. */
function withoutEnd(text: string): string {
  let end = text.length;
  let open = text.split('(').length - text.split(')').length;
  for (; end > 0; end--) {
    const last = text.charAt(end - 1);
    if (last === ')' && open < 0) open++;
    else if (!/[?!.,:;*_~']/.test(last)) break;
  }
  return text.slice(0, end);
}

/** Whether the text, standing alone, is read as one link to itself. */
export function isBareAddress(text: string): boolean {
  const found = text.match(address);
  return found?.[0] === text && withoutEnd(text) === text && /:\/\/[\p{L}\p{N}]/u.test(text);
}
