import { type Leaf, textLeaf } from './document.ts';

/**
 * For formats that have no image within a line: there it is an exclamation mark in front of a link, which is what
 * Markdown's own sign for it looks like. It reads well, leads to the image, and comes back as one.
 */
export function imagesAsLinks(leaves: readonly Leaf[]): readonly Leaf[] {
  return leaves.flatMap((leaf, at): readonly Leaf[] => {
    if (leaf.kind !== 'image') return [leaf];
    if (leaf.link !== null)
      return [{ ...textLeaf(leaf.alt === '' ? leaf.src : leaf.alt), marks: leaf.marks, link: leaf.link }];
    const before = leaves[at - 1];
    const isApart =
      before === undefined || before.kind === 'break' || (before.kind === 'text' && /\s$/.test(before.text));
    const text = leaf.alt === '' ? leaf.src : leaf.alt;
    const link = { href: leaf.src, title: leaf.title };
    return [...(isApart ? [textLeaf('!')] : []), { ...textLeaf(text), link }];
  });
}

export function linksAsImages(leaves: readonly Leaf[]): readonly Leaf[] {
  const images: Leaf[] = [];
  for (const leaf of leaves) {
    const sign = images.at(-1);
    const isImage =
      leaf.kind === 'text' &&
      leaf.link !== null &&
      leaf.marks.length === 0 &&
      leaf.source === undefined &&
      sign?.kind === 'text' &&
      sign.link === null &&
      /(?:^|\s)!$/.test(sign.text);
    if (!isImage || leaf.kind !== 'text' || leaf.link === null || sign?.kind !== 'text') {
      images.push(leaf);
      continue;
    }
    images.pop();
    if (sign.text.length > 1) images.push({ ...sign, text: sign.text.slice(0, -1) });
    const { href, title } = leaf.link;
    images.push({ kind: 'image', src: href, alt: leaf.text === href ? '' : leaf.text, title, marks: [], link: null });
  }
  return images;
}
