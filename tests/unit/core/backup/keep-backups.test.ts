import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BackupReason, backupReasons } from '../../../../src-main/core/backup/backup.ts';
import { newestFirst, superfluousBackups } from '../../../../src-main/core/backup/keep-backups.ts';

interface One {
  readonly name: string;
  readonly at: string;
  readonly reason: BackupReason;
}

const dayMs = 24 * 3_600_000;
const start = Date.UTC(2026, 0, 5);
const one = (ms: number, reason: BackupReason, name = ''): One => {
  const at = new Date(start + ms).toISOString();
  return { at, reason, name: `${at} ${reason} ${name}` };
};
const some = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 120 * dayMs }), fc.constantFrom(...backupReasons)), { maxLength: 80 })
  .map((all) => all.map(([ms, reason], index) => one(ms, reason, String(index))));

describe('which backups are kept', () => {
  it('of one a day: the last seven days, and the last of each of the last four weeks', () => {
    // 2026-01-05 is a Monday; the last one here is a Friday.
    const all = Array.from({ length: 40 }, (_, day) => one(day * dayMs, 'daily'));
    const gone = new Set(superfluousBackups(all));
    const kept = all.flatMap((backup, day) => (gone.has(backup) ? [] : [day]));
    expect(kept).toEqual([20, 27, 33, 34, 35, 36, 37, 38, 39]);
  });

  it('never more than they say, whatever there is, and never none', () => {
    fc.assert(
      fc.property(some, (all) => {
        const gone = new Set(superfluousBackups(all));
        const kept = all.filter((backup) => !gone.has(backup));
        const automatic = kept.filter(({ reason }) => reason !== 'you');
        expect(automatic.length).toBeLessThanOrEqual(7 + 4 + 7);
        for (const backup of all) if (backup.reason === 'you') expect(kept).toContain(backup);
        const [newest] = all.toSorted(newestFirst);
        if (newest) expect(kept).toContain(newest);
        const days = [...new Set(all.filter(({ reason }) => reason !== 'you').map(({ at }) => at.slice(0, 10)))];
        for (const day of days.sort().slice(-7)) expect(automatic.some(({ at }) => at.startsWith(day))).toBe(true);
        // What was kept once is not superfluous a moment later.
        expect(superfluousBackups(kept)).toEqual([]);
      }),
    );
  });

  it('adding one removes at most as many as came, so that nothing goes at once', () => {
    fc.assert(
      fc.property(some, fc.constantFrom(...backupReasons), (all, reason) => {
        const gone = new Set(superfluousBackups(all));
        const kept = all.filter((backup) => !gone.has(backup));
        // A clock that is years ahead takes one place of each kind, and no more.
        const more = [...kept, one(5_000 * dayMs, reason)];
        expect(superfluousBackups(more).length).toBeLessThanOrEqual(3);
      }),
    );
  });
});
