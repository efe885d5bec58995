import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Candidate, type MatchBy, matchItems } from '../../../src-shared/sync/match-items.ts';
import { createNameSieve, type NameSieve } from '../../../src-shared/sync/name-sieve.ts';

const by: readonly MatchBy[] = ['marker', 'reference', 'title'];

/** Few places and few names, so that many meet. */
const drawn = fc
  .array(
    fc.record({
      place: fc.constantFrom('A', 'B', 'C'),
      names: fc.array(
        fc.record({
          by: fc.constantFrom(...by),
          text: fc.integer({ min: 0, max: 25 }).map((name) => `name ${name}`),
          own: fc.boolean(),
        }),
        { maxLength: 4 },
      ),
    }),
    { maxLength: 14 },
  )
  .map((records) =>
    records.map(
      ({ place, names }, index): Candidate => ({
        task: `t${index}`,
        endpoints: [place],
        names: new Map(by.map((key) => [key, names.filter((name) => name.by === key)])),
      }),
    ),
  );

function fill(sieve: NameSieve, candidates: readonly Candidate[], how: 'add' | 'share'): void {
  for (const { names } of candidates) {
    for (const [key, own] of names) for (const { text } of own) sieve[how](key, text);
  }
}

describe('a sieve of names', () => {
  it('loses no match: without those it holds back the same ones are found', () => {
    fc.assert(
      fc.property(drawn, drawn, (newcomers, others) => {
        const known = others.map((one) => ({ ...one, task: `known ${one.task}` }));
        const sieve = createNameSieve();
        fill(sieve, newcomers, 'add');
        fill(sieve, known, 'share');
        const kept = newcomers.filter((one) => sieve.letsThrough(one));
        expect(matchItems(kept, known, by)).toEqual(matchItems(newcomers, known, by));
      }),
    );
  });

  it('holds back whose names nobody else has', () => {
    const sieve = createNameSieve();
    const records = Array.from({ length: 1_000 }, (_, index): Candidate => {
      const text = `Task ${index === 999 ? 0 : index}`;
      return { task: `t${index}`, endpoints: ['A'], names: new Map([['title', [{ text, own: true }]]]) };
    });
    expect(sieve.isEmpty).toBe(true);
    fill(sieve, records, 'add');
    expect(sieve.isEmpty).toBe(false);
    expect(records.filter((one) => sieve.letsThrough(one)).map(({ task }) => task)).toEqual(['t0', 't999']);
  });

  it('does not take a title for a marker', () => {
    const sieve = createNameSieve();
    sieve.add('title', 'x');
    sieve.add('marker', 'x');
    expect(sieve.isEmpty).toBe(true);
  });
});
