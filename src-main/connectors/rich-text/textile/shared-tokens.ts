import { matchAt, type Token, wordCharacter } from './syntax.ts';

/**
 * What both parsers read alike. Textile gives backticks, `[text](address)` and `![text](address)` no meaning of its own,
 * so it is safe to read them there too, and whatever Textile cannot say otherwise may be written so.
 */
export function readShared(source: string, at: number, before: string): Token | null {
  switch (source[at]) {
    case '`':
      return backticks(source, at);
    case '<':
      return codeTag(source, at) ?? raw(commentElement, source, at) ?? raw(tag, source, at);
    case '[':
      return raw(wikiLink, source, at) ?? link(source, at);
    case '!':
      return image(source, at, before);
    case '{':
      return raw(macro, source, at);
    case '=':
      return /^\s?$/.test(before) ? raw(noTextile, source, at) : null;
    default:
      return wordCharacter.test(before) ? null : address(source, at);
  }
}

const tag = /<(?:kbd>[^<\n]*<\/kbd>|notextile>[^<\n]*<\/notextile>|\/?(?!code\b)[a-z][^<>\n]*>)/iy;
const wikiLink = /\[\[[^[\]\n]+\]\]/y;
const macro = /\{\{[^{}\n]*\}\}/y;
const noTextile = /==[^=\n]+==/y;
const web = /(?:https?|ftp):\/\/(?:(?!&#\d)[^\s<>"|`*\\[\]]){1,2000}/iy;

function raw(pattern: RegExp, source: string, at: number): Token | null {
  const text = matchAt(pattern, source, at)?.[0];
  return text === undefined ? null : rawToken(text);
}

function rawToken(text: string): Token {
  return { node: { kind: 'raw', text }, length: text.length };
}

/** Marks and punctuation behind an address belong to the sentence. */
function address(source: string, at: number): Token | null {
  const found = trimEndTo(/[\p{L}\p{N}/=]/u, matchAt(web, source, at)?.[0] ?? '');
  return found === '' || found.endsWith('://') ? null : rawToken(found);
}

/** Without what stands behind the last character that fits. A pattern ending in `+$` would take quadratic time. */
export function trimEndTo(fits: RegExp, text: string): string {
  let end = text.length;
  while (end > 0 && !fits.test(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

const commentElement = /<!--(?:[^<]|<(?!!--))*?-->/y;

const codeElement = /<code>((?:[^<\n]|<(?!\/?code\b))+)<\/code>/iy;

function codeTag(source: string, at: number): Token | null {
  const found = matchAt(codeElement, source, at);
  return found?.[1] === undefined ? null : { node: { kind: 'code', text: found[1] }, length: found[0].length };
}

function backticks(source: string, at: number): Token {
  const ticks = /^`+/.exec(source.slice(at, at + 100))?.[0] ?? '`';
  for (let end = at + ticks.length; ; ) {
    end = source.indexOf(ticks, end);
    if (end < 0) return { node: { kind: 'text', text: ticks }, length: ticks.length };
    if (source[end + ticks.length] !== '`') {
      const inside = source.slice(at + ticks.length, end).replaceAll('\n', ' ');
      return { node: { kind: 'code', text: unpadded(inside) }, length: end + ticks.length - at };
    }
    while (source[end] === '`') end++;
  }
}

function unpadded(text: string): string {
  return /^ .* $/.test(text) && text.trim() !== '' ? text.slice(1, -1) : text;
}

/** `` `code` `` with as many ticks as it takes. */
export function printTicks(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const ticks = '`'.repeat(longest === 0 ? 1 : longest + 1);
  const pad = /^`|`$|^ .* $/.test(text) && text.trim() !== '' ? ' ' : '';
  return `${ticks}${pad}${text}${pad}${ticks}`;
}

const markdownLink =
  /\[((?:[^[\]\\\n]|\\[^\n])+)\]\([ \t]*<?((?:[^\s()<>]|\([^\s()<>]*\))*)>?(?:[ \t]+"([^"\n]*)")?[ \t]*\)/y;

/** A link if Textile could hold it, else raw. */
function link(source: string, at: number): Token | null {
  const found = matchAt(markdownLink, source, at);
  if (found === null) return null;
  const [whole, label = '', href = '', title = ''] = found;
  const text = unescapePunctuation(label).trim();
  const fits = text !== '' && isPortableAddress(href) && /^[^()"]*$/.test(title) && title.trim() === title;
  return fits ? { node: { kind: 'link', label: text, href, title }, length: whole.length } : rawToken(whole);
}

/** Absolute, and without characters that Textile would cut off or read otherwise. */
export function isPortableAddress(href: string): boolean {
  return (
    /^(?:\/|[a-z][a-z0-9+.-]*:\/\/|mailto:)[\p{L}\p{N}_/](?:[^\s<>"|`*\\![\]()]|\([^\s<>"|`*\\![\]()]*\))*$/iu.test(
      href,
    ) && /[\p{L}\p{N}=/;)]$/u.test(href)
  );
}

export function hasBalancedParentheses(text: string): boolean {
  return text.split('(').length === text.split(')').length;
}

export function printMarkdownLink({ label, href, title }: { label: string; href: string; title: string }): string {
  return `[${label.replace(/[\\[\]]/g, '\\$&')}](${href}${title === '' ? '' : ` "${title}"`})`;
}

function unescapePunctuation(text: string): string {
  return text.replace(/\\([!-/:-@[-`{-~])/g, '$1');
}

const markdownImage = /!\[([^[\]\n]*)\]\(([^\s()<>]+)\)/y;

function image(source: string, at: number, before: string): Token | null {
  const found = matchAt(markdownImage, source, at);
  if (found === null) return null;
  const [whole, alt = '', src = ''] = found;
  const fits = /^\s?$/.test(before) && isPortableImage(src) && /^[^()!"]*$/.test(alt) && alt.trim() === alt;
  return fits ? { node: { kind: 'image', src, alt }, length: whole.length } : rawToken(whole);
}

export function isPortableImage(src: string): boolean {
  return /^[^\s(){}<>=!"|[\]\\`*][^\s(){}!"|[\]\\`*<>]*$/.test(src) && /[./]/.test(src);
}
