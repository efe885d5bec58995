import { expect, it } from 'vitest';
import { createReporter } from '../../../../src-main/core/engine/report-progress.ts';
import type { Profile } from '../../../../src-shared/domain/profile.ts';
import type { Progress } from '../../../../src-shared/domain/run.ts';

it('tells who has to wait longest and until when, and where the run stands when it goes on', () => {
  const told: Progress[] = [];
  const profile = { id: 'p' } as Profile;
  const { report, onWait } = createReporter({ run: 'r', profile, onProgress: (progress) => told.push(progress) });
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
