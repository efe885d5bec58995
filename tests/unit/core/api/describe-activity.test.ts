import { describe, expect, it } from 'vitest';
import { type Activity, describeActivity } from '../../../../src-main/core/api/describe-activity.ts';
import { dayColumns, hourColumns, wallClockIn } from '../../../../src-main/core/api/time-columns.ts';
import type { RunGlance } from '../../../../src-main/core/store/store.ts';

const berlin = wallClockIn('Europe/Berlin');
const instant = (text: string): number => Date.parse(text);

describe('the columns of a chart', () => {
  it('are days on the wall: the night of a clock change belongs to its day', () => {
    const columns = dayColumns(instant('2026-03-30T10:00:00Z'), 3, berlin);
    expect(columns.names).toEqual(['2026-03-28', '2026-03-29', '2026-03-30']);
    // The day of the change has 23 hours: from 23:00Z to 22:00Z.
    expect(columns.indexOf(instant('2026-03-28T22:59:59Z'))).toBe(0);
    expect(columns.indexOf(instant('2026-03-28T23:00:00Z'))).toBe(1);
    expect(columns.indexOf(instant('2026-03-29T21:59:59Z'))).toBe(1);
    expect(columns.indexOf(instant('2026-03-29T22:00:00Z'))).toBe(2);
    expect(columns.indexOf(instant('2026-03-27T12:00:00Z'))).toBe(-1);
    expect(columns.since).toBeLessThanOrEqual(instant('2026-03-27T23:00:00Z'));
  });

  it.each(['Europe/Berlin', 'Asia/Kathmandu', 'Pacific/Kiritimati', 'America/New_York'])(
    'are the last 24 hours in %s, each from its full hour',
    (zone) => {
      const clock = wallClockIn(zone);
      const now = instant('2026-11-01T07:40:30Z');
      const columns = hourColumns(now, clock);
      expect(columns.names).toHaveLength(24);
      expect(columns.names.every((name) => clock(instant(name)).minute === 0)).toBe(true);
      expect(columns.indexOf(now)).toBe(23);
      expect(columns.indexOf(columns.since - 1)).toBe(-1);
      expect(columns.indexOf(columns.since)).toBe(0);
    },
  );

  it('are different days in different zones', () => {
    const now = instant('2026-03-01T11:30:00Z');
    expect(dayColumns(now, 1, wallClockIn('Pacific/Auckland')).names).toEqual(['2026-03-02']);
    expect(dayColumns(now, 1, wallClockIn('Pacific/Honolulu')).names).toEqual(['2026-03-01']);
  });
});

const run = (own: Partial<RunGlance>): RunGlance => ({
  ...{ id: 'r', profile: 'p', startedAt: '2026-03-29T09:05:00Z', state: 'done', durationMs: 900, changes: 0 },
  ...{ problems: 0, isQuiet: true, ...own },
});
const activity = (own: Partial<Activity>): Activity => ({
  ...{ changes: [], conflicts: [], runs: [], deliveries: [], profiles: new Map([['p', 'Web team']]), ...own },
});
const now = instant('2026-03-30T10:00:00Z');
const frame = {
  ...{ step: 'day' as const, columns: dayColumns(now, 3, berlin), today: dayColumns(now, 1, berlin), clock: berlin },
};

describe('what the dashboard shows', () => {
  it('sums changes and conflicts by day, and leaves out what is older', () => {
    const { changes, changesToday } = describeActivity(
      activity({
        changes: [
          { at: '2026-03-20T09:00:00Z', kind: 'created', amount: 9 },
          { at: '2026-03-29T09:00:00Z', kind: 'created', amount: 2 },
          { at: '2026-03-29T09:15:00Z', kind: 'created', amount: 3 },
          { at: '2026-03-30T09:15:00Z', kind: 'deleted', amount: 1 },
        ],
        conflicts: ['2026-03-28T12:00:00.000Z'],
      }),
      frame,
    );
    expect(changes).toEqual([
      { at: '2026-03-28', created: 0, changed: 0, deleted: 0, conflicts: 1 },
      { at: '2026-03-29', created: 5, changed: 0, deleted: 0, conflicts: 0 },
      { at: '2026-03-30', created: 0, changed: 0, deleted: 1, conflicts: 0 },
    ]);
    expect(changesToday).toBe(1);
  });

  it('tells runs by hour on the wall, and lists those that a person may want to see', () => {
    const stats = describeActivity(
      activity({
        runs: [
          run({
            id: 'r3',
            startedAt: '2026-03-30T08:05:00Z',
            state: 'problems',
            problems: 2,
            isQuiet: false,
            durationMs: 9_000,
          }),
          run({ id: 'r2', startedAt: '2026-03-29T08:05:00Z', changes: 4, isQuiet: false, durationMs: 2_000 }),
          run({ id: 'r1', startedAt: '2026-03-28T08:05:00Z', durationMs: 1_000 }),
        ],
      }),
      frame,
    );
    expect(stats.runs).toEqual({
      total: 3,
      states: { done: 2, problems: 1 },
      quiet: 1,
      durationMs: { median: 2_000, slow: 9_000 },
    });
    const [row] = stats.hours;
    expect(row?.profile).toBe('Web team');
    expect([row?.runs[9], row?.runs[10], row?.changes[10]]).toEqual([1, 2, 4]);
    expect(stats.timeline.map(({ run: id }) => id)).toEqual(['r3', 'r2']);
  });

  it.each([
    { story: 'none when nothing arrived', seconds: [null], delay: null },
    { story: 'the middle one', seconds: [90, 10, 20, null], delay: { medianMs: 20_000, edits: 3 } },
    { story: 'the middle of two', seconds: [10, 20], delay: { medianMs: 15_000, edits: 2 } },
  ])('has a delay: $story', ({ seconds, delay }) => {
    const at = '2026-03-29T09:00:00.000Z';
    const deliveries = seconds.map((each) => ({
      at,
      arrivedAt: each === null ? null : new Date(Date.parse(at) + each * 1000).toISOString(),
    }));
    expect(describeActivity(activity({ deliveries }), frame).delay).toEqual(delay);
  });
});
