import { expect, it } from 'vitest';
import { phaseTotals } from '../../../src-renderer/features/history/phase-totals.ts';

const phase = (name: 'read' | 'compare' | 'write' | 'check', ms: number, waitedMs = 0) => ({
  phase: name,
  ms,
  waitedMs,
});

it('names each phase of a run once; what is read after the writes is their check', () => {
  const run = [
    ...[phase('read', 400), phase('compare', 30), phase('write', 900, 200), phase('check', 1)],
    ...[phase('read', 120, 20), phase('compare', 9), phase('write', 100), phase('check', 0), phase('read', 50)],
  ];
  expect(phaseTotals(run)).toEqual([
    phase('read', 400),
    phase('compare', 30),
    phase('write', 1000, 200),
    phase('check', 180, 20),
  ]);
  expect(phaseTotals([])).toEqual([]);
});
