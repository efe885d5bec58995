import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markdownToWiki, wikiToMarkdown } from '../../src-main/connectors/rich-text/wiki/convert.ts';
import { nonsense } from './rich-text-arbitraries.ts';

const words = fc.constantFrom(
  ...[
    'plain',
    'a_b_c',
    '2 * 3',
    'x < y',
    'R&D',
    '# none',
    'C:\\dir',
    'say "x"',
    'https://example.org/a_b',
    '日本',
    '🙂',
  ],
  ...[
    'two  spaces',
    'ISSUE-12',
    '(/) done',
    'half -- dash',
    'wow!',
    'a + b',
    'well-known',
    '50%',
    '`tick`',
    '**',
    '[',
    '|',
  ],
);
const inline = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: words },
      fc.tuple(fc.constantFrom('*', '_', '-', '+', '^', '~'), words).map(([mark, text]) => `${mark}${text}${mark}`),
      words.map((text) => `{{${text}}}`),
      words.map((text) => `{color:red}${text}{color}`),
      words.map((text) => `[${text}|https://example.org/?a=1]`),
      fc.constantFrom(
        '[~ana.admin]',
        '[^spec v2.pdf]',
        '!shot.png|thumbnail!',
        '{anchor:top}',
        '\\*star\\*',
        '??cited??',
        '\\\\',
      ),
      fc.constantFrom(' ', ', ', '\n'),
    ),
    { minLength: 1, maxLength: 5 },
  )
  .map((parts) => parts.join(' '));
const line = inline.map((text) => text.replaceAll('\n', ' ').trim());
const block = fc.oneof(
  { weight: 3, arbitrary: inline },
  line.map((text) => `h2. ${text}`),
  line.map((text) => `bq. ${text}`),
  line.map((text) => `* ${text}\n** ${text}\n*# one\n* last`),
  line.map((text) => `- ${text}\n- second`),
  line.map((text) => `# ${text}\n# second\ngoes on`),
  line.map((text) => `{quote}\n${text}\n\n* item\n{quote}`),
  line.map((text) => `{panel:title=Mine|borderStyle=solid|bgColor=#eee}\n${text}\n{panel}`),
  fc.constantFrom(
    '{code:java|title=A.java}\nif (a) {\n  b;\n}\n{code}',
    '{noformat}\n* none\n\n{noformat}',
    '{code}x{code}',
    '----',
  ),
  line.map((text) => `||Head||Other||\n|${text.replaceAll('|', '/')}|b|\n|c|line\nmore|`),
  fc.constant('{gallery:include=*.png}'),
);
const parts = fc.array(fc.tuple(block, fc.constantFrom('\n\n', '\n\n\n', '\n \n')), { minLength: 1, maxLength: 5 });
type Parts = readonly (readonly [string, string])[];
const markupOf = (given: Parts): string => given.map(([text, gap], at) => `Part ${at}${gap}${text}${gap}`).join('');

const scrap = fc.constantFrom(
  ...[
    '*',
    '_',
    '-',
    '+',
    '^',
    '~',
    '{',
    '}',
    '{*}',
    '{{',
    '}}',
    '[',
    ']',
    '|',
    '||',
    '!',
    '\\',
    '\\\\',
    '#',
    '----',
    'h1. ',
  ],
  ...[
    'bq. ',
    '* ',
    '** ',
    '# ',
    '- ',
    '{quote}',
    '{panel}',
    '{panel:title=x}',
    '{code}',
    '{code:js}',
    '{noformat}',
    '{color:red}',
  ],
  ...[
    '{color}',
    '\n',
    '\n\n',
    ' ',
    'a',
    'foo',
    'é',
    '&amp;',
    '&#42;',
    '&',
    'https://x.org/a',
    '[~u]',
    '[a|b]',
    '!a.png!',
    '[x] ',
  ],
);
const wikiNonsense = fc.array(scrap, { maxLength: 20 }).map((scraps) => scraps.join(''));

describe('Markdown to wiki markup', () => {
  it('changes nothing the second time, whatever was written', () => {
    fc.assert(
      fc.property(nonsense, (text) => {
        const once = wikiToMarkdown(markdownToWiki(text, null));
        expect(wikiToMarkdown(markdownToWiki(once, null))).toBe(once);
      }),
      { seed: 41, numRuns: 1_000 },
    );
  });
});

describe('Wiki markup to Markdown and back', () => {
  it('is the markup itself when nothing was edited', () => {
    fc.assert(
      fc.property(fc.oneof(parts.map(markupOf), wikiNonsense), (markup) => {
        expect(markdownToWiki(`${wikiToMarkdown(markup)}\r\n`, markup)).toBe(markup);
      }),
      { seed: 42, numRuns: 1_000 },
    );
  });

  it('keeps every other byte when one paragraph was edited', () => {
    fc.assert(
      fc.property(parts, fc.nat(4), fc.constantFrom('\n', '\r\n'), (given, pick, feed) => {
        const at = pick % given.length;
        const markup = markupOf(given).replaceAll('\n', feed);
        const edited = wikiToMarkdown(markup).replace(`Part ${at}`, `Part ${at} edited`);
        expect(markdownToWiki(edited, markup)).toBe(markup.replace(`Part ${at}`, `Part ${at} edited`));
      }),
      { seed: 43, numRuns: 500 },
    );
  });

  it('never throws, and is stable, whatever was there', () => {
    fc.assert(
      fc.property(wikiNonsense, nonsense, (markup, text) => {
        markdownToWiki(text, markup);
        const once = wikiToMarkdown(markdownToWiki(wikiToMarkdown(markup), null));
        expect(wikiToMarkdown(markdownToWiki(once, null))).toBe(once);
      }),
      { seed: 44, numRuns: 1_000 },
    );
  });
});
