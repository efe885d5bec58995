import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeIntoTextile, toMarkdown, toTextile } from '../../src-main/connectors/rich-text/textile/convert.ts';
import { normalText } from '../../src-shared/domain/field.ts';

/** Whatever either language gives a meaning, in any order: mostly nonsense. */
const scrap = fc.constantFrom(
  ...['*', '**', '***', '_', '__', '~~', '-', '@', '`', '``', '```', '~~~', '#', '##', '> ', '* ', '- ', '1. ', '2) '],
  ...['3. ', 'h1. ', 'bq. ', 'p. ', '** ', '*# ', '|', '|_. ', '| ', '---', '===', ':-:', '\n', '\n\n', '\r\n', ' '],
  ...[
    '  ',
    '    ',
    '\t',
    'a',
    'foo',
    'Bar',
    '12',
    'é',
    '日本',
    '🙂',
    'http://x.org/a_b',
    '"a":http://x.org',
    '!a.png!',
  ],
  ...['[a](http://x.org)', '[a](b)', '![i](a.png)', '!a.png(t)!', '[[W]]', '{{m}}', '<b>', '<pre>', '</pre>', '<code>'],
  ...['</code>', '<!--', '-->', '==', '\\', '\\*', '&#42;', '&', '(', ')', '[', ']', '{', '}', '.', ':', '"', '!', '='],
);
const nonsense = fc.array(scrap, { maxLength: 20 }).map((scraps) => scraps.join(''));

const word = fc.constantFrom(
  'plain',
  'a_b_c',
  '2 * 3',
  'x < y',
  'e.g. this',
  '#12',
  'user@example.org',
  'Größe',
  '50%',
);

/** Markdown as the converter itself would write it. */
const markdownBlock = fc.oneof(
  word,
  word.map((text) => `## ${text}`),
  word.map((text) => `Some **${text}**, _${text}_ and ~~${text}~~ (\`${text.replace('`', '')}\`).`),
  fc.array(word, { minLength: 1, maxLength: 4 }).map((items) => items.map((item) => `- ${item}`).join('\n')),
  fc
    .array(word, { minLength: 1, maxLength: 4 })
    .map((items) => items.map((item, at) => `${at + 1}. ${item}`).join('\n')),
  word.map((text) => `- ${text}\n  - inner\n    1. innermost\n- [x] done`),
  word.map((text) => `> ${text}\n> and more`),
  word.map((text) => `\`\`\`js\nif (a < b) return '*${text}*';\n\n\`\`\``),
  word.map((text) => `| Name | ${text} |\n| --- | :-: |\n| \`c\` | [link](https://example.org/a_b) |`),
  word.map((text) => `See [${text}](https://example.org/x "a title"), ![picture](shot.png)\nand https://example.org/.`),
  fc.constant('---'),
  fc.constant('<!-- a note -->'),
);

/** With a number, so that no two blocks are the same; `---` between lists, which would be one otherwise. */
const markdownText = fc
  .array(markdownBlock, { minLength: 1, maxLength: 6 })
  .map((blocks) => blocks.map((block, at) => `Part ${at}\n\n${block}`).join('\n\n'));

const textileBlock = fc.oneof(
  word,
  word.map((text) => `h2. ${text}`),
  word.map((text) => `p=. centered ${text}`),
  word.map((text) => `h3(#anchor). ${text}`),
  word.map((text) => `*bold* _${text}_ +inserted+ ^sup^ ~sub~ %{color:red}red% ??cited?? ABC(Abbreviation)`),
  word.map((text) => `* ${text}\n** inner\n*# number\n* last  `),
  word.map((text) => `bq. ${text}\nsecond line`),
  word.map((text) => `> ${text}\n>> deeper`),
  word.map((text) => `<pre><code class="ruby">\nputs "${text}"\n\n# done\n</code></pre>`),
  word.map((text) => `{{collapse(More)\n${text}\n}}`),
  word.map((text) => `|_. Name |_>. ${text} |\n|a|b|`),
  word.map((text) => `|\\2. spanned ${text} |\n|{background:#ddd}. a | b |`),
  word.map(
    (text) => `See [[Wiki|${text}]], #123, attachment:"a b.png" and "${text}":https://example.org/. !>float.png!`,
  ),
  fc.constant('fn1. A footnote[1]'),
  fc.constant('---'),
);
const textileBlocks = fc
  .array(textileBlock, { minLength: 1, maxLength: 6 })
  .map((blocks) => blocks.flatMap((block, at) => [`Part ${at}`, block]));

/** Each with its `Part` line. */
function partsOf(markdown: string): readonly string[] {
  return markdown.split(/(?=^Part \d+$)/m).map((part) => part.trimEnd());
}

const lineEnd = fc.constantFrom('\n', '\r\n');

describe('Markdown to Textile and back', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(markdownText, (text) => {
        expect(toMarkdown(toTextile(text))).toBe(text);
      }),
    );
  });

  it('changes nothing the second time, whatever was written', () => {
    fc.assert(
      fc.property(nonsense, (text) => {
        const once = toMarkdown(toTextile(text));
        expect(toMarkdown(toTextile(once))).toBe(once);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('Textile to Markdown and back', () => {
  it('is the original, byte for byte, when nothing was edited', () => {
    fc.assert(
      fc.property(nonsense, (text) => {
        expect(mergeIntoTextile(text, toMarkdown(text))).toBe(text);
        expect(mergeIntoTextile(text, `${toMarkdown(text).replaceAll('\n', '\r\n')}\r\n`)).toBe(text);
      }),
      { numRuns: 1_000 },
    );
  });

  it('keeps every block that was not edited, byte for byte, when another is put between', () => {
    fc.assert(
      fc.property(textileBlocks, lineEnd, fc.nat(), (blocks, end, place) => {
        const original = blocks.map((block) => block.replaceAll('\n', end)).join(end + end);
        const parts = partsOf(toMarkdown(original));
        const edited = parts.toSpliced(1 + (place % parts.length), 0, 'A **new** thought.').join('\n\n');
        const merged = mergeIntoTextile(original, edited);
        for (const block of blocks) expect(merged).toContain(block.replaceAll('\n', end));
        expect(merged).toContain('A *new* thought.');
        expect(normalText(toMarkdown(merged))).toBe(normalText(edited));
      }),
    );
  });

  it('keeps the others when one is taken out', () => {
    fc.assert(
      fc.property(textileBlocks, lineEnd, fc.nat(), (blocks, end, place) => {
        const original = blocks.map((block) => block.replaceAll('\n', end)).join(end + end);
        const parts = partsOf(toMarkdown(original));
        const gone = place % parts.length;
        const merged = mergeIntoTextile(original, parts.toSpliced(gone, 1).join('\n\n'));
        const kept = blocks.filter((_, at) => Math.floor(at / 2) !== gone);
        expect(normalText(merged)).toBe(normalText(kept.join('\n\n')));
      }),
    );
  });

  it('says what was edited, whatever was written', () => {
    fc.assert(
      fc.property(nonsense, nonsense, (original, edited) => {
        const merged = toMarkdown(mergeIntoTextile(original, edited));
        expect([toMarkdown(toTextile(edited)), toMarkdown(original)]).toContain(merged);
      }),
      { numRuns: 1_000 },
    );
  });
});
