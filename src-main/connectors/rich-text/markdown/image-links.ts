import { type Leaf, type Link, schemes, textLeaf } from './document.ts';

/**
 * For formats that have no image within a line: there it is an exclamation mark in front of a link, which is what
 * Markdown's own sign for it looks like. It reads well, leads to the image, and comes back as one.
 */
export function imagesAsLinks(leaves: readonly Leaf[]): readonly Leaf[] {
  return leaves.flatMap((leaf, at): readonly Leaf[] => {
    if (leaf.kind !== 'image') return [leaf];
    const words = textLeaf(leaf.alt === '' ? 'image' : leaf.alt);
    // It would be read as a person, say.
    if (schemes.some((scheme) => leaf.src.startsWith(`${scheme}:`))) return [words];
    if (leaf.link !== null) return [{ ...words, marks: leaf.marks, link: leaf.link }];
    const sign = isApart(leaves[at - 1]) ? [textLeaf('!')] : [];
    return [...sign, { ...words, link: { href: leaf.src, title: leaf.title } }];
  });
}

export function linksAsImages(leaves: readonly Leaf[]): readonly Leaf[] {
  const images: Leaf[] = [];
  for (const leaf of leaves) {
    const sign = images.at(-1);
    if (sign?.kind === 'text' && isSign(sign, images.at(-2)) && isNamedLink(leaf)) {
      images.pop();
      if (sign.text.length > 1) images.push({ ...sign, text: sign.text.slice(0, -1) });
      images.push({
        kind: 'image',
        src: leaf.link.href,
        alt: leaf.text,
        title: leaf.link.title,
        marks: [],
        link: null,
      });
    } else images.push(leaf);
  }
  return images;
}

function isApart(before: Leaf | undefined): boolean {
  return before === undefined || before.kind === 'break' || (before.kind === 'text' && /\s$/.test(before.text));
}

function isSign(leaf: Leaf & { kind: 'text' }, before: Leaf | undefined): boolean {
  if (leaf.marks.length > 0 || leaf.link !== null || leaf.source !== undefined) return false;
  return leaf.text === '!' ? isApart(before) : /\s!$/.test(leaf.text);
}

type NamedLink = Leaf & { readonly kind: 'text'; readonly link: Link };

function isNamedLink(leaf: Leaf): leaf is NamedLink {
  if (leaf.kind !== 'text' || leaf.link === null || leaf.source !== undefined) return false;
  return leaf.marks.length === 0 && leaf.text !== leaf.link.href;
}
