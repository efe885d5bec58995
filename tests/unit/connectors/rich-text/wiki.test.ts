import { describe, expect, it } from 'vitest';
import { markdownToWiki, wikiToMarkdown } from '../../../../src-main/connectors/rich-text/wiki/convert.ts';

describe('wiki markup', () => {
  it.each([
    ['marks', '*a* _b_ -c- +d+ ^e^ ~f~ {{g}}', '**a** _b_ ~~c~~ <u>d</u> <sup>e</sup> <sub>f</sub> `g`'],
    ['marks within words', 'un{*}do{*}ne a-b snake_case 2*3', 'un**do**ne a-b snake_case 2\\*3'],
    ['escapes', '\\*a\\* \\{b\\} \\[c\\]', '\\*a\\* {b} [c]'],
    [
      'links',
      '[text|https://example.org/?a=1] https://example.org',
      '[text](https://example.org/?a=1) https://example.org',
    ],
    [
      'people and files',
      '[~ana.admin] [^spec v2.pdf]',
      '[@ana.admin](mention:ana.admin) [spec v2.pdf](media:spec%20v2.pdf)',
    ],
    ['images', '!shot.png|thumbnail!', '![shot.png](media:shot.png)'],
    ['lists', '* a\n** b\n*# c\n* d', '- a\n  - b\n  1. c\n- d'],
    ['blocks', 'h2. Title\n\nbq. said\n\n----', '## Title\n\n> said\n\n---'],
    ['code', '{code:java|title=A.java}\nif (a) *b*;\n{code}', '```java\nif (a) *b*;\n```'],
    ['tables', '||A||B||\n|1|two\\\\ lines|', '| A | B |\n| --- | --- |\n| 1 | two<br>lines |'],
    [
      'panels',
      '{panel:title=Mine|bgColor=#eee}\ntext\n{panel}',
      '<details><summary>Mine</summary>\n\ntext\n\n</details>',
    ],
    ['macros', '{anchor:top} text', '[anchor:top](node:%7Banchor:top%7D) text'],
  ])('shows %s, and keeps them', (_, markup, markdown) => {
    expect(wikiToMarkdown(markup)).toBe(markdown);
    expect(markdownToWiki(markdown, markup)).toBe(markup);
    expect(markdownToWiki(`${markdown}\n\nmore`, markup)).toBe(`${markup}\n\nmore`);
  });

  it('keeps colours, files and macros in a line that was edited', () => {
    const before = 'See {color:red}the red words{color} in [^a.pdf] {anchor:x} now';
    const after = markdownToWiki(wikiToMarkdown(before).replace('now', 'then'), before);
    expect(after).toBe('See {color:red}the red words{color} in [^a.pdf] {anchor:x} then');
  });

  it('keeps the panel around a text that was edited, and the code beside it', () => {
    const before = '{panel:title=Mine|bgColor=#eee}\nold\n\n{code:title=x.js|js}\na\n{code}\n{panel}';
    const after = markdownToWiki(wikiToMarkdown(before).replace('old', 'new'), before);
    expect(after).toBe('{panel:title=Mine|bgColor=#eee}\nnew\n\n{code:title=x.js|js}\na\n{code}\n{panel}');
  });

  it('keeps the other cells and rows of a table', () => {
    const before = '||A || B||\n| 1|old |\n|*2* | {color:red}x{color}|';
    const after = markdownToWiki(wikiToMarkdown(before).replace('old', 'new'), before);
    expect(after).toBe('||A || B||\n| 1|new|\n|*2* | {color:red}x{color}|');
  });

  it('writes text so that it stays text', () => {
    const markdown = 'h1\\. {x} [y] !z! a \\*b\\* \\\\server\\share -c-';
    const markup = markdownToWiki(markdown, null);
    expect(wikiToMarkdown(markup)).toBe(wikiToMarkdown(markdownToWiki(wikiToMarkdown(markup), null)));
    expect(markup).toContain('\\{x\\} \\[y\\]');
  });

  it('knows no people of other services', () => {
    expect(markdownToWiki('[@Ana](mention:557058:ab) [@Bo](mention:bo)', null)).toBe('@Ana [~bo]');
  });
});
