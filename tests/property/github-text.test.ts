import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withMarker, withoutMarker } from '../../src-main/connectors/kit/hidden-marker.ts';
import { fromForge, mergeIntoForge, toForge } from '../../src-main/connectors/rich-text/forge/forge-text.ts';
import { mentionsIn, quiet, unquiet } from '../../src-main/connectors/rich-text/forge/quiet-text.ts';

/** Whatever means something to GitHub or to us, in any order: mostly nonsense. */
const scrap = fc.constantFrom(
  ...['@', '#', 'GH-', 'gh-', '\u200b', '12', '7', 'ana', 'org/team', 'owner/repo#', 'a', 'Z', '_', '-', '.', '/', '&'],
  ...[
    '`',
    '``',
    '```',
    '```\n',
    '~~~',
    '\n',
    '\n\n',
    ' ',
    '    ',
    '> ',
    '- ',
    '1. ',
    '\t',
    ':',
    ';',
    '(',
    ')',
    '[',
    '](',
  ],
  ...['http://x.org/a#12', 'https://', 'www.', 'mailto:a@b.c', '<', '>', '<a href="', '</b>', '<!--', '-->', '&#64;'],
  ...['é', '日本', '🙂', 'ſ', '\\', '*', '!', '"', "'", '@ana', '#12', '@\u200bana', '#\u200b12'],
);
const nonsense = fc.array(scrap, { maxLength: 24 }).map((scraps) => scraps.join(''));
const identity = 'abcdefghijklmnopqrstuvwx23';

describe('quiet text', () => {
  it('comes back as it was, whatever it is (seeded)', () => {
    fc.assert(
      fc.property(nonsense, (text) => {
        expect(unquiet(quiet(text))).toBe(text);
      }),
      { numRuns: 20_000, seed: 94 },
    );
  });

  it('comes back also when it is made quiet again and again', () => {
    fc.assert(
      fc.property(nonsense, (text) => {
        expect(unquiet(unquiet(quiet(quiet(text))))).toBe(text);
      }),
      { numRuns: 5_000, seed: 95 },
    );
  });

  it('calls nobody', () => {
    fc.assert(
      fc.property(nonsense, (text) => {
        expect([...mentionsIn(quiet(text))]).toEqual([]);
      }),
      { numRuns: 5_000, seed: 96 },
    );
  });

  const hush = '\u200b';
  it.each([
    ['ask @ana-admin', `ask @${hush}ana-admin`],
    ['@org/team', `@${hush}org/team`],
    ['see #12, GH-7', `see #${hush}12, GH-${hush}7`],
    ['octo/web#3', `octo/web#${hush}3`],
    ['(#12)', `(#${hush}12)`],
    ['**@ana**', `**@${hush}ana**`],
    ['- [ ] @ana', `- [ ] @${hush}ana`],
    ['> @ana', `> @${hush}ana`],
  ])('hushes %s', (text, quietly) => {
    expect(quiet(text)).toBe(quietly);
  });

  it.each([
    ['an address', 'ana@example.org'],
    ['a code span', '`npm i @scope/name` and `` #12 ` @ana ``'],
    ['fenced code', 'Before\n\n```ts\nimport "@scope/name"; // #12\n```\n'],
    ['fenced code that does not end', '~~~\n@ana'],
    ['web addresses', 'https://example.org/@ana/#12 and www.example.org/#12'],
    ['where a link leads to', '[top](#12)'],
    ['tags and comments', '<a name="#12"> <!-- @ana -->'],
    ['entities', '&#64;ana &#35;12'],
    ['headings', '# 12 things\n\n## @'],
    ['names of languages', 'C# and F#, é#12'],
  ])('leaves %s alone', (_, text) => {
    expect(quiet(text)).toBe(text);
    expect(unquiet(quiet(text))).toBe(text);
  });

  it('is quick with texts that were made to be slow', () => {
    for (const part of ['<!--', '`a``b', '@', '#1', '- ', ' ', 'a-', 'a.', '```\n', '](', '<a ', '1', '/a', '&#']) {
      const text = part.repeat(60_000 / part.length);
      const started = performance.now();
      expect(unquiet(quiet(text))).toBe(text);
      expect(performance.now() - started, `60,000 characters of ${JSON.stringify(part)}`).toBeLessThan(1_000);
    }
  });
});

describe('a body at GitHub', () => {
  const crlf = nonsense.map((text) => text.replaceAll('\n', '\r\n'));
  const original = fc.oneof(nonsense, crlf, nonsense.map(toForge));

  it('reads as what was written over it, whatever was there', () => {
    fc.assert(
      fc.property(original, nonsense, (before, text) => {
        expect(fromForge(mergeIntoForge(before, text))).toBe(text);
      }),
      { numRuns: 20_000, seed: 97 },
    );
  });

  it('stays byte for byte when what was read is written back', () => {
    fc.assert(
      fc.property(original, (before) => {
        // A carriage return of its own, and code around a mention that was hushed, have no other way back.
        fc.pre(!/\r(?!\n)/.test(before));
        expect(mergeIntoForge(before, fromForge(before))).toBe(before);
      }),
      { numRuns: 10_000, seed: 98 },
    );
  });

  it('keeps its mentions and line ends where somebody adds a line elsewhere', () => {
    const before = 'cc @ana\r\n\r\n- [ ] see #12\r\n- [x] done\r\n';
    const text = 'cc @ana\n\n- [x] see #12\n- [x] done\n\nand @ben, #13\n';
    expect(mergeIntoForge(before, text)).toBe(
      'cc @ana\r\n\r\n- [x] see #12\r\n- [x] done\r\n\r\nand @\u200bben, #\u200b13\r\n',
    );
  });

  it('keeps the marker apart from the text, whatever it is', () => {
    fc.assert(
      fc.property(nonsense, (text) => {
        fc.pre(!/[\r\n]$/.test(text));
        expect(withoutMarker(withMarker(text, identity))).toEqual({ text, identity });
      }),
      { numRuns: 5_000, seed: 99 },
    );
  });

  it('finds the marker where a person moved it to, with Windows line ends', () => {
    const moved = `First\r\n<!-- tasksync:${identity} -->\r\nLast`;
    expect(withoutMarker(moved)).toEqual({ text: 'First\r\nLast', identity });
  });
});
