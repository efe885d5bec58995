/** A node of Asana's HTML, with its place in the source. */
export type HtmlNode = HtmlText | HtmlElement;

export interface HtmlText {
  readonly kind: 'text';
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

export interface HtmlElement {
  readonly kind: 'element';
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly HtmlNode[];
  readonly from: number;
  readonly to: number;
}

export interface HtmlTree {
  readonly nodes: readonly HtmlNode[];
  /** Everything was closed and escaped, so that parts of it can be sent back as they are. */
  readonly isWellFormed: boolean;
}

interface Open {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: HtmlNode[];
  readonly from: number;
}

/** Elements within elements beyond this are left out, their text is not (SEC-18). */
const deepest = 40;

/** A comment, a tag, text without entities (so that its places are those of the source), an entity, a stray mark. */
const piece = /<!--[\s\S]*?-->|<(\/?)([A-Za-z][\w:-]*)((?:[^<>"']|"[^"<]*"|'[^'<]*')*)>|[^<&]+|&[^<&;]{0,10};?|</g;

/**
 * Asana promises valid XML and asks to expect any tag. This reads that in one pass, and makes the best of anything else:
 * an XML parser would refuse what is not well-formed, and Asana's data must never stop the sync.
 */
export function parseHtml(source: string): HtmlTree {
  const root: Open = { name: '', attributes: new Map(), children: [], from: 0 };
  const stack: Open[] = [root];
  let isWellFormed = true;
  for (const found of source.matchAll(piece)) {
    const [whole, slash = '', name = '', rest = ''] = found;
    const from = found.index;
    const to = from + whole.length;
    const top = stack.at(-1) ?? root;
    if (name === '') {
      if (whole.startsWith('<!--')) continue;
      if (whole === '<' || /&(?!(?:lt|gt|amp|quot|apos|#\d+|#x[\da-f]+);)/i.test(whole)) isWellFormed = false;
      top.children.push({ kind: 'text', text: decodeText(whole), from, to });
    } else if (slash === '/') {
      const at = stack.findLastIndex((open) => open.name === name.toLowerCase());
      if (at !== stack.length - 1) isWellFormed = false;
      if (at > 0) while (stack.length > at) close(stack, to);
    } else {
      const element = { name: name.toLowerCase(), attributes: attributesOf(rest), children: [], from };
      if (rest.trimEnd().endsWith('/')) top.children.push({ kind: 'element', ...element, to });
      else if (isVoid(element.name)) {
        isWellFormed = false;
        top.children.push({ kind: 'element', ...element, to });
      } else if (stack.length > deepest) isWellFormed = false;
      else stack.push(element);
    }
  }
  if (stack.length > 1) isWellFormed = false;
  while (stack.length > 1) close(stack, source.length);
  return { nodes: root.children, isWellFormed };
}

function close(stack: Open[], to: number): void {
  const open = stack.pop();
  if (open !== undefined) stack.at(-1)?.children.push({ kind: 'element', ...open, to });
}

function isVoid(name: string): boolean {
  return name === 'br' || name === 'hr' || name === 'img';
}

function attributesOf(text: string): ReadonlyMap<string, string> {
  const found = text.matchAll(/([^\s=/"'<>]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g);
  return new Map([...found].map(([, name = '', one, other]) => [name.toLowerCase(), decodeText(one ?? other ?? '')]));
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'", nbsp: '\u00a0' };

function decodeText(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:(lt|gt|amp|quot|apos|nbsp)|#(\d{1,7})|#x([\da-f]{1,6}));/gi, (whole, name, decimal, hex) => {
    if (name !== undefined) return entities[String(name).toLowerCase()] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\uFFFD';
  });
}

/** Characters that XML cannot hold, not even escaped, are left out. */
export function encodeText(text: string): string {
  return (
    text
      .toWellFormed()
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones
      .replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
  );
}

export function encodeAttribute(text: string): string {
  return encodeText(text).replaceAll('"', '&quot;').replace(/\s/g, ' ');
}

export function textOf(nodes: readonly HtmlNode[]): string {
  return nodes.map((node) => (node.kind === 'text' ? node.text : textOf(node.children))).join('');
}
