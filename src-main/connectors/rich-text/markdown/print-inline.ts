import { type Leaf, type Link, type MarkKind, plainText } from './document.ts';
import { alone, escapeLineStart, escapeText, escapeTitle, printAddress } from './escape.ts';
import { type Nested, nest } from './nest.ts';
import { isBareAddress, tidy } from './tidy.ts';

/** Where content stands: a paragraph may have many lines, a heading or a table cell has one. */
export type Place = 'paragraph' | 'line' | 'cell';

export function printInline(leaves: readonly Leaf[], place: Place): string {
  const isOneLine = place !== 'paragraph';
  const text = print(nest(unsourced(leaves)), { isOneLine, isLabel: false, isNested: false }).replaceAll(
    '\0',
    '\uFFFD',
  );
  if (isOneLine) {
    const line = text.replace(/\s+/g, (white) => (white.includes('\n') ? ' ' : white)).trim();
    return place === 'cell' ? line.replaceAll('|', '\\|') : line.replace(/(^|\s)(#+)$/, '$1\\$2');
  }
  const lines = text.split('\n').map((line) => line.trim());
  while (lines.at(-1) === '') lines.pop();
  // An empty line would end the paragraph; a backslash at the end of a line is a break.
  return lines.map((line) => (line === '' ? '\\' : escapeLineStart(line))).join('\n');
}

/** Markdown does not know where a word came from, so neighbours that look alike are one. */
function unsourced(leaves: readonly Leaf[]): readonly Leaf[] {
  if (!leaves.some(({ source }) => source !== undefined)) return leaves;
  return tidy(leaves.map(({ source: _, ...leaf }) => leaf));
}

interface Context {
  readonly isOneLine: boolean;
  /** Inside the brackets of a link. */
  readonly isLabel: boolean;
  /** Inside a span, so that marks stand around it. */
  readonly isNested: boolean;
}

function print(nodes: readonly Nested[], context: Context): string {
  const parts: string[] = [];
  let last = context.isNested ? '*' : '';
  nodes.forEach((node, at) => {
    const text = printNode(node, { before: last, next: nodes[at + 1], isNextLast: isEnd(nodes[at + 2]), context });
    if (text !== '') last = text.slice(-1);
    parts.push(text);
  });
  return parts.join('');
}

interface Surroundings {
  /** The character in front, empty at the start. */
  readonly before: string;
  readonly next: Nested | undefined;
  /** Nothing follows the next one in its line. */
  readonly isNextLast: boolean;
  readonly context: Context;
}

function printNode(node: Nested, surroundings: Surroundings): string {
  switch (node.kind) {
    case 'leaf':
      return printLeaf(node.leaf, surroundings);
    case 'link':
      return printLink(node.link, { ...surroundings, leaves: node.leaves, content: node.content });
    case 'span':
      return printSpan(node.mark, print(node.content, { ...surroundings.context, isNested: true }), surroundings);
  }
}

function printLeaf(leaf: Leaf, { before, next, context }: Surroundings): string {
  switch (leaf.kind) {
    case 'text': {
      const isBeforeBracket = next?.kind === 'link' || (next?.kind === 'leaf' && next.leaf.kind === 'reference');
      return escapeText(leaf.text, {
        isLabel: context.isLabel,
        isBeforeBracket,
        isBehindMark: /\S/.test(before),
        isBeforeMark: next === undefined ? context.isNested : !isEnd(next),
      });
    }
    case 'code':
      return printTicks(leaf.text.replace(/[\r\n]+/g, ' '));
    case 'break':
      return context.isOneLine ? '<br>' : '\n';
    case 'image':
      return `!${printTarget(leaf.alt, leaf.src, leaf.title)}`;
    case 'reference':
      return printTarget(leaf.label, `${leaf.scheme}:${encodeId(leaf.id)}`, '');
  }
}

/** Of the content or of a line of it. */
export function isEnd(node: Nested | undefined): boolean {
  return node === undefined || (node.kind === 'leaf' && node.leaf.kind === 'break');
}

/** Well-formed, so that it can be encoded at all; and without what ends an address. */
function encodeId(id: string): string {
  return encodeURIComponent(id.toWellFormed())
    .replaceAll('%3A', ':')
    .replaceAll('%2F', '/')
    .replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}

function printTarget(label: string, href: string, title: string): string {
  const text = escapeText(label.replace(/\s+/g, ' ').trim(), { ...alone, isLabel: true });
  return `[${text}](${printAddress(href)}${title === '' ? '' : ` "${escapeTitle(title)}"`})`;
}

interface LinkParts extends Surroundings {
  readonly leaves: readonly Leaf[];
  readonly content: readonly Nested[];
}

function printLink({ href, title }: Link, { leaves, content, before, next, isNextLast, context }: LinkParts): string {
  const [only, ...others] = leaves;
  if (title === '' && others.length === 0 && only?.kind === 'text' && only.text === href) {
    if (isPlainAddress(href) && !/[\p{L}\p{N}_]$/u.test(before) && isCutOff(href, next, isNextLast)) return href;
    if (/^[a-z][a-z0-9+.-]{1,31}:[^\s<>]*$/i.test(href) && !/\p{Cc}/u.test(href)) return `<${href}>`;
  }
  const { lead, body, tail } = withoutEdges(print(content, { ...context, isLabel: true, isNested: true }));
  if (body === '') return lead;
  return `${lead}[${body}](${printAddress(href)}${title === '' ? '' : ` "${escapeTitle(title)}"`})${tail}`;
}

function isPlainAddress(href: string): boolean {
  return isBareAddress(href) && escapeText(href, alone) === href;
}

/** What follows is not read as part of the address. */
function isCutOff(href: string, next: Nested | undefined, isNextLast: boolean): boolean {
  if (next === undefined) return true;
  if (next.kind === 'link') return false;
  if (next.kind === 'span') return next.mark !== 'em';
  if (next.leaf.kind !== 'text') return true;
  const following = /^\S{0,2000}/.exec(next.leaf.text)?.[0] ?? '';
  if (following === next.leaf.text && !isNextLast) return false;
  if (following.startsWith(';') && /&#?\w+$/.test(href)) return false;
  return /^[?!.,:;)']*$/.test(following) && isBareAddressIn(href, following);
}

function isBareAddressIn(href: string, following: string): boolean {
  return !following.includes(')') || !href.includes('(');
}

const delimiters: Readonly<Partial<Record<MarkKind, string>>> = { strong: '**', em: '_', del: '~~' };
const tags: Readonly<Record<MarkKind, string>> = {
  strong: 'strong',
  em: 'em',
  del: 'del',
  underline: 'u',
  sub: 'sub',
  sup: 'sup',
};

/** With Markdown's own marks where they are understood, else with tags, which GitHub knows too. */
function printSpan(mark: MarkKind, inner: string, surroundings: Surroundings): string {
  const { lead, body, tail } = withoutEdges(inner);
  if (body === '') return lead;
  const delimiter = delimiters[mark];
  const before = lead === '' ? surroundings.before : lead.slice(-1);
  const isOpen = isEdge(before);
  const isClosed = tail !== '' || isEdgeOf(surroundings.next);
  const isUnderstood =
    mark === 'em'
      ? isOpen && isClosed
      : (isOpen || isPlain(body.charAt(0))) && (isClosed || isPlain(body.charAt(body.length - 1)));
  if (delimiter !== undefined && isUnderstood) return lead + delimiter + body + delimiter + tail;
  return `${lead}<${tags[mark]}>${body}</${tags[mark]}>${tail}`;
}

/** White space at the edges stands outside the span. */
function withoutEdges(text: string): { readonly lead: string; readonly body: string; readonly tail: string } {
  const body = text.trim();
  const start = body === '' ? text.length : text.indexOf(body);
  return { lead: text.slice(0, start), body, tail: text.slice(start + body.length) };
}

/** A letter or digit, which lets a mark beside it open or close whatever stands on its other side. */
function isPlain(character: string): boolean {
  return /^[\p{L}\p{N}]$/u.test(character);
}

/** The start, white space, or a mark that counts as punctuation everywhere. */
function isEdge(character: string): boolean {
  return /^[\s!-/:-@[-`{-~]?$/.test(character);
}

function isEdgeOf(next: Nested | undefined): boolean {
  if (next === undefined) return true;
  // A bare address begins with a letter.
  if (next.kind === 'link') return plainText(next.leaves) !== next.link.href;
  if (next.kind === 'span') return true;
  return next.leaf.kind !== 'text' || isEdge(next.leaf.text.charAt(0));
}

/** `` `code` `` with as many ticks as it takes. */
export function printTicks(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const ticks = '`'.repeat(longest === 0 ? 1 : longest + 1);
  const pad = /^`|`$/.test(text) || (/^ .* $/s.test(text) && text.trim() !== '') ? ' ' : '';
  return `${ticks}${pad}${text}${pad}${ticks}`;
}
