import { expect, it } from 'vitest';
import { createReporter } from '../../../../src-main/core/engine/report-progress.ts';
import type { Profile } from '../../../../src-shared/domain/profile.ts';
import type { Progress } from '../../../../src-shared/domain/run.ts';

it('tells who has to wait longest and until when, and where the run stands when it goes on', () => {
  const told: Progress[] = [];
  const profile = { id: 'p' } as Profile;
  const { report, onWait } = createReporter({
    run: 'r',
    profile,
    onProgress: (progress) => told.push(progress),
    clock: { now: () => 0 },
  });
  report({ phase: 'write', endpoint: 'left', done: 3, total: 9, waitingUntil: null });
  onWait('left', Date.UTC(2026, 2, 1, 9, 0, 5));
  onWait('right', Date.UTC(2026, 2, 1, 9, 1));
  onWait('right', null);
  onWait('left', null);
  expect(told.map(({ phase, endpoint, done, waitingUntil }) => [phase, endpoint, done, waitingUntil])).toEqual([
    ['write', 'left', 3, null],
    ['write', 'left', 3, '2026-03-01T09:00:05.000Z'],
    ['write', 'right', 3, '2026-03-01T09:01:00.000Z'],
    ['write', 'left', 3, '2026-03-01T09:00:05.000Z'],
    ['write', 'left', 3, null],
  ]);
});

it('knows what the time of a run went on, and how much of it was waiting', () => {
  let now = 1_000;
  const profile = { id: 'p' } as Profile;
  const reporter = createReporter({ run: 'r', profile, onProgress: () => {}, clock: { now: () => now } });
  const at = (phase: Progress['phase']) => ({ phase, endpoint: null, done: 0, total: null, waitingUntil: null });
  reporter.report(at('read'));
  now += 100;
  reporter.onWait('A', now + 50);
  now += 20;
  reporter.onWait('B', now + 10);
  now += 10;
  reporter.onWait('B', null);
  now += 20;
  reporter.onWait('A', null);
  now += 5;
  reporter.report(at('read'));
  reporter.report(at('write'));
  now += 300;
  expect(reporter.phases()).toEqual([
    { phase: 'read', ms: 155, waitedMs: 50 },
    { phase: 'write', ms: 300, waitedMs: 0 },
  ]);
});
