import type { Leaf, MarkKind, Reference } from '../markdown/document.ts';
import { imagesAsLinks } from '../markdown/image-links.ts';
import type { AdfSources } from './adf-sources.ts';
import { type AdfMark, type AdfNode, attributesOf, marksOf, textAttribute } from './adf-wire.ts';
import { isHidden } from './read-inline.ts';

export function writeInline(leaves: readonly Leaf[], sources: AdfSources): readonly AdfNode[] {
  const leavesToWrite = leaves.map((leaf) => (leaf.kind === 'image' ? fileReference(leaf) : leaf));
  return imagesAsLinks(leavesToWrite).flatMap((leaf) => writeLeaf(leaf, sources));
}

/** An image of this service within a line. */
function fileReference(image: Leaf & { kind: 'image' }): Leaf {
  if (!image.src.startsWith('media:')) return image;
  return {
    kind: 'reference',
    scheme: 'media',
    id: image.src.slice('media:'.length),
    label: image.alt,
    marks: [],
    link: null,
  };
}

function writeLeaf(leaf: Leaf, sources: AdfSources): readonly AdfNode[] {
  const source = sources.at(leaf.source?.at);
  if (source !== null && leaf.source?.isAtom) return [source];
  switch (leaf.kind) {
    case 'text':
    case 'code':
      return leaf.text === '' ? [] : [withMarks({ type: 'text', text: leaf.text }, marksFor(leaf, source))];
    case 'break':
      return [{ type: 'hardBreak' }];
    case 'reference':
      return [writeReference(leaf, sources)];
    case 'image':
      return [];
  }
}

function withMarks(node: AdfNode, marks: readonly AdfMark[]): AdfNode {
  return marks.length === 0 ? node : { ...node, marks };
}

const markTypes: Readonly<Record<MarkKind, AdfMark>> = {
  strong: { type: 'strong' },
  em: { type: 'em' },
  del: { type: 'strike' },
  underline: { type: 'underline' },
  sub: { type: 'subsup', attrs: { type: 'sub' } },
  sup: { type: 'subsup', attrs: { type: 'sup' } },
};

/** Code may be linked and commented on, but it has no other marks; and text is not above and below the line at once. */
function marksFor(leaf: Leaf, source: AdfNode | null): readonly AdfMark[] {
  const old = source === null ? [] : marksOf(source);
  const hidden = old.filter((mark) => mark.type !== 'link' && isHidden(mark));
  const link = linkFor(leaf, old);
  if (leaf.kind === 'code') {
    return [...link, { type: 'code' }, ...hidden.filter(({ type }) => type === 'annotation')];
  }
  const shown = leaf.marks.filter((kind) => kind !== 'sup' || !leaf.marks.includes('sub'));
  return [...link, ...shown.map((kind) => markTypes[kind]), ...hidden];
}

function linkFor({ link }: Leaf, old: readonly AdfMark[]): readonly AdfMark[] {
  if (link === null || link.href === '') return [];
  const before = old.find((mark) => mark.type === 'link' && textAttribute(mark, 'href') === link.href);
  const { title: _, ...attributes } = before === undefined ? {} : attributesOf(before);
  const title = link.title === '' ? {} : { title: link.title };
  return [{ type: 'link', attrs: { ...attributes, href: link.href, ...title } }];
}

/** The node it names if the document had it, else one like it where the words suffice, else its label. */
function writeReference({ scheme, id, label }: Reference, sources: AdfSources): AdfNode {
  const known = sources.named(`${scheme}:${id}`);
  if (scheme === 'media') {
    const { id: file, collection } = known === null ? {} : attributesOf(known);
    const alt = label === '' ? {} : { alt: label };
    if (file !== undefined && collection !== undefined) {
      return { type: 'mediaInline', attrs: { type: 'file', id: file, collection, ...alt } };
    }
  } else if (known !== null && !isBlockPlaceholder(known)) {
    return scheme === 'status' ? { ...known, attrs: { ...attributesOf(known), text: label || id } } : known;
  }
  if (scheme === 'mention' && isAccountId(id)) return { type: 'mention', attrs: { id, text: label } };
  if (scheme === 'date' && /^-?\d{1,15}$/.test(id)) return { type: 'date', attrs: { timestamp: id } };
  if (scheme === 'status' && /^(?:neutral|purple|blue|red|yellow|green)$/.test(id) && label !== '') {
    return { type: 'status', attrs: { text: label, color: id } };
  }
  return { type: 'text', text: label === '' ? id : label };
}

const inlineTypes = [
  'text',
  'hardBreak',
  'mention',
  'emoji',
  'status',
  'date',
  'inlineCard',
  'mediaInline',
  'placeholder',
];

/** A block that was moved into a line cannot stand there. */
function isBlockPlaceholder({ type }: AdfNode): boolean {
  return !inlineTypes.includes(type) && !/inline/i.test(type);
}

/**
 * `557058:3f2a…`, 24 hexadecimal digits, or what an older account was called; never a long number, which is a person of
 * another service who came here with the text.
 */
function isAccountId(id: string): boolean {
  return !/^\d{6,}$/.test(id) && !/[\s/]/.test(id);
}
