import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readText, writeText } from '../../../../src-main/connectors/asana/asana-text.ts';
import { normalText } from '../../../../src-shared/domain/field.ts';

/** What people and programs write, with two spellings of one thing among it. */
const piece = fc.constantFrom(
  ...['word', 'Größe', ' ', '\n\n', '\\,', '\\&', '\\_', '\\*', '&amp;', '&lt;', '&gt;', '&', '<', '>', ',', '.', '"'],
  ...['**bold**', '`code`', '`a \\, &amp; b`', '- item\n', '[link](https://example.org/a?b=1&c=2)', '日本'],
);
const markdown = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));

describe('Markdown in Asana', () => {
  it.each([
    'a\\,b',
    '&amp; &lt;b&gt; &quot;',
    'One, **two** & `\\, &amp;`',
    '- \\, first\n- &amp; second',
    'plain text, with < and > and &',
  ])('comes back as it was written: %s', (text) => {
    expect(readText(writeText(text, null, 'notes'))).toBe(text);
    expect(readText(writeText(text, '<body>before</body>', 'comment'))).toBe(text);
  });

  it('is stable from the first reading on, and what nobody edited goes back byte for byte', () => {
    fc.assert(
      fc.property(markdown, (text) => {
        const html = writeText(text, null, 'notes');
        const read = readText(html);
        expect(normalText(readText(writeText(read, null, 'notes')))).toBe(normalText(read));
        expect(readText(writeText(read, html, 'notes'))).toBe(read);
      }),
      { seed: 60, numRuns: 2_000 },
    );
  });

  it('a joiner that Asana takes out leaves text that says the same', () => {
    const html = writeText('a\\,b &amp; c', null, 'notes');
    expect(html).toContain('\u2060');
    expect(readText(html.replaceAll('\u2060', ''))).toBe('a,b & c');
  });

  it('text without two spellings has nothing hidden in it', () => {
    const withoutThem = markdown.filter((text) => !/\\|&\w+;/.test(text));
    fc.assert(
      fc.property(withoutThem, (text) => {
        expect(writeText(text, null, 'notes')).not.toContain('\u2060');
      }),
      { seed: 61, numRuns: 1_000 },
    );
  });
});
