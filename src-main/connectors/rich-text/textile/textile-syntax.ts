import {
  hasBalancedParentheses,
  isPortableAddress,
  isPortableImage,
  printMarkdownLink,
  printTicks,
  trimEndTo,
} from './shared-tokens.ts';
import { matchAt, type Syntax, type Token, wordCharacter } from './syntax.ts';

/**
 * Textile as Redmine reads it (lib/redmine/wiki_formatting/textile/redcloth3.rb), as far as Markdown can follow. It has
 * no escape character; a numeric entity shows a character without its meaning.
 */
export const textile: Syntax = {
  heading: {
    read: (line) => {
      const found = /^h([1-6])\. +(\S.*)$/.exec(line);
      return found?.[1] === undefined || found[2] === undefined
        ? null
        : { level: Number(found[1]), text: found[2].trimEnd() };
    },
    print: (level) => `h${level}.`,
  },
  underlines: false,
  headingInterrupts: false,
  bullets: /-/,
  signatures: true,
  codeTags: true,
  escapeLine: (line) =>
    line
      .replace(/^(h[1-6]|bq|p|\d+)\.(?=\s)/, `$1${entity('.')}`)
      .replace(/^(\d+)\)(?=\s)/, `$1${entity(')')}`)
      .replace(/^[*#_>|:~-]/, entity),

  markers: [
    { mark: '**', kind: 'strong' },
    { mark: '__', kind: 'em' },
    { mark: '*', kind: 'strong' },
    { mark: '_', kind: 'em' },
    { mark: '-', kind: 'del' },
  ],
  printMark: { strong: '*', em: '_', del: '-' },
  unescape: (source, at) => {
    const found = source[at] === '&' ? matchAt(punctuationEntity, source, at) : null;
    return found === null ? null : { text: decode(found[0]), length: found[0].length };
  },
  token: (source, at, before) => {
    if (source[at] === '@') return code(source, at, before);
    if (source[at] === '"') return link(source, at);
    return source[at] === '!' && /^\s?$/.test(before) ? image(source, at) : null;
  },
  refuses: (content) => attributes.test(content) || content.startsWith('--'),
  escape: (text) =>
    text
      .replace(/&(?=#\d+;)/g, entity)
      .replace(marksAtEdges, (run) => [...run].map(entity).join(''))
      .replace(/^[([{]|\[(?=\[)|(?<=\])\(|\{(?=\{)|`|<(?=[a-z/!])|=(?==)|:(?=\/\/)|(?<="):/gi, entity),
  escapeMark: entity,
  printCode: (text, _, isCareful) => {
    if (text.includes('\n')) return printTicks(text);
    return isCareful && !/<\/?(?:pre|code|kbd|notextile)\b/i.test(text) ? `<code>${text}</code>` : `@${encode(text)}@`;
  },
  printLink: (link, following) => {
    if (!mayFollowLink.test(following.slice(0, 40))) return printMarkdownLink(link);
    const label = link.label.replace(/&(?=#\d+;)|"|^[([{]|\)$/g, entity);
    return `"${label}${link.title === '' ? '' : `(${link.title})`}":${link.href}`;
  },
  printImage: ({ src, alt }) => (alt === '' ? `!${src}!` : `!${src}(${alt})!`),
};

/** Where a span or phrase could begin or end; inside a word or between spaces a mark is harmless. */
const marksAtEdges = /(?<![\p{L}\p{N}*_@!-])[*_@!-]+(?=\S|$)|(?<=\S|^)(?<![*_@!-])[*_@!-]+(?![\p{L}\p{N}*_@!-])/gu;

const punctuationEntity = /&#(?:3[3-9]|4[0-7]|5[89]|6[0-4]|9[1-6]|12[3-6]);/y;

function entity(character: string): string {
  return `&#${character.charCodeAt(0)};`;
}

function decode(text: string): string {
  return text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
}

function decodePunctuation(text: string): string {
  return text.replace(new RegExp(punctuationEntity.source, 'g'), decode);
}

/** Between two `@` entities are shown as what they stand for, and Redmine looks for images and tags before it looks for code. */
function encode(code: string): string {
  return code
    .replace(/&(?=#?\w+;)/g, '&amp;')
    .replace(/<(?=[a-z/!])/gi, '&lt;')
    .replace(/[@|!]|=(?==)/g, entity);
}

function decodeCode(text: string): string {
  return decodePunctuation(text.replaceAll('&lt;', '<').replaceAll('&gt;', '>')).replaceAll('&amp;', '&');
}

/** `(class#id)`, `{style}` and `[language]` in front of what they adorn. */
const attributes = /^(?:\([^")]+\)|\{[^{"}][^"}]+\}|\[[a-z_-]+\])./s;

/** The same for a table cell or a signature, with alignment and spans. */
export const cellAttributes = /^[_<>=^~()\\/\d-]*(?:\([^")]*\)|\{[^"}]*\}|\[[a-z_-]*\])*\.(?: |$)/;

const codePhrase = /@([^@\n]+)@/y;

function code(source: string, at: number, before: string): Token | null {
  const found = wordCharacter.test(before) ? null : matchAt(codePhrase, source, at);
  if (found?.[1] === undefined || wordCharacter.test(source.charAt(at + found[0].length))) return null;
  if (/^\|\w+\|/.test(found[1])) return { node: { kind: 'raw', text: found[0] }, length: found[0].length };
  return { node: { kind: 'code', text: decodeCode(found[1]) }, length: found[0].length };
}

/** White space ends an address; this much may stand between, as Redmine gives it back to the sentence. */
const mayFollowLink = /^[^\p{L}\p{N}=/;()\s<|]*\)?[^\p{L}\p{N}=/;()\s<|]*(?:[\s<|]|$)/u;

const linkPhrase = /"([^"\n]+)":([^\s<|]{1,2000})/y;

/** White space ends the address; punctuation behind it, and a parenthesis that was not opened in it, do not belong to it. */
function link(source: string, at: number): Token | null {
  const found = matchAt(linkPhrase, source, at);
  if (found?.[1] === undefined || found[2] === undefined) return null;
  let href = trimEndTo(/[\p{L}\p{N}=/;()]/u, found[2]);
  if (href.endsWith(')') && !hasBalancedParentheses(href)) href = trimEndTo(/[\p{L}\p{N}=/;)]/u, href.slice(0, -1));
  const length = found[1].length + 3 + href.length;
  if (attributes.test(found[1])) return { node: { kind: 'raw', text: source.slice(at, at + length) }, length };
  const titled = /^(.*?)\s?\(([^()]+)\)$/.exec(found[1]);
  const label = decodePunctuation(titled?.[1] ?? found[1]).trim();
  const title = (titled?.[2] ?? '').trim();
  if (label === '' || !isPortableAddress(href)) return null;
  return { node: { kind: 'link', label, href, title }, length };
}

const imagePhrase = /!([^\s(!"|]+)(?:\(([^()!\n"]+)\))?!/y;

function image(source: string, at: number): Token | null {
  const found = matchAt(imagePhrase, source, at);
  if (found?.[1] === undefined || !isPortableImage(found[1])) return null;
  return { node: { kind: 'image', src: found[1], alt: (found[2] ?? '').trim() }, length: found[0].length };
}
