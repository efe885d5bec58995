import type { Leaf } from '../markdown/document.ts';
import type { AdfSources } from './adf-sources.ts';
import { type AdfNode, attributesOf, contentOf, marksOf, textAttribute } from './adf-wire.ts';
import { writeInline } from './write-inline.ts';

/** A paragraph that begins with a line that is nothing but an image. */
export function isMedia(content: readonly Leaf[]): boolean {
  return content[0]?.kind === 'image' && (content.length === 1 || content[1]?.kind === 'break');
}

/** One image with its caption, or several below each other. null: one of them this service does not hold. */
export function writeMedia(
  content: readonly Leaf[],
  { source, sources }: { readonly source: AdfNode | null; readonly sources: AdfSources },
): readonly AdfNode[] | null {
  const lines = linesOf(content);
  const images = lines.map((line) => (line.length === 1 && line[0]?.kind === 'image' ? line[0] : null));
  if (images.every((image) => image !== null)) {
    const media = images.map((image) => writeImage(image, sources));
    if (media.some((node) => node === null)) return null;
    const nodes = media.filter((node) => node !== null);
    if (source?.type === 'mediaGroup') return [{ ...source, content: nodes }];
    return nodes.map((node) => single(node, [], source));
  }
  const [image] = images;
  const node = image == null ? null : writeImage(image, sources);
  if (node === null) return null;
  const caption = source === null ? undefined : contentOf(source).find(({ type }) => type === 'caption');
  const words = writeInline(content.slice(2), sources);
  return [single(node, [{ ...caption, type: 'caption', content: words }], source)];
}

function single(media: AdfNode, caption: readonly AdfNode[], source: AdfNode | null): AdfNode {
  const old = source?.type === 'mediaSingle' ? source : { attrs: { layout: 'center' } };
  return { ...old, type: 'mediaSingle', content: [media, ...caption] };
}

function linesOf(content: readonly Leaf[]): readonly (readonly Leaf[])[] {
  const lines: Leaf[][] = [[]];
  for (const leaf of content) {
    if (leaf.kind === 'break') lines.push([]);
    else lines.at(-1)?.push(leaf);
  }
  return lines;
}

/** An image of this service goes by its id, which only a node that was there before can vouch for; others by address. */
function writeImage(image: Leaf & { kind: 'image' }, sources: AdfSources): AdfNode | null {
  const known = sources.at(image.source?.at) ?? sources.named(image.src);
  const link =
    image.link === null || image.link.href === '' ? [] : [{ type: 'link', attrs: { href: image.link.href } }];
  if (known !== null) {
    if (textAttribute(known, 'alt').replace(/\s+/g, ' ').trim() === image.alt && hasLink(known, image)) return known;
    const marks = [...marksOf(known).filter(({ type }) => type !== 'link'), ...link];
    const { marks: _, ...rest } = known;
    return { ...rest, attrs: { ...attributesOf(known), alt: image.alt }, ...(marks.length === 0 ? {} : { marks }) };
  }
  if (!/^https?:\/\/\S+$/i.test(image.src)) return null;
  const alt = image.alt === '' ? {} : { alt: image.alt };
  return {
    type: 'media',
    attrs: { type: 'external', url: image.src, ...alt },
    ...(link.length === 0 ? {} : { marks: link }),
  };
}

function hasLink(media: AdfNode, { link }: Leaf): boolean {
  const mark = marksOf(media).find(({ type }) => type === 'link');
  return (mark === undefined ? '' : textAttribute(mark, 'href')) === (link?.href ?? '');
}
