import { describe, expect, it } from 'vitest';
import { parseMarkdown } from '../../src-renderer/ui/markdown-nodes.ts';
import { isPlain, replaceHidden, visibleParts } from '../../src-shared/hidden-characters.ts';

describe('characters that hide (SEC-17)', () => {
  it.each([
    ['\u202e', 'U+202E', 'turns the order around'],
    ['\u2066', 'U+2066', 'isolates'],
    ['\u200b', 'U+200B', 'has no width'],
    ['\u2060', 'U+2060', 'joins words'],
    ['\ufeff', 'U+FEFF', 'marks a byte order'],
    ['\u0000', 'U+0000', 'controls'],
    ['\u001b', 'U+001B', 'escapes'],
    ['\u{e0041}', 'U+E0041', 'copies an A'],
  ])('%j is shown as %s: it %s', (character, code) => {
    expect(visibleParts(`invoice${character}gpj.exe`)).toEqual([
      { kind: 'text', text: 'invoice' },
      { kind: 'hidden', text: code, count: 1 },
      { kind: 'text', text: 'gpj.exe' },
    ]);
    expect(replaceHidden(`a${character}b`, (found) => `<${found}>`)).toBe(`a<${code}>b`);
  });

  it.each([
    'Ordinary\n\ttext',
    'Müller & Söhne, naïve café',
    'مراجعة صفحة الدفع',
    '設定画面のレイアウトを直す',
    'Проверить отчёт',
    '👩‍👩‍👧‍👦 and 🏴󠁧󠁢󠁥󠁮󠁧󠁿 and नमस्ते',
    '10 kΩ, 5 μm, α-test',
  ])('leaves %j alone', (text) => {
    expect(visibleParts(text).every(({ kind }) => kind === 'text')).toBe(true);
    expect(
      visibleParts(text)
        .map((part) => part.text)
        .join(''),
    ).toBe(text);
  });

  it('counts what follows itself, and takes no longer for much of it', () => {
    expect(visibleParts('\u200b'.repeat(100_000))).toEqual([{ kind: 'hidden', text: 'U+200B', count: 100_000 }]);
    expect(visibleParts('\u{e0041}'.repeat(100_000))).toHaveLength(1);
    expect(isPlain('a'.repeat(1_000_000))).toBe(true);
  });

  it('finds words of two alphabets, and no others', () => {
    expect(visibleParts('Sign in at pаypal, Анна')).toEqual([
      { kind: 'text', text: 'Sign' },
      ...[' ', 'in', ' ', 'at', ' '].map((text) => ({ kind: 'text', text })),
      { kind: 'mixed', text: 'pаypal' },
      { kind: 'text', text: ', ' },
      { kind: 'text', text: 'Анна' },
    ]);
  });
});

describe('where a link in a note leads (SEC-17)', () => {
  const leadsTo = (markdown: string) =>
    JSON.stringify(parseMarkdown(markdown)).match(/"leadsTo":"([^"]*)"/)?.[1] ?? null;

  it.each([
    ['[https://bank.example](https://evil.example/x)', 'evil.example'],
    ['[bank.example/login](http://192.0.2.1:8080/)', '192.0.2.1:8080'],
    ['[**bank.example**](https://evil.example)', 'evil.example'],
    ['![bank.example](https://evil.example/a.png)', 'evil.example'],
    ['https://аpple.com/', 'xn--pple-43d.com'],
    ['[our page](https://аpple.com/)', 'xn--pple-43d.com'],
  ])('is said beside %s', (markdown, host) => {
    expect(leadsTo(markdown)).toBe(host);
  });

  it.each([
    '[our page](https://example.org/)',
    'https://example.org/a?b',
    '[example.org](https://example.org/x)',
    '<a@b.example>',
  ])('need not be said beside %s', (markdown) => {
    expect(leadsTo(markdown)).toBeNull();
  });
});
