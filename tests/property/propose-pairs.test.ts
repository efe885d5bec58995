import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Look, likenessOf, portray } from '../../src-shared/sync/likeness.ts';
import { noAnswers, type Pair, proposePairs } from '../../src-shared/sync/propose-pairs.ts';

const words = ['fix', 'login', 'page', 'report', 'reports', 'write', 'paint', 'fence', 'garden', '17', '18', 'März'];
const endpoints = ['A', 'B', 'C'];
const fields = fc.record(
  {
    title: fc.array(fc.constantFrom(...words), { maxLength: 4 }).map((some) => some.join(' ')),
    due: fc.constantFrom(...['2026-03-01', '2026-03-02'].map((date) => ({ kind: 'date' as const, date }))),
    labels: fc.subarray(['web', 'home']),
    assignees: fc.subarray(['ana@example.org', 'tom@example.org']),
  },
  { requiredKeys: ['title'] },
);
const looks: fc.Arbitrary<readonly Look[]> = fc
  .array(fc.record({ endpoints: fc.subarray(endpoints), fields }), { maxLength: 14 })
  .map((all) => all.map((one, index) => ({ ...one, task: `t${index}` })));

const placesOf = ({ endpoints: own }: Look): readonly string[] => (own.length === 0 ? ['here'] : own);

/** Everything that would be one task if all answers were yes. */
function groupsOf(all: readonly Look[], pairs: readonly Pick<Pair, 'task' | 'twin'>[]): readonly (readonly Look[])[] {
  const group = new Map(all.map((look) => [look.task, new Set([look])]));
  for (const { task, twin } of pairs) {
    const joined = new Set([...(group.get(task) ?? []), ...(group.get(twin) ?? [])]);
    for (const look of joined) group.set(look.task, joined);
  }
  return [...new Set(group.values())].map((one) => [...one]);
}

describe('proposals', () => {
  it('give each task at most one twin at a place, and never pair what has a record there already', () => {
    fc.assert(
      fc.property(looks, (all) => {
        for (const group of groupsOf(all, proposePairs(all))) {
          const places = group.flatMap(placesOf);
          expect(new Set(places).size).toBe(places.length);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('do not depend on the order of what is given', () => {
    const shuffled = looks.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray([...all], { minLength: all.length, maxLength: all.length })),
    );
    fc.assert(
      fc.property(shuffled, ([all, other]) => {
        expect(proposePairs(other)).toEqual(proposePairs(all));
      }),
      { numRuns: 500 },
    );
  });

  it('weigh both sides alike, between 0 and 1', () => {
    fc.assert(
      fc.property(fields, fields, (a, b) => {
        const [one, other] = [a, b].map((its, index) => portray({ task: `t${index}`, endpoints: [], fields: its }));
        if (!one || !other) throw new Error('two looks');
        const likeness = likenessOf(one, other);
        expect(likenessOf(other, one)).toEqual(likeness);
        expect(likeness.score).toBeGreaterThanOrEqual(0);
        expect(likeness.score).toBeLessThanOrEqual(1);
      }),
      { numRuns: 1_000 },
    );
  });

  it('never come back after a person said that the two are different, not even by way of a third', () => {
    fc.assert(
      fc.property(looks, (all) => {
        const [refused] = proposePairs(all);
        if (!refused) return;
        const isDifferent = (a: string, b: string): boolean =>
          [a, b].sort().join() === [refused.task, refused.twin].sort().join();
        for (const group of groupsOf(all, proposePairs(all, { ...noAnswers, isDifferent }))) {
          const tasks = group.map(({ task }) => task);
          expect(tasks.includes(refused.task) && tasks.includes(refused.twin)).toBe(false);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('leave what is proposed already as it is', () => {
    fc.assert(
      fc.property(looks, (all) => {
        const proposed = proposePairs(all);
        const kept = proposed.slice(0, Math.ceil(proposed.length / 2));
        const more = proposePairs(all, { ...noAnswers, proposed: kept });
        for (const group of groupsOf(all, [...kept, ...more])) {
          const places = group.flatMap(placesOf);
          expect(new Set(places).size).toBe(places.length);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('find nearly all of ten thousand twins in ten thousand and ten thousand, in seconds', () => {
    const noun = ['server', 'garden', 'invoice', 'report', 'meeting', 'window', 'engine', 'letter', 'budget', 'photo'];
    const verb = ['check', 'write', 'paint', 'order', 'clean', 'review', 'move', 'repair', 'send', 'print'];
    const size = 10_000;
    const title = (index: number): string =>
      `${verb[index % 10]} the ${noun[Math.floor(index / 10) % 10]} of customer c${Math.floor(index / 7)}x`;
    const side = (endpoint: string, titleOf: (index: number) => string): Look[] =>
      Array.from({ length: size }, (_, index) => ({
        task: `${endpoint}${index}`,
        endpoints: [endpoint],
        fields: { title: titleOf(index) },
      }));
    const all = [...side('A', title), ...side('B', (index) => `${title(index)} please`)];
    const startedAt = performance.now();
    const pairs = proposePairs(all);
    const tookMs = performance.now() - startedAt;
    const right = pairs.filter(({ task, twin }) => task.slice(1) === twin.slice(1)).length;
    expect(right).toBeGreaterThan(size * 0.95);
    expect(tookMs).toBeLessThan(20_000);
    console.info(`${right} of ${size} right, ${pairs.length} proposed, ${Math.round(tookMs)} ms`);
  }, 60_000);
});
