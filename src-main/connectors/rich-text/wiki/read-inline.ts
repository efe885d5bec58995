import { type Leaf, type Marked, type MarkKind, markKinds, textLeaf, unmarked } from '../markdown/document.ts';
import { linksAsImages } from '../markdown/image-links.ts';
import { tidy } from '../markdown/tidy.ts';
import { decodeWiki } from './escape.ts';
import type { WikiSources } from './wiki-sources.ts';

/** A leaf, a mark that may open or close a span, or a colour that begins or ends. */
type Piece =
  | { readonly kind: 'leaf'; readonly leaf: Leaf }
  | {
      readonly kind: 'mark';
      readonly mark: MarkKind;
      readonly text: string;
      readonly canOpen: boolean;
      readonly canClose: boolean;
    }
  | { readonly kind: 'colour'; readonly text: string; readonly from: number };

const markSigns: Readonly<Record<string, MarkKind>> = {
  '*': 'strong',
  _: 'em',
  '-': 'del',
  '+': 'underline',
  '^': 'sup',
  '~': 'sub',
};

/** Content of a paragraph, an item or a cell. `offset`: where the text stands in the markup. */
export function readInline(text: string, offset: number, sources: WikiSources): readonly Leaf[] {
  return linksAsImages(tidy(paired(piecesOf(text, offset, sources), sources)));
}

const token = new RegExp(
  [
    String.raw`(?<escape>\\\\(?: |(?=\n)|$)|\\[!-/:-@[-\x60{-~])`,
    String.raw`(?<entity>&(?:#\d{1,7}|amp|lt|gt|quot|nbsp);)`,
    String.raw`(?<code>\{\{(?:[^{}\n\\]|\\[^\n]|\}(?!\}))+\}\})`,
    String.raw`(?<colour>\{color(?::[^{}\n]{1,40})?\})`,
    String.raw`(?<braced>\{[*_+^~-]\})`,
    String.raw`(?<macro>\{(?!(?:quote|panel|code|noformat|color)\b)[a-z][\w-]*(?::[^{}\n]{0,200})?\})`,
    String.raw`(?<person>\[~[^[\]|\n]{1,200}\])`,
    String.raw`(?<file>\[\^[^[\]|\n]{1,200}\])`,
    String.raw`(?<link>\[(?:[^[\]\n\\]|\\[^\n]){1,4000}\])`,
    String.raw`(?<image>!(?=[^\s!|])(?:[^!\n\\]|\\[^\n]){1,2000}!)`,
    String.raw`(?<url>https?:\/\/[^\s<>"\x60\\[\]|*~{}]{1,2000})`,
    '(?<mark>[*_+^~-])',
    String.raw`(?<feed>\n)`,
    // In runs, up to whatever could begin one of the above.
    String.raw`(?<text>[^\\&{[!*_+^~\nh-]+|[\s\S])`,
  ].join('|'),
  'gu',
);

function piecesOf(text: string, offset: number, sources: WikiSources): readonly Piece[] {
  return [...text.matchAll(token)].map((found): Piece => {
    const [whole] = found;
    const groups = found.groups ?? {};
    const place = { from: offset + found.index, to: offset + found.index + whole.length };
    if (groups.colour !== undefined) return { kind: 'colour', text: whole, from: place.from };
    if (groups.mark !== undefined || groups.braced !== undefined) {
      const sign = groups.mark ?? whole.charAt(1);
      const mark = markSigns[sign] ?? 'em';
      if (groups.braced !== undefined) return { kind: 'mark', mark, text: whole, canOpen: true, canClose: true };
      const before = text.charAt(found.index - 1);
      const after = text.charAt(found.index + whole.length);
      const canOpen = !isWord.test(before) && before !== sign && /\S/.test(after) && after !== sign;
      const canClose = /\S/.test(before) && before !== sign && !isWord.test(after) && after !== sign;
      return { kind: 'mark', mark, text: whole, canOpen, canClose };
    }
    return { kind: 'leaf', leaf: readToken(whole, groups, () => ({ at: sources.keep(place).at, isAtom: true })) };
  });
}

const isWord = /^[\p{L}\p{N}]$/u;

function readToken(
  whole: string,
  groups: Readonly<Record<string, string | undefined>>,
  source: () => { readonly at: number; readonly isAtom: boolean },
): Leaf {
  if (groups.feed !== undefined) return { kind: 'break', ...unmarked };
  if (groups.escape !== undefined)
    return whole.startsWith('\\\\') ? { kind: 'break', ...unmarked } : textLeaf(whole.slice(1));
  if (groups.entity !== undefined || groups.url !== undefined) return textLeaf(decodeWiki(whole));
  if (groups.code !== undefined) return { kind: 'code', text: decodeWiki(whole.slice(2, -2)), ...unmarked };
  if (groups.person !== undefined) {
    const id = whole.slice(2, -1);
    return { kind: 'reference', scheme: 'mention', id, label: `@${id}`, ...unmarked, source: source() };
  }
  if (groups.file !== undefined) {
    const id = whole.slice(2, -1);
    return { kind: 'reference', scheme: 'media', id, label: id, ...unmarked, source: source() };
  }
  if (groups.link !== undefined) return readLink(whole) ?? textLeaf(whole);
  if (groups.image !== undefined) return readImage(whole, source);
  if (groups.macro !== undefined) {
    return { kind: 'reference', scheme: 'node', id: whole, label: whole.slice(1, -1), ...unmarked, source: source() };
  }
  return textLeaf(whole);
}

/** `[label|address|tip]`, `[address]`, `[label|#anchor]` */
function readLink(whole: string): Leaf | null {
  const [first = '', second, ...rest] = whole.slice(1, -1).split(/(?<!\\)\|/);
  const href = (second ?? first).trim();
  if (href === '' || (second === undefined && !/^(?:[a-z][a-z0-9+.-]*:|#|\/|\\\\)/i.test(href))) return null;
  const label = decodeWiki(first.trim());
  const address = decodeWiki(href);
  return textLeaf(label === '' ? address : label, {
    marks: [],
    link: { href: address, title: decodeWiki(rest.join('|')) },
  });
}

/** `!file.png|thumbnail,alt=words!` */
function readImage(whole: string, source: () => Leaf['source'] & object): Leaf {
  const [name = '', options = ''] = whole.slice(1, -1).split(/\|(.*)/s);
  const src = decodeWiki(name.trim());
  if (!/[./]/.test(src)) return textLeaf(whole);
  const alt = decodeWiki(/(?:^|,)\s*alt=([^,]*)/.exec(options)?.[1] ?? '')
    .replace(/^"|"$/g, '')
    .trim();
  const isFile = !/^[a-z][a-z0-9+.-]*:|^\//i.test(src);
  const shown = isFile ? `media:${encodeURIComponent(src.toWellFormed())}` : src;
  return { kind: 'image', src: shown, alt: alt === '' && isFile ? src : alt, title: '', ...unmarked, source: source() };
}

/** Marks that found their partner become marks of what stands between; others are text. */
function paired(pieces: readonly Piece[], sources: WikiSources): readonly Leaf[] {
  const partner = new Map<number, number>();
  const open: number[] = [];
  pieces.forEach((piece, at) => {
    if (piece.kind === 'leaf') {
      // A span ends with its line.
      if (piece.leaf.kind === 'break') open.length = 0;
      return;
    }
    if (piece.kind === 'colour') return;
    const start = piece.canClose ? open.findLastIndex((place) => isPartner(pieces[place], piece)) : -1;
    if (start >= 0 && at - (open[start] ?? 0) > 1) {
      partner.set(open[start] ?? 0, at);
      partner.set(at, open[start] ?? 0);
      open.length = start;
    } else if (piece.canOpen && !open.some((place) => isPartner(pieces[place], piece))) open.push(at);
  });
  return applied(pieces, partner, sources);
}

function isPartner(opener: Piece | undefined, closer: Piece & { kind: 'mark' }): boolean {
  return opener?.kind === 'mark' && opener.mark === closer.mark && opener.text === closer.text;
}

function applied(
  pieces: readonly Piece[],
  partner: ReadonlyMap<number, number>,
  sources: WikiSources,
): readonly Leaf[] {
  const marks = new Set<MarkKind>();
  let colour: { readonly at: number; readonly isAtom: boolean } | null = null;
  return pieces.flatMap((piece, at): readonly Leaf[] => {
    const marked: Marked = {
      marks: markKinds.filter((kind) => marks.has(kind)),
      link: null,
      ...(colour === null ? {} : { source: colour }),
    };
    if (piece.kind === 'colour') {
      colour =
        piece.text === '{color}'
          ? null
          : { at: sources.keep({ from: piece.from, to: piece.from + piece.text.length }).at, isAtom: false };
      return [];
    }
    if (piece.kind === 'mark') {
      const other = partner.get(at);
      if (other === undefined) return [textLeaf(piece.text, marked)];
      if (other > at) marks.add(piece.mark);
      else marks.delete(piece.mark);
      return [];
    }
    return [{ ...marked, ...piece.leaf, marks: marked.marks }];
  });
}
