import { describe, expect, it } from 'vitest';
import { whyNoServer } from '../servers/real-server.ts';
import { mostSyncsToQuiet, soak } from './soak.ts';

/**
 * The short version of `npm run soak` (T9), where the real servers are required: minutes of faults and kills, nothing lost,
 * nothing doubled, nothing written that nobody wanted, and quiet at the end (S3, S4, S5, L1, L2).
 */
const isRequired = process.env['TASKSYNC_REQUIRE_SERVERS'] === '1';
const reason = isRequired ? (whyNoServer('radicale') ?? whyNoServer('redmine')) : 'npm run soak does it by hand';
const pairs = [
  ['radicale', 'radicale'],
  ['redmine', 'radicale'],
] as const;

describe.skipIf(reason)(`a short soak${reason ? ` (skipped: ${reason})` : ''}`, () => {
  it.each(pairs)(
    'of %s and %s loses nothing, doubles nothing and ends quiet',
    async (left, right) => {
      const result = await soak({ servers: [left, right], seed: 9, ms: 25_000, report: () => {} });
      const { lost, doubled, unexplained, unequal, complaints, laterWrites } = result;
      const clean = { lost: [], doubled: [], unexplained: [], unequal: [], complaints: [], laterWrites: 0 };
      expect({ lost, doubled, unexplained, unequal, complaints, laterWrites }).toEqual(clean);
      expect(result.syncsToQuiet).toBeLessThanOrEqual(mostSyncsToQuiet);
      expect(result.counts['kills']).toBeGreaterThan(0);
    },
    300_000,
  );
});
