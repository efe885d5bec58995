import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FieldValue } from '../../../src-shared/domain/field.ts';
import { sameValue } from '../../../src-shared/domain/field.ts';
import { mergeField, mergeSets, mergeText } from '../../../src-shared/sync/merge-fields.ts';

/** What the field is after the merge, or 'conflict'. */
function result(field: string, base: FieldValue, ours: FieldValue, theirs: FieldValue): FieldValue | 'conflict' {
  const merge = mergeField(field, base, ours, theirs);
  if (merge.kind === 'conflict') return 'conflict';
  if (merge.kind === 'merged') return merge.value;
  return merge.kind === 'take' || merge.kind === 'agree' ? theirs : ours;
}

describe('merging a scalar (S13)', () => {
  const values: readonly FieldValue[] = ['a', 'b', 'c', null, 'd'];
  const all = values.flatMap((base) => values.flatMap((ours) => values.map((theirs) => ({ base, ours, theirs }))));

  it.each([
    { title: 'nobody changed it', base: 'a', ours: 'a', theirs: 'a', kind: 'nothing' },
    { title: 'only the service changed it', base: 'a', ours: 'a', theirs: 'b', kind: 'take' },
    { title: 'only we changed it', base: 'a', ours: 'b', theirs: 'a', kind: 'give' },
    { title: 'both changed it to the same', base: 'a', ours: 'b', theirs: 'b', kind: 'agree' },
    { title: 'both changed it differently', base: 'a', ours: 'b', theirs: 'c', kind: 'conflict' },
    { title: 'we cleared it and they changed it', base: 'a', ours: null, theirs: 'c', kind: 'conflict' },
    { title: 'nothing is known of before, and they are equal', base: undefined, ours: 'b', theirs: 'b', kind: 'agree' },
    { title: 'nothing is known of before, and ours is empty', base: undefined, ours: null, theirs: 'b', kind: 'take' },
    {
      title: 'nothing is known of before, and theirs is empty',
      base: undefined,
      ours: 'b',
      theirs: null,
      kind: 'give',
    },
    { title: 'nothing is known of before, and they differ', base: undefined, ours: 'b', theirs: 'c', kind: 'conflict' },
  ])('$title: $kind', ({ base, ours, theirs, kind }) => {
    expect(mergeField('milestone', base, ours, theirs).kind).toBe(kind);
  });

  it('never invents a third value, and does not care which side is which', () => {
    for (const { base, ours, theirs } of all) {
      const merged = result('milestone', base, ours, theirs);
      expect([ours, theirs, 'conflict']).toContain(merged);
      const mirrored = result('milestone', base, theirs, ours);
      expect(sameValue('milestone', merged, mirrored)).toBe(true);
      expect(result('milestone', base, ours, base)).toBe(ours);
      expect(result('milestone', base, base, theirs)).toBe(theirs);
    }
  });
});

describe('merging a set (S15)', () => {
  const universe = ['a', 'b', 'c', 'd'];
  const subsets = Array.from({ length: 16 }, (_, bits) => universe.filter((_one, index) => bits & (1 << index)));

  it('is what was there, plus what either side added, minus what either side removed: all 4,096 cases', () => {
    for (const base of subsets) {
      for (const ours of subsets) {
        for (const theirs of subsets) {
          const merged = mergeSets(base, ours, theirs);
          for (const one of universe) {
            const [b, o, t] = [base, ours, theirs].map((set) => set.includes(one));
            const expected = b ? Boolean(o && t) : Boolean(o || t);
            expect(merged.includes(one)).toBe(expected);
          }
        }
      }
    }
  });
});

describe('merging text by lines (S14)', () => {
  const letters = ['x', 'y', 'z'];
  const documents = [[], ...letters.map((a) => [a]), ...letters.flatMap((a) => letters.map((b) => [a, b]))];

  it('keeps every line that one side added, drops none that only one side left alone: all small documents', () => {
    for (const base of documents) {
      for (const ours of documents) {
        for (const theirs of documents) {
          const merged = mergeText(base.join('\n'), ours.join('\n'), theirs.join('\n'));
          expect(merged === null).toBe(mergeText(base.join('\n'), theirs.join('\n'), ours.join('\n')) === null);
          if (merged === null) continue;
          const lines = merged.split('\n');
          for (const letter of letters) {
            const [b, o, t] = [base, ours, theirs].map((text) => text.filter((line) => line === letter).length);
            if (o === b && t === b) expect(lines.filter((line) => line === letter)).toHaveLength(b ?? 0);
          }
        }
      }
    }
  });

  it('merges changes of different places and conflicts in the same place', () => {
    expect(mergeText('a\nb\nc\nd', 'A\nb\nc\nd', 'a\nb\nc\nD')).toBe('A\nb\nc\nD');
    expect(mergeText('a\nb\nc', 'a\nB\nc', 'a\nX\nc')).toBeNull();
    expect(mergeText('a', 'a\nours', 'a\ntheirs')).toBeNull();
  });

  it('takes line ends, white space at line ends and Unicode composition for no change', () => {
    expect(mergeField('body', 'caf\u00e9\nb', 'cafe\u0301\r\nb  \r\n', 'caf\u00e9\nb').kind).toBe('nothing');
    expect(mergeText('a\nb\nc', 'a \nb\nc', 'a\nb\nC')).toBe('a\nb\nC');
  });

  it('is idempotent: merging the result with either side again changes nothing', () => {
    const text = fc
      .array(fc.constantFrom('one', 'two', 'three', ''), { maxLength: 8 })
      .map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(text, text, text, (base, ours, theirs) => {
        const merged = mergeText(base, ours, theirs);
        if (merged === null) return;
        expect(mergeText(ours, merged, ours)).toBe(merged);
        expect(merged).not.toMatch(/^(<{7}|={7}|>{7})/m);
      }),
      { numRuns: 1000 },
    );
  });
});
