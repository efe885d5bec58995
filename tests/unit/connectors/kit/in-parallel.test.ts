import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inParallel } from '../../../../src-main/connectors/kit/in-parallel.ts';

const turns = async (count: number): Promise<void> => {
  for (let turn = 0; turn < count; turn++) await Promise.resolve();
};

describe('inParallel', () => {
  it('gives results in the order of the items, and never works on more at once than it may', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(9)), fc.integer({ min: 1, max: 5 }), async (items, atOnce) => {
        let [now, most] = [0, 0];
        const results = await inParallel(items, atOnce, async (item) => {
          most = Math.max(most, ++now);
          await turns(item);
          now--;
          return item * 2;
        });
        expect(results).toEqual(items.map((item) => item * 2));
        expect(most).toBe(Math.min(atOnce, items.length));
      }),
      { seed: 11, numRuns: 200 },
    );
  });

  it('throws the first failure and begins nothing after it', async () => {
    const begun: number[] = [];
    const work = async (item: number): Promise<void> => {
      begun.push(item);
      await turns(item === 1 ? 1 : 5);
      if (item === 1) throw new Error('first');
    };
    await expect(inParallel([0, 1, 2, 3, 4, 5], 2, work)).rejects.toThrow('first');
    await turns(50);
    expect(begun).toEqual([0, 1]);
  });
});
