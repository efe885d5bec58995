import { describe, expect, it } from 'vitest';
import { isTrialDue, nextBackupAt } from '../../../../src-main/core/backup/due.ts';

const hour = 3_600_000;
const now = Date.UTC(2026, 2, 1, 9);

describe('when a backup is due', () => {
  it.each([
    ['the first one: at once', null, null, now],
    ['a day after the last one', now - 10 * hour, null, now + 14 * hour],
    ['once for several days that were missed', now - 90 * hour, null, now],
    ['at once when the last one is from a clock that was ahead', now + 5 * hour, null, now],
    ['an hour after one that failed', now - 30 * hour, now - hour / 2, now + hour / 2],
    ['not because of a failure of a clock that was ahead', now - 30 * hour, now + hour, now],
  ])('%s', (_, newestAt, failedAt, due) => {
    expect(nextBackupAt({ newestAt, failedAt }, now)).toBe(due);
  });

  it('they are restored on trial once in thirty days', () => {
    expect(isTrialDue(now - 29 * 24 * hour, now)).toBe(false);
    expect(isTrialDue(now - 30 * 24 * hour, now)).toBe(true);
    expect(isTrialDue(now + hour, now)).toBe(true);
  });
});
