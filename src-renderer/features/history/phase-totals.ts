import type { RunPhase } from '../../../src-shared/domain/run.ts';

/**
 * What the time of a run went on, each phase once. Rounds follow until nothing is left to do; whatever is read and compared after
 * the first writes is the check of what the services made of them.
 */
export function phaseTotals(phases: readonly RunPhase[]): readonly RunPhase[] {
  const totals = new Map<RunPhase['phase'], { ms: number; waitedMs: number }>();
  let isChecking = false;
  for (const { phase, ms, waitedMs } of phases) {
    isChecking ||= phase === 'check';
    const kind = isChecking && phase !== 'write' ? 'check' : phase;
    const total = totals.get(kind) ?? { ms: 0, waitedMs: 0 };
    totals.set(kind, { ms: total.ms + ms, waitedMs: total.waitedMs + waitedMs });
  }
  return [...totals].map(([phase, total]) => ({ phase, ...total }));
}
