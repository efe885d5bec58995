import type { Leaf, Link, MarkKind, Reference } from '../markdown/document.ts';
import { imagesAsLinks } from '../markdown/image-links.ts';
import { type Nested, nest } from '../markdown/nest.ts';
import type { HtmlSources } from './html-sources.ts';
import { encodeAttribute, encodeText } from './html-tree.ts';

export function writeInline(leaves: readonly Leaf[], sources: HtmlSources): string {
  return write(nest(imagesAsLinks(leaves.map((leaf) => ownPlace(leaf, sources)))), sources);
}

/** An element that comes back as it was brings its link along; an image of Asana's goes by its element. */
function ownPlace(leaf: Leaf, sources: HtmlSources): Leaf {
  if (leaf.kind === 'image' && leaf.src.startsWith('media:')) {
    return {
      kind: 'reference',
      scheme: 'media',
      id: leaf.src.slice('media:'.length),
      label: leaf.alt,
      marks: [],
      link: null,
    };
  }
  return leaf.source?.isAtom && sources.isUsable ? { ...leaf, link: null } : leaf;
}

function write(nodes: readonly Nested[], sources: HtmlSources): string {
  return nodes.map((node) => writeNode(node, sources)).join('');
}

/** Asana has no letters above or below the line. */
const tags: Readonly<Record<MarkKind, string | null>> = {
  strong: 'strong',
  em: 'em',
  underline: 'u',
  del: 's',
  sub: null,
  sup: null,
};

function writeNode(node: Nested, sources: HtmlSources): string {
  if (node.kind === 'leaf') return writeLeaf(node.leaf, sources);
  const content = write(node.content, sources);
  if (node.kind === 'link') return writeLink(node.link, content);
  const tag = tags[node.mark];
  return tag === null || content.trim() === '' ? content : `<${tag}>${content}</${tag}>`;
}

function writeLeaf(leaf: Leaf, sources: HtmlSources): string {
  const source = leaf.source?.isAtom ? sources.textAt(leaf.source.at) : null;
  if (source !== null) return source;
  switch (leaf.kind) {
    case 'text':
      return encodeText(leaf.text);
    case 'code':
      return `<code>${encodeText(leaf.text)}</code>`;
    case 'break':
      return '\n';
    case 'reference':
      return writeReference(leaf, sources);
    case 'image':
      return encodeText(leaf.alt);
  }
}

/** An address without a scheme leads nowhere from Asana, so it is text. */
function writeLink({ href }: Link, content: string): string {
  if (content === '') return '';
  if (/^(?!javascript|data|vbscript)[a-z][a-z0-9+.-]*:\S/i.test(href))
    return `<a href="${encodeAttribute(href)}">${content}</a>`;
  return href === '' ? content : `${content} (${encodeText(href)})`;
}

function writeReference({ scheme, id, label }: Reference, sources: HtmlSources): string {
  const known = sources.named(`${scheme}:${id}`);
  if (known !== null) return known;
  // Only Asana's own people have a number for a name.
  if (scheme === 'mention' && /^\d+$/.test(id)) return `<a data-asana-gid="${id}">${encodeText(label)}</a>`;
  return encodeText(label === '' ? id : label);
}
