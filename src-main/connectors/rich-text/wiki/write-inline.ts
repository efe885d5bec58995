import type { Leaf, Link, MarkKind, Reference } from '../markdown/document.ts';
import { imagesAsLinks } from '../markdown/image-links.ts';
import { type Nested, nest } from '../markdown/nest.ts';
import { isEnd } from '../markdown/print-inline.ts';
import { isBareAddress, tidy } from '../markdown/tidy.ts';
import { escapeLineStart, escapeWiki } from './escape.ts';
import type { WikiSources } from './wiki-sources.ts';

/** In a cell and in a heading there is one line. */
export type Place = 'lines' | 'line' | 'cell';

export function writeInline(leaves: readonly Leaf[], place: Place, sources: WikiSources): string {
  const own = tidy(imagesAsLinks(leaves.map((leaf) => ownPlace(leaf, sources))));
  const text = runsOf(own)
    .map((run) => inColour(write(nest(run), { place, sources }), run[0], sources))
    .join('');
  if (place === 'cell') return text.trim();
  const lines = text.split('\n').map((line) => line.trim());
  return lines
    .filter((line) => line !== '')
    .map((line) => (place === 'lines' ? escapeLineStart(line) : line))
    .join('\n');
}

/** Images that the issue holds and those on the web have a sign; so has what came back as it was. */
function ownPlace(leaf: Leaf, sources: WikiSources): Leaf {
  if (leaf.kind !== 'image') return leaf.source?.isAtom ? { ...leaf, link: null } : leaf;
  const before = leaf.source?.isAtom ? sources.textAt(leaf.source.at) : null;
  return before === null && !isShown(leaf.src)
    ? leaf
    : { kind: 'reference', scheme: 'node', id: before ?? imageOf(leaf), label: leaf.alt, marks: [], link: null };
}

function isShown(src: string): boolean {
  return /^https?:\/\/[^\s!|]+$/i.test(src) || (src.startsWith('media:') && fileOf(src) !== null);
}

/** The name of an attachment, if it is one that the markup can hold. */
function fileOf(src: string): string | null {
  try {
    const name = decodeURIComponent(src.slice('media:'.length));
    return /^[^!|\n[\]{}\\/:]+\.\w+$/.test(name) ? name : null;
  } catch {
    return null;
  }
}

function imageOf({ src, alt }: Leaf & { kind: 'image' }): string {
  const name = src.startsWith('media:') ? (fileOf(src) ?? '') : src;
  const words = alt
    .replace(/[!|,"\\{}[\]\n]/g, ' ')
    .replace(/ +/g, ' ')
    .trim();
  return words === '' || words === name ? `!${name}!` : `!${name}|alt=${words}!`;
}

/** Neighbours of one colour. */
function runsOf(leaves: readonly Leaf[]): readonly (readonly Leaf[])[] {
  const runs: Leaf[][] = [];
  for (const leaf of leaves) {
    const last = runs.at(-1);
    if (last !== undefined && colourOf(last[0]) === colourOf(leaf)) last.push(leaf);
    else runs.push([leaf]);
  }
  return runs;
}

function colourOf(leaf: Leaf | undefined): number | null {
  return leaf?.source === undefined || leaf.source.isAtom ? null : leaf.source.at;
}

function inColour(text: string, first: Leaf | undefined, sources: WikiSources): string {
  const open = sources.textAt(colourOf(first) ?? undefined);
  return open === null || text.trim() === '' ? text : `${open}${text}{color}`;
}

interface Context {
  readonly place: Place;
  readonly sources: WikiSources;
}

function write(nodes: readonly Nested[], context: Context): string {
  const parts: string[] = [];
  let before = '';
  nodes.forEach((node, at) => {
    const text = writeNode(node, { before, next: nodes[at + 1], isNextLast: isEnd(nodes[at + 2]), context });
    if (text !== '') before = text.slice(-1);
    parts.push(text);
  });
  return parts.join('');
}

interface Surroundings {
  readonly before: string;
  readonly next: Nested | undefined;
  readonly isNextLast: boolean;
  readonly context: Context;
}

const signs: Readonly<Record<MarkKind, string>> = {
  strong: '*',
  em: '_',
  del: '-',
  underline: '+',
  sup: '^',
  sub: '~',
};

/** Beside a letter a mark needs braces. A span does not reach over a line. */
function writeNode(node: Nested, surroundings: Surroundings): string {
  const { before, next, context } = surroundings;
  if (node.kind === 'leaf') return writeLeaf(node.leaf, context);
  if (node.kind === 'link') return writeLink(node.link, node.leaves, surroundings);
  return write(node.content, context)
    .split('\n')
    .map((line, at, lines) => {
      const body = line.trim();
      if (body === '') return line;
      const [lead, tail] = [line.slice(0, line.indexOf(body)), line.slice(line.indexOf(body) + body.length)];
      const isOpen = lead !== '' || at > 0 || isEdge(before);
      const isClosed = tail !== '' || at < lines.length - 1 || isEdge(firstOf(next));
      // An address would take the sign behind it along.
      const isSafe = !body.includes('://') && /^[\p{L}\p{N}]/u.test(body) && /[\p{L}\p{N}]$/u.test(body);
      const sign = isOpen && isClosed && isSafe ? signs[node.mark] : `{${signs[node.mark]}}`;
      return `${lead}${sign}${body}${sign}${tail}`;
    })
    .join('\n');
}

function isEdge(character: string): boolean {
  return /^[\s.,;:()]?$/.test(character);
}

function firstOf(next: Nested | undefined): string {
  if (next === undefined) return '';
  if (next.kind !== 'leaf') return '*';
  if (next.leaf.kind === 'break') return ' ';
  return next.leaf.kind === 'text' ? next.leaf.text.charAt(0) : '{';
}

function writeLeaf(leaf: Leaf, { place, sources }: Context): string {
  const source = leaf.source?.isAtom ? sources.textAt(leaf.source.at) : null;
  if (source !== null) return source;
  switch (leaf.kind) {
    case 'text':
      return escapeWiki(leaf.text, place === 'cell');
    case 'code':
      return leaf.text === '' ? '' : `{{${escapeWiki(leaf.text.replace(/[\r\n]+/g, ' '), place === 'cell')}}}`;
    case 'break':
      return place === 'lines' ? '\n' : place === 'cell' ? '\\\\ ' : ' ';
    case 'reference':
      return writeReference(leaf, place);
    case 'image':
      return escapeWiki(leaf.alt, place === 'cell');
  }
}

/** A label has no marks inside the brackets. */
function writeLink(link: Link, leaves: readonly Leaf[], surroundings: Surroundings): string {
  const label = leaves
    .map((leaf) => (leaf.kind === 'text' || leaf.kind === 'code' ? leaf.text : ' '))
    .join('')
    .trim();
  const href = link.href.replace(/[\s|[\]{}\\^!]/g, (mark) => encodeURIComponent(mark).replace('!', '%21'));
  if (href === '') return escapeWiki(label, true);
  if (label === href && isBareIn(href, surroundings)) return href;
  if (label === link.href && link.title === '' && /^[a-z][a-z0-9+.-]*:/i.test(href)) return `[${addressOf(href)}]`;
  const tip = link.title === '' ? '' : `|${escapeWiki(link.title, true)}`;
  return `[${escapeWiki(label === '' ? href : label, true)}|${addressOf(href)}${tip}]`;
}

function addressOf(href: string): string {
  return href.replace(/&(?=(?:#\d{1,7}|amp|lt|gt|quot|nbsp);)/g, '&amp;');
}

/** Whether the address, standing for itself, ends where it should. */
function isBareIn(href: string, { before, next, isNextLast }: Surroundings): boolean {
  if (!isBareAddress(href) || /[*_+^~]|&(?:#|\w+;)/.test(href) || /[\p{L}\p{N}_]$/u.test(before)) return false;
  if (next === undefined) return true;
  if (next.kind !== 'leaf') return false;
  if (next.leaf.kind !== 'text') return next.leaf.kind === 'break';
  return /^[.,;:)?]*\s/.test(next.leaf.text) || (isNextLast && /^[.,;:?]*$/.test(next.leaf.text));
}

/** What Jira Data Center knows: its people by name, its files by name, and macros as they are. */
function writeReference({ scheme, id, label }: Reference, place: Place): string {
  if (scheme === 'mention' && isUserName(id)) return `[~${id}]`;
  if (scheme === 'media' && /^[^[\]|\n{}\\^~]+\.\w+$/.test(id)) return `[^${id}]`;
  if (
    scheme === 'node' &&
    /^(?:\{(?!(?:quote|panel|code|noformat|color)\b)[a-z][\w-]*(?::[^{}\n]*)?\}|![^!\n|]+(?:\|[^!\n]*)?!)$/.test(id)
  )
    return id;
  return escapeWiki(label === '' ? id : label, place === 'cell');
}

/** Not a person of Jira Cloud (`557058:3f2a…`, 24 hexadecimal digits) or of a service that has numbers. */
function isUserName(id: string): boolean {
  return /^[^\s[\]|{}\\~^]{1,200}$/.test(id) && !/^(?:\d{6,}|[\da-f]{24}|\w+:.*)$/.test(id);
}
