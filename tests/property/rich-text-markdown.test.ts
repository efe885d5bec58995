import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMarkdown } from '../../src-main/connectors/rich-text/markdown/parse.ts';
import { printMarkdown } from '../../src-main/connectors/rich-text/markdown/print.ts';
import { canonicalMarkdown, nonsense } from './rich-text-arbitraries.ts';

const again = (text: string): string => printMarkdown(parseMarkdown(text));

describe('Markdown, read and printed', () => {
  it('is the same text when it was written plainly', () => {
    fc.assert(
      fc.property(canonicalMarkdown, (text) => {
        expect(again(text)).toBe(text);
      }),
      { seed: 11, numRuns: 500 },
    );
  });

  it('changes nothing the second time, whatever was written', () => {
    fc.assert(
      fc.property(nonsense, (text) => {
        const once = again(text);
        expect(again(once)).toBe(once);
      }),
      { seed: 12, numRuns: 3_000 },
    );
  });

  it('takes any characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const once = again(text);
        expect(again(once)).toBe(once);
      }),
      { seed: 13, numRuns: 1_000 },
    );
  });
});
