import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { fieldOptions, leftOut, withColumn } from '../../../src-renderer/features/exchange/column-fields.ts';
import { problemText } from '../../../src-renderer/features/exchange/problem-text.ts';
import { readChosen } from '../../../src-renderer/features/exchange/read-chosen.ts';

const chosen = (bytes: Uint8Array<ArrayBuffer>, size = bytes.byteLength) =>
  readChosen({ name: 'tour.csv', size, arrayBuffer: async () => bytes.buffer });
const bytes = (text: string, encoding: 'utf8' | 'latin1' | 'utf16le' = 'utf8') =>
  new Uint8Array(Buffer.from(text, encoding));

describe('which column is what', () => {
  it('a field that is taken for another column leaves the one it had', () => {
    const first = withColumn(withColumn({}, 'A', 'title'), 'B', 'due');
    expect(withColumn(first, 'C', 'title')).toEqual({ B: 'due', C: 'title' });
    expect(withColumn(first, 'A', null)).toEqual({ B: 'due', A: null });
    // Several can be left out.
    expect(withColumn({ A: null }, 'B', null)).toEqual({ A: null, B: null });
  });

  it('what it says last is told last, so that the core takes it for the last word', () => {
    const twice = withColumn(withColumn(withColumn({}, 'A', 'title'), 'B', 'title'), 'A', 'title');
    expect(Object.entries(twice)).toEqual([['A', 'title']]);
  });

  it('offers to leave it out, each field, and a field of its own, unless its name is too long for one', () => {
    const values = (name: string, field: string | null) =>
      fieldOptions({ name, field, samples: [] }, ['id', 'title']).map(({ value }) => value);
    expect(values('Farbe', null)).toEqual([leftOut, 'id', 'title', 'x.Farbe']);
    expect(values('x.points', 'x.points')).toEqual([leftOut, 'id', 'title', 'x.points']);
    expect(values('a'.repeat(300), null)).toEqual([leftOut, 'id', 'title']);
  });
});

describe('a chosen file', () => {
  it('is read as UTF-8, or as what spreadsheets call Unicode text', async () => {
    expect(await chosen(bytes('\uFEFFK\u00e4se'))).toMatchObject({ name: 'tour.csv', text: 'K\u00e4se', bytes: 8 });
    expect((await chosen(bytes('\uFEFFK\u00e4se', 'utf16le'))).text).toBe('K\u00e4se');
  });

  it.each([
    ['is no text', () => chosen(bytes('K\u00e4se', 'latin1')), 'UTF-8'],
    ['is too large to be read', () => chosen(bytes('a'), 64_000_001), 'too large'],
    ['has too many characters', () => chosen(bytes('a'.repeat(16_000_001))), 'too large'],
    ['is more than a message to the host holds', () => chosen(bytes('\u6f22'.repeat(10_400_000))), 'too large'],
    ['is no message once it is JSON', () => chosen(bytes('"'.repeat(15_600_000))), 'too large'],
  ])('that %s is refused in words that name it', async (_what, read, words) => {
    await expect(read()).rejects.toMatchObject({
      code: 'invalid-input',
      message: expect.stringMatching(new RegExp(`^tour.csv .*${words}`)),
    });
  });

  it('that went away meanwhile is said to be so', async () => {
    const gone = { name: 'tour.csv', size: 1, arrayBuffer: () => Promise.reject(new Error('gone')) };
    await expect(readChosen(gone)).rejects.toThrow('tour.csv cannot be read');
  });
});

it('in English a row is left out in the words of the core', () => {
  const problem = { line: 4, field: 'due', code: 'bad-value', message: 'This is no date.' } as const;
  expect(problemText(problem)).toEqual({ what: 'This is no date.', inEnglish: null });
});
