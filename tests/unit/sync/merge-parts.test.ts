import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeText } from '../../../src-shared/sync/merge-fields.ts';
import { joinParts, mergeParts } from '../../../src-shared/sync/merge-parts.ts';

describe('a text put together from two sides', () => {
  const parts = mergeParts('one\ntwo\nthree\nfour\nfive', 'ONE\ntwo\nleft\nfour\nfive', 'one\ntwo\nright\nfour\nFIVE');

  it('says what is settled, by whom, and what clashes', () => {
    expect(parts).toEqual([
      { kind: 'changed', by: 'left', lines: ['ONE'] },
      { kind: 'same', lines: ['two'] },
      { kind: 'clash', left: ['left'], right: ['right'] },
      { kind: 'same', lines: ['four'] },
      { kind: 'changed', by: 'right', lines: ['FIVE'] },
    ]);
  });

  it('is no text until every clash is settled', () => {
    expect(joinParts(parts, {})).toBeNull();
    expect(joinParts(parts, { 2: 'left' })).toBe('ONE\ntwo\nleft\nfour\nFIVE');
    expect(joinParts(parts, { 2: 'both' })).toBe('ONE\ntwo\nleft\nright\nfour\nFIVE');
  });

  it('is what a run would make of it, wherever a run would', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 8 }).map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(text, text, text, (before, left, right) => {
        const merged = mergeText(before, left, right);
        if (merged !== null) expect(joinParts(mergeParts(before, left, right), {})).toBe(merged);
      }),
    );
  });

  it('gives one side whole when that side is always picked, where the other changed nothing else', () => {
    const clash = mergeParts('x', 'left', 'right');
    expect(joinParts(clash, { 0: 'right' })).toBe('right');
  });
});
