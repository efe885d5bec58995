import { normalText } from '../../../src-shared/domain/field.ts';
import type { AsanaPlace } from '../rich-text/asana-html/convert.ts';
import { asanaHtmlToMarkdown, markdownToAsanaHtml } from '../rich-text/asana-html/convert.ts';

/**
 * Text of Asana as Markdown, which comes back as it was written also where Markdown has two spellings for one thing: `\,` is
 * a comma, and `&amp;` an ampersand. HTML knows one, so the other is told by a word joiner (U+2060), which nobody sees, before
 * what was escaped and behind what was an entity. Where it gets lost, the plain spelling is left, which says the same.
 */
export function readText(html: string): string {
  const markdown = asanaHtmlToMarkdown(html);
  if (!markdown.includes(joiner)) return markdown;
  return markdown.replace(marked, (_, before, escaped, character) =>
    before === undefined ? (entities.get(character) ?? character) : `\\${escaped}`,
  );
}

/** @param before what is there now: what nobody edited goes back as it is */
export function writeText(markdown: string, before: string | null, place: AsanaPlace): string {
  const html = markdownToAsanaHtml(markdown, before, place);
  if (!spelled.test(markdown) || normalText(readText(html)) === normalText(markdown)) return html;
  const told = markdown.replace(allSpelled, (whole, escaped) =>
    escaped === undefined ? whole + joiner : joiner + whole,
  );
  const toldHtml = markdownToAsanaHtml(told, before, place);
  return normalText(readText(toldHtml)) === normalText(markdown) ? toldHtml : html;
}

const joiner = '\u2060';
const punctuation = '[!-/:-@[-`{-~]';
const entities: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
]);
/** As the printer writes it: with a backslash of its own where one is needed. */
const marked = new RegExp(`(${joiner})\\\\?(${punctuation})|\\\\?([&<>"])${joiner}`, 'g');
const spelled = new RegExp(`\\\\${punctuation}|&(?:amp|lt|gt|quot);`);
const allSpelled = new RegExp(`\\\\(${punctuation})|&(?:amp|lt|gt|quot);`, 'g');
