import { describe, expect, it } from 'vitest';
import type { AdfDocument, AdfNode } from '../../../../src-main/connectors/rich-text/adf/adf-wire.ts';
import { adfToMarkdown, markdownToAdf } from '../../../../src-main/connectors/rich-text/adf/convert.ts';
import {
  asanaHtmlToMarkdown,
  markdownToAsanaHtml,
} from '../../../../src-main/connectors/rich-text/asana-html/convert.ts';
import { markdownToWiki, wikiToMarkdown } from '../../../../src-main/connectors/rich-text/wiki/convert.ts';
import { faultsOf } from './adf-rules.ts';

const times = (text: string, length: number): string => text.repeat(Math.ceil(length / text.length));

/** Openers without an end, marks that could be paired with any other, nesting without end. */
const patterns: readonly (readonly [string, (length: number) => string])[] = [
  ...[
    '[',
    '[a](',
    '![',
    '<',
    '<a ',
    '<u>',
    '<a href="',
    '&amp;',
    '*a ',
    '*a_ ',
    '_a_ ',
    '~~a',
    '`a',
    '!a ',
    '{code}\n',
  ],
  ...[
    '{panel:x}\n',
    '{quote}\n',
    '{color:red}a',
    '{{a',
    '|a',
    '|a|b|\n',
    '* a\n** b\n',
    '# a\n',
    '<ul><li>',
    '> ',
    '- ',
  ],
  ...[
    'a\n\n',
    'a\n',
    'a\\\n',
    'https://a.b ',
    '<details><summary>x</summary>\n\n',
    '<!-- begin x -->\n\n',
    '> [!NOTE]\n',
    '\\',
  ],
].map((text) => [text, (length: number) => times(text, length)] as const);

/** In milliseconds of this process, so that what else the machine does counts for nothing. */
function costOf(run: () => void): number {
  const start = process.cpuUsage().user;
  run();
  return (process.cpuUsage().user - start) / 1_000;
}

describe('hostile text (SEC-20)', () => {
  it.each(patterns)('%j without end costs no more than its length', (_, make) => {
    const text = make(10_000);
    const cost = costOf(() => {
      const document = markdownToAdf(text, null);
      markdownToAdf(`x\n\n${text}`, document);
      const html = markdownToAsanaHtml(text, null);
      markdownToAsanaHtml(`x\n\n${text}`, html);
      asanaHtmlToMarkdown(text);
      const markup = markdownToWiki(text, null);
      markdownToWiki(`x\n\n${text}`, markup);
      wikiToMarkdown(text);
    });
    // Measured: some 100; in quadratic time it is seconds.
    expect(cost).toBeLessThan(4_000);
  });

  it.each([
    ['quotations', `${'>'.repeat(10_000)} innermost`],
    ['items', `${'- '.repeat(10_000)}innermost`],
    ['indented items', Array.from({ length: 500 }, (_, at) => `${'  '.repeat(at)}- item ${at}`).join('\n')],
    ['wiki items', `${'*'.repeat(10_000)} innermost`],
    ['elements', `${'<ul><li>'.repeat(10_000)}innermost`],
  ])('nested %s lose no word', (_, text) => {
    const last = text.slice(-8);
    expect(adfToMarkdown(markdownToAdf(text, null))).toContain(last);
    expect(faultsOf(markdownToAdf(text, null))).toEqual([]);
    expect(asanaHtmlToMarkdown(markdownToAsanaHtml(text, null))).toContain(last);
    expect(asanaHtmlToMarkdown(text)).toContain(last);
    expect(wikiToMarkdown(markdownToWiki(text, null))).toContain(last);
    expect(wikiToMarkdown(text)).toContain(last);
  });

  it('nodes within nodes are a placeholder from some depth on, and come back', () => {
    let node: AdfNode = { type: 'paragraph', content: [{ type: 'text', text: 'innermost' }] };
    for (let depth = 0; depth < 10_000; depth++)
      node = { type: depth % 2 ? 'bulletList' : 'listItem', content: [node] };
    const document: AdfDocument = { type: 'doc', version: 1, content: [node] };
    const text = adfToMarkdown(document);
    expect(text).toContain('innermost');
    expect(markdownToAdf(text, document)).toBe(document);
    expect(markdownToAdf(`before\n\n${text}`, document)?.content[1]).toBe(node);
  });
});

describe('a body of a megabyte', () => {
  const sentence = 'Some **bold** text, _em_ and `code` with a [link](https://example.org/a_b). ';
  const text = times(`${sentence.repeat(5)}\n\n- a\n- b\n  - c\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n\n`, 1_000_000);

  // A second on a machine of 2024; the bound leaves room for slower ones that do other things besides.
  it('is converted in about a second', () => {
    let document: AdfDocument | null = null;
    expect(
      costOf(() => {
        document = markdownToAdf(text, null);
      }),
    ).toBeLessThan(8_000);
    expect(costOf(() => adfToMarkdown(document))).toBeLessThan(8_000);
    let html = '';
    expect(
      costOf(() => {
        html = markdownToAsanaHtml(text, null);
      }),
    ).toBeLessThan(8_000);
    expect(costOf(() => asanaHtmlToMarkdown(html))).toBeLessThan(8_000);
    let markup = '';
    expect(
      costOf(() => {
        markup = markdownToWiki(text, null);
      }),
    ).toBeLessThan(8_000);
    expect(costOf(() => wikiToMarkdown(markup))).toBeLessThan(8_000);
  }, 60_000);
});
