import fc from 'fast-check';
import { expect, test } from 'vitest';
import { diffWords } from '../../../src-renderer/features/words/word-diff.ts';
import type { DiffPart } from '../../../src-renderer/ui/diff-part.ts';

const side = (parts: readonly DiffPart[], left: DiffPart['kind']) =>
  parts
    .filter(({ kind }) => kind !== left)
    .map(({ text }) => text)
    .join('');

test('both texts can be read back from the difference', () => {
  const word = fc.constantFrom('call', 'the', 'shop', 'Monday', 'Tuesday', '\n', ' ', '  ', '.', '“', 'é', '日本');
  const text = fc.array(word, { maxLength: 40 }).map((words) => words.join(''));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const parts = diffWords(before, after);
      expect(side(parts, 'added')).toBe(before);
      expect(side(parts, 'removed')).toBe(after);
    }),
  );
});

test('only the changed words are marked', () => {
  expect(diffWords('Call on Monday.', 'Call on Tuesday.')).toEqual([
    { kind: 'same', text: 'Call on ' },
    { kind: 'removed', text: 'Monday' },
    { kind: 'added', text: 'Tuesday' },
    { kind: 'same', text: '.' },
  ]);
});

test('changes with only a space between them are read as one', () => {
  expect(diffWords('red car', 'blue bike')).toEqual([
    { kind: 'removed', text: 'red car' },
    { kind: 'added', text: 'blue bike' },
  ]);
});

test('equal and empty texts have nothing to mark', () => {
  expect(diffWords('', '')).toEqual([]);
  expect(diffWords('same', 'same')).toEqual([{ kind: 'same', text: 'same' }]);
});

test('a very long text is compared by lines, quickly', () => {
  const lines = Array.from({ length: 5000 }, (_, index) => `line ${index} of the long text\n`);
  const changed = lines.with(2500, 'another line\n');
  const marked = diffWords(lines.join(''), changed.join('')).filter(({ kind }) => kind !== 'same');
  expect(marked).toEqual([
    { kind: 'removed', text: 'line 2500 of the long text\n' },
    { kind: 'added', text: 'another line\n' },
  ]);
});
