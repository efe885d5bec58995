import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asanaHtmlToMarkdown, markdownToAsanaHtml } from '../../src-main/connectors/rich-text/asana-html/convert.ts';
import { faultsOf } from '../unit/connectors/rich-text/asana-rules.ts';
import { nonsense } from './rich-text-arbitraries.ts';

const words = fc.constantFrom(
  ...[
    'plain',
    'a_b_c',
    '2 * 3',
    '5 &lt; 6 &amp; 7',
    '# none',
    '- none',
    '1. none',
    '&gt; none',
    '[a](b)',
    'say &quot;x&quot;',
  ],
  ...[
    'https://example.org/a_b',
    '日本',
    '🙂',
    'two  spaces',
    '[x] box',
    '---',
    '| a |',
    '`',
    '**',
    '&#169;',
    '!',
    '\\',
  ],
);
const person =
  '<a href="https://app.asana.com/0/42" data-asana-gid="42" data-asana-type="user" data-asana-accessible="true" data-asana-dynamic="true">@Ana Admin</a>';
const task =
  '<a href="https://app.asana.com/0/0/7" data-asana-gid="7" data-asana-type="task" data-asana-dynamic="true">Other task</a>';
const inline = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: words },
      fc
        .tuple(fc.constantFrom('strong', 'em', 'u', 's', 'code'), words)
        .map(([tag, text]) => `<${tag}>${text}</${tag}>`),
      words.map((text) => `<strong>${text} <em>${text}</em></strong>`),
      words.map((text) => `<a href="https://example.org/?a=1&amp;b=2">${text}</a>`),
      fc.constantFrom(person, task, ' ', '<emoji data-asana-gid="5">:party:</emoji>'),
    ),
    { minLength: 1, maxLength: 5 },
  )
  .map((parts) => parts.join(''));
const lines = fc.array(inline, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('\n'));
const list = fc
  .tuple(fc.constantFrom('ul', 'ol'), fc.array(inline, { minLength: 1, maxLength: 3 }), fc.option(inline))
  .map(([tag, items, below]) => {
    const inner = below === null ? '' : `<ul><li>${below}</li></ul>`;
    return `<${tag}>${items.map((item) => `<li>${item}${inner}</li>`).join('')}</${tag}>`;
  });
const element = fc.oneof(
  list,
  fc.tuple(fc.constantFrom('h1', 'h2'), inline).map(([tag, text]) => `<${tag}>${text}</${tag}>`),
  lines.map((text) => `<blockquote>${text}</blockquote>`),
  words.map((text) => `<pre>${text}\n\n  indented</pre>`),
  fc.constant('<hr/>'),
  fc.constant('<img data-asana-gid="9" src="https://example.org/s3?sig=1" alt="shot.png" style="display:block"/>'),
  fc
    .tuple(inline, inline)
    .map(
      ([a, b]) =>
        `<table><tr><td data-cell-widths="10">${a}</td><td>${b}</td></tr><tr><td>x</td><td>y</td></tr></table>`,
    ),
);
const known = ['emoji', 'img', 'td'];
/** Each behind a line of its own, which tells it from the others. */
const body = fc
  .array(fc.tuple(fc.oneof(lines, element), fc.constantFrom('\n\n', '\n\n\n', '\n \n')), { minLength: 1, maxLength: 5 })
  .map((parts) => parts.map(([text, gap], at) => ({ mark: `Part ${at}`, text, gap })));
type Body = readonly { readonly mark: string; readonly text: string; readonly gap: string }[];
const htmlOf = (parts: Body): string =>
  `<body>${parts.map(({ mark, text, gap }) => `${mark}${gap}${text}${gap}`).join('')}</body>`;

describe('Markdown to Asana HTML', () => {
  it('changes nothing the second time, and is always what Asana takes', () => {
    fc.assert(
      fc.property(nonsense, fc.constantFrom('notes' as const, 'comment' as const), (text, place) => {
        const html = markdownToAsanaHtml(text, null, place);
        expect(faultsOf(html)).toEqual([]);
        if (place === 'comment') expect(html).not.toMatch(/<h[12r]/);
        const once = asanaHtmlToMarkdown(html);
        expect(asanaHtmlToMarkdown(markdownToAsanaHtml(once, null, place))).toBe(once);
      }),
      { seed: 31, numRuns: 1_000 },
    );
  });

  it('takes any characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        expect(faultsOf(markdownToAsanaHtml(text, null))).toEqual([]);
      }),
      { seed: 32, numRuns: 500 },
    );
  });
});

describe('Asana HTML to Markdown and back', () => {
  it('is the HTML itself when nothing was edited', () => {
    fc.assert(
      fc.property(fc.oneof(body.map(htmlOf), nonsense), (html) => {
        expect(markdownToAsanaHtml(`${asanaHtmlToMarkdown(html)}\r\n`, html)).toBe(html);
      }),
      { seed: 33, numRuns: 1_000 },
    );
  });

  it('keeps every other byte when one paragraph was edited', () => {
    fc.assert(
      fc.property(body, fc.nat(4), (parts, pick) => {
        const at = pick % parts.length;
        const html = htmlOf(parts);
        const edited = asanaHtmlToMarkdown(html).replace(`Part ${at}`, `Part ${at} edited`);
        const result = markdownToAsanaHtml(edited, html);
        expect(result).toBe(html.replace(`Part ${at}`, `Part ${at} edited`));
        expect(faultsOf(result, known)).toEqual([]);
      }),
      { seed: 34, numRuns: 1_000 },
    );
  });

  it('keeps people and tasks when words beside them were edited', () => {
    fc.assert(
      fc.property(words, words, (one, other) => {
        const html = `<body>Hello ${one} ${person} and ${task} and ${other}</body>`;
        const result = markdownToAsanaHtml(asanaHtmlToMarkdown(html).replace('Hello', 'Good day'), html);
        expect(result).toContain(person);
        expect(result).toContain(task);
      }),
      { seed: 35, numRuns: 300 },
    );
  });

  it('never throws, and never writes what Asana refuses, whatever was there', () => {
    const scrap = fc.constantFrom(
      ...[
        '<body>',
        '</body>',
        '<a',
        ' href="',
        '"',
        '>',
        '</a>',
        '<ul>',
        '<li>',
        '</ul>',
        '&',
        '&amp;',
        '<',
        '<pre>',
        '<table>',
      ],
      ...[
        'text',
        '\n\n',
        '<strong>',
        '</strong>',
        '<x y="1">',
        '</x>',
        '<br/>',
        '<img/>',
        '<!--',
        '-->',
        "'",
        '<tr>',
        '<td>',
      ],
    );
    fc.assert(
      fc.property(fc.array(scrap, { maxLength: 25 }), nonsense, (scraps, text) => {
        const html = scraps.join('');
        const shown = asanaHtmlToMarkdown(html);
        expect(markdownToAsanaHtml(shown, html)).toBe(html);
        const parser = faultsOf(markdownToAsanaHtml(`${text}\n\nmore\n\n${shown}`, html), [
          'x',
          'a',
          'td',
          'tr',
          'img',
          'br',
          'li',
          'body',
          'table',
          'pre',
          'ul',
          'strong',
        ]);
        expect(parser.filter((fault) => !/ in | has |between|nowhere|no tag/.test(fault))).toEqual([]);
      }),
      { seed: 36, numRuns: 1_000 },
    );
  });
});
