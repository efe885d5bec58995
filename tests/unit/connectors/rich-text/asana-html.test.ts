import { describe, expect, it } from 'vitest';
import {
  asanaHtmlToMarkdown,
  markdownToAsanaHtml,
} from '../../../../src-main/connectors/rich-text/asana-html/convert.ts';
import { faultsOf } from './asana-rules.ts';

const person =
  '<a href="https://app.asana.com/0/42" data-asana-gid="42" data-asana-type="user" data-asana-dynamic="true">@Ana Admin</a>';

describe('Asana HTML', () => {
  it.each([
    ['text', 'one\ntwo\n\nthree', 'one\ntwo\n\nthree'],
    ['marks', '<strong>a</strong> <em>b</em> <u>c</u> <s>d</s> <code>e</code>', '**a** _b_ <u>c</u> ~~d~~ `e`'],
    ['characters', 'R&amp;D &lt;b&gt; *x*', 'R&D \\<b> \\*x\\*'],
    ['lists', '<ul><li>a<ol><li>b</li></ol></li><li>c</li></ul>', '- a\n  1. b\n- c'],
    ['boxes', '<ul><li>[ ] a</li><li>[x] b</li></ul>', '- [ ] a\n- [x] b'],
    [
      'blocks',
      '<h1>A</h1><h2>B</h2><hr/><blockquote>q\nr</blockquote><pre>x\n  y</pre>',
      '# A\n\n## B\n\n---\n\n> q\n> r\n\n```\nx\n  y\n```',
    ],
    ['people', `Hi ${person}!`, 'Hi [@Ana Admin](mention:42)!'],
    ['tables', '<table><tr><td>a</td><td>b</td></tr></table>', '| | |\n| --- | --- |\n| a | b |'],
    ['images', '<img data-asana-gid="9" src="https://example.org/s3" alt="shot.png"/>', '![shot.png](media:9)'],
    ['tags to come', 'a <sparkle kind="x">b</sparkle>', 'a [b](node:sparkle/29)'],
  ])('shows %s, and keeps them', (_, html, markdown) => {
    const body = `<body>${html}</body>`;
    expect(asanaHtmlToMarkdown(body)).toBe(markdown);
    expect(markdownToAsanaHtml(markdown, body)).toBe(body);
    expect(markdownToAsanaHtml(`${markdown}\n\nmore`, body)).toContain(html);
  });

  it('keeps people and unknown tags in a line that was edited', () => {
    const before = `<body>Hi ${person}, see <sparkle kind="x">b</sparkle> now</body>`;
    const after = markdownToAsanaHtml(asanaHtmlToMarkdown(before).replace('now', 'then'), before);
    expect(after).toBe(before.replace('now', 'then'));
  });

  it('writes what Asana takes in a comment too', () => {
    const html = markdownToAsanaHtml('# A\n\n---\n\n| a |\n| --- |\n| b |', null, 'comment');
    expect(html).toBe('<body><strong>A</strong>\n\n———\n\n<pre>| a |\n| --- |\n| b |</pre></body>');
    expect(asanaHtmlToMarkdown(html)).toBe('**A**\n\n———\n\n| a |\n| --- |\n| b |');
  });

  it('never sends parts of what is not well-formed', () => {
    const before = '<body>one <strong>two\n\nthree & four';
    expect(markdownToAsanaHtml(asanaHtmlToMarkdown(before), before)).toBe(before);
    expect(faultsOf(markdownToAsanaHtml(`${asanaHtmlToMarkdown(before)}\n\nmore`, before))).toEqual([]);
  });

  it('knows no people of other services', () => {
    expect(markdownToAsanaHtml('[@Ana](mention:557058:ab) [@Bo](mention:7)', null)).toBe(
      '<body>@Ana <a data-asana-gid="7">@Bo</a></body>',
    );
  });
});
