import { describe, expect, it } from 'vitest';
import { attentionOf } from '../../../../src-renderer/features/dashboard/attention.ts';
import {
  changesSummary,
  hoursSummary,
  longestRest,
  runsSummary,
} from '../../../../src-renderer/features/dashboard/chart-summaries.ts';
import { groupActivity } from '../../../../src-renderer/features/dashboard/group-activity.ts';
import type { RunView, StatsView, StatusView } from '../../../../src-shared/api/views.ts';

const stats = (own: Partial<StatsView>): StatsView => ({
  ...{
    step: 'day',
    changes: [],
    changesToday: 0,
    runs: { total: 0, states: {}, quiet: 0, durationMs: null },
    hours: [],
    timeline: [],
  },
  ...{ delay: null, ...own },
});
const hours = (own: Readonly<Record<number, number>>) => Array.from({ length: 24 }, (_, hour) => own[hour] ?? 0);

describe('what a chart says in words', () => {
  it('tells how much changed, when most, and of what kind', () => {
    const none = { created: 0, changed: 0, deleted: 0, conflicts: 0 };
    const changes = [
      { at: '2026-03-02', ...none, created: 1 },
      { at: '2026-03-03', ...none, changed: 3, conflicts: 2 },
    ];
    const text = changesSummary(stats({ changes }));
    expect(text).toMatch(
      /^Last 2 days: 4 changes, most on Tuesday.* \(3\)\. 75\s?% changed, 25\s?% new, 0\s?% deleted, 2 conflicts\.$/,
    );
    expect(changesSummary(stats({ changes: [{ at: '2026-03-02', ...none }] }))).toBe('Last day: no changes.');
  });

  it('tells how the runs ended', () => {
    expect(runsSummary(stats({}))).toBe('No runs in this time.');
    const text = runsSummary(
      stats({ runs: { total: 14, states: { done: 12, stopped: 2 }, quiet: 5, durationMs: null } }),
    );
    expect(text).toBe('14 runs: 12 done and 2 stopped. 5 of them changed nothing and are not drawn.');
  });

  it('tells the busiest hour and the longest rest, over midnight too', () => {
    expect(longestRest(hours({ 8: 1, 12: 3, 21: 1 }))).toEqual({ from: 22, to: 8 });
    expect(longestRest(hours({}))).toBeNull();
    expect(longestRest(new Array(24).fill(1))).toBeNull();
    expect(hoursSummary([{ profile: 'Web', runs: hours({ 8: 1, 12: 3 }), changes: hours({}) }])).toMatch(
      /3 runs\. None from/,
    );
  });
});

const status = (own: Partial<StatusView['profiles'][number]>): StatusView['profiles'][number] => ({
  ...{
    name: 'Web',
    enabled: true,
    tasks: 3,
    state: 'in-sync',
    sentence: '',
    lastRun: null,
    nextRun: null,
    pending: 0,
    conflicts: 0,
    matches: 0,
  },
  ...{ problems: 0, verified: null, ...own },
});

describe('what waits for a person', () => {
  it('is at most five things, the gravest first', () => {
    const profiles = [
      status({ name: 'a', state: 'problem', problems: 2, conflicts: 1, matches: 1 }),
      status({ name: 'b', state: 'held' }),
      status({ name: 'c', state: 'needs-you', problems: 1 }),
      status({ name: 'd', conflicts: 4, state: 'conflict' }),
      status({ name: 'e' }),
    ];
    expect(attentionOf({ profiles }).map(({ kind, profile }) => `${kind} ${profile}`)).toEqual([
      ...['held b', 'needs-you c', 'problem a', 'conflicts a', 'conflicts d'],
    ]);
    expect(attentionOf({ profiles: [status({})] })).toEqual([]);
  });
});

describe('the feed', () => {
  const run = (id: string, own: Partial<RunView>): RunView => ({
    ...{ run: id, profile: 'Web', trigger: 'schedule', state: 'done', startedAt: '2026-03-02T09:00:00Z' },
    ...{ finishedAt: null, endpoints: [], tasks: { created: 1, updated: 2, deleted: 0 }, conflicts: 0, matches: 0 },
    ...{ problems: [], brakes: [], pending: 0, durationMs: 0, ...own },
  });

  it('puts runs of one profile together that follow each other on a day and ended alike', () => {
    const groups = groupActivity([
      run('4', {}),
      run('3', {}),
      run('2', { profile: 'Home' }),
      run('1', { startedAt: '2026-02-20T09:00:00Z' }),
    ]);
    expect(groups.map(({ run: id, runs, updated }) => [id, runs, updated])).toEqual([
      ['4', 2, 4],
      ['2', 1, 2],
      ['1', 1, 2],
    ]);
  });
});
