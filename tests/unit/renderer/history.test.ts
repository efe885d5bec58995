import { expect, it } from 'vitest';
import { densityBars, hoursPerBar, shownHours } from '../../../src-renderer/features/history/density.ts';
import { problemGroups } from '../../../src-renderer/features/history/problem-groups.ts';
import { dayQuery, everyRun, linkedRuns, runQuery } from '../../../src-renderer/features/history/run-filter.ts';
import { runTable } from '../../../src-renderer/features/history/run-table.ts';
import type { ProblemView, RunView } from '../../../src-shared/api/views.ts';

const problem = (task: string, more: Partial<ProblemView>): ProblemView => ({
  ...{ task, title: task, endpoint: 'Hub', field: null, code: 'rejected', message: 'No.' },
  ...{ since: '2026-03-01T09:00:00.000Z', retryAt: null },
  ...more,
});

it('problems come together by their cause, the most frequent first, with the tasks that can be tried again', () => {
  const groups = problemGroups([
    problem('a', { code: 'unavailable', facts: { cause: 'ENOTFOUND' } }),
    problem('b', { field: 'due' }),
    problem('c', { field: 'due' }),
    problem('c', { field: 'labels' }),
  ]);
  expect(groups.map(({ cause, problems, tasks }) => [cause, problems.length, tasks])).toEqual([
    ['field-refused', 3, ['b', 'c']],
    ['unknown-name', 1, ['a']],
  ]);
});

it('there is a bar for every four hours, the fullest the highest', () => {
  const now = Date.UTC(2026, 2, 2, 9, 30);
  const bars = densityBars(
    [
      { from: '2026-03-02T05:00:00.000Z', runs: 12, changed: 1, troubled: 0 },
      { from: '2026-03-02T06:00:00.000Z', runs: 2, changed: 0, troubled: 0 },
      { from: '2026-03-02T09:00:00.000Z', runs: 4, changed: 0, troubled: 1 },
    ],
    now,
  );
  expect(bars).toHaveLength(shownHours / hoursPerBar);
  expect(bars.slice(-2).map(({ runs, height }) => [runs, height])).toEqual([
    [12, 1],
    [6, 0.5],
  ]);
  expect(bars.at(-1)?.to).toBe('2026-03-02T10:00:00.000Z');
});

it('the folded runs of a day are those of the filter, within that day and the chosen span', () => {
  const filter = {
    ...everyRun,
    profile: 'Work',
    span: { from: '2026-03-01T09:00:00.000Z', to: '2026-03-01T10:00:00.000Z' },
  };
  expect(runQuery(filter)).toEqual({ changedOnly: true, profile: 'Work', ...filter.span });
  expect(dayQuery(filter, '2026-03-01T09:30:00.000Z')).toEqual({
    unchangedOnly: true,
    profile: 'Work',
    ...filter.span,
  });
});

it('an exported run is one row under the names of the API', () => {
  const run: RunView = {
    ...{ run: 'r1', profile: '=Work', trigger: 'you', state: 'done', startedAt: 'a', finishedAt: null, endpoints: [] },
    ...{
      tasks: { created: 1, updated: 2, deleted: 0 },
      conflicts: 0,
      matches: 0,
      problems: [],
      brakes: [],
      pending: 0,
    },
    durationMs: 5,
  };
  const { columns, rows } = runTable([run]);
  expect(rows[0]).toHaveLength(columns.length);
  expect(rows[0]?.slice(0, 2)).toEqual(['r1', '=Work']);
});

it('a link leads to the runs of its day and profile, as the reader counts days', () => {
  expect(linkedRuns('2026-03-01', 'Web')).toEqual({
    ...everyRun,
    profile: 'Web',
    span: { from: new Date(2026, 2, 1).toISOString(), to: new Date(2026, 2, 2).toISOString() },
  });
  expect(linkedRuns(undefined, undefined)).toEqual(everyRun);
  expect(linkedRuns('soon', undefined)).toEqual(everyRun);
});
