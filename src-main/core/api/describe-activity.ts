import type { RunGlanceView, StatsView } from '../../../src-shared/api/views.ts';
import { percentile } from '../../../src-shared/domain/percentile.ts';
import type { RunState } from '../../../src-shared/domain/run.ts';
import type { RunGlance, StatsRepo } from '../store/store.ts';
import type { Columns, WallClock } from './time-columns.ts';

type Rows<Name extends keyof StatsRepo> = Awaited<ReturnType<StatsRepo[Name]>>;

export interface Activity {
  readonly changes: Rows<'changes'>;
  readonly conflicts: Rows<'conflicts'>;
  readonly runs: Rows<'runs'>;
  readonly deliveries: Rows<'deliveries'>;
  /** Names by id. */
  readonly profiles: ReadonlyMap<string, string>;
}

export interface Frame {
  readonly step: StatsView['step'];
  readonly columns: Columns;
  /** One column. */
  readonly today: Columns;
  readonly clock: (at: number) => WallClock;
}

/** Runs that a timeline can show, and a person can tell apart. */
const mostShown = 60;

/** Rows of the store as the dashboard shows them. Pure. */
export function describeActivity(activity: Activity, { step, columns, today, clock }: Frame): StatsView {
  const changes = columns.names.map((at) => ({ at, created: 0, changed: 0, deleted: 0, conflicts: 0 }));
  for (const { at, kind, amount } of activity.changes) {
    const column = changes[columns.indexOf(Date.parse(at))];
    if (column) column[kind] += amount;
  }
  for (const at of activity.conflicts) {
    const column = changes[columns.indexOf(Date.parse(at))];
    if (column) column.conflicts += 1;
  }
  const runs = activity.runs.filter(({ startedAt }) => columns.indexOf(Date.parse(startedAt)) >= 0);
  return {
    step,
    changes,
    changesToday: activity.changes
      .filter(({ at }) => today.indexOf(Date.parse(at)) === 0)
      .reduce((sum, { amount }) => sum + amount, 0),
    runs: {
      ...{ total: runs.length, states: countStates(runs), quiet: runs.filter(({ isQuiet }) => isQuiet).length },
      durationMs: durations(runs),
    },
    hours: hoursOf(runs, activity.profiles, clock),
    timeline: runs
      .filter(({ isQuiet }) => !isQuiet)
      .slice(0, mostShown)
      .map((run) => viewGlance(run, activity.profiles)),
    delay: medianDelay(activity.deliveries),
  };
}

function countStates(runs: readonly RunGlance[]): Partial<Record<RunState, number>> {
  const states: Partial<Record<RunState, number>> = {};
  for (const { state } of runs) states[state] = (states[state] ?? 0) + 1;
  return states;
}

/** Half of the runs took at most as long as the median, and nineteen of twenty as `slow`. */
function durations(runs: readonly RunGlance[]): StatsView['runs']['durationMs'] {
  const ended = runs.filter(({ state }) => state !== 'running');
  const ordered = ended.map(({ durationMs }) => durationMs).sort((a, b) => a - b);
  const median = percentile(ordered, 0.5);
  const slow = percentile(ordered, 0.95);
  return median === null || slow === null ? null : { median, slow };
}

function hoursOf(
  runs: readonly RunGlance[],
  profiles: Activity['profiles'],
  clock: Frame['clock'],
): StatsView['hours'] {
  const rows = new Map<string, { readonly runs: number[]; readonly changes: number[] }>();
  for (const { profile, startedAt, changes } of runs) {
    const row = rows.get(profile) ?? { runs: new Array(24).fill(0), changes: new Array(24).fill(0) };
    rows.set(profile, row);
    const { hour } = clock(Date.parse(startedAt));
    row.runs[hour] = (row.runs[hour] ?? 0) + 1;
    row.changes[hour] = (row.changes[hour] ?? 0) + changes;
  }
  return [...rows]
    .map(([profile, row]) => ({ profile: profiles.get(profile) ?? '', ...row }))
    .sort((a, b) => a.profile.localeCompare(b.profile));
}

function viewGlance({ id, profile, ...run }: RunGlance, profiles: Activity['profiles']): RunGlanceView {
  const { state, startedAt, durationMs, changes, problems } = run;
  return { run: id, profile: profiles.get(profile) ?? '', state, startedAt, durationMs, changes, problems };
}

function medianDelay(deliveries: Activity['deliveries']): StatsView['delay'] {
  const delays = deliveries
    .flatMap(({ at, arrivedAt }) => (arrivedAt === null ? [] : [Date.parse(arrivedAt) - Date.parse(at)]))
    .sort((a, b) => a - b);
  const middle = (delays.length - 1) / 2;
  const low = delays[Math.floor(middle)];
  const high = delays[Math.ceil(middle)];
  return low === undefined || high === undefined ? null : { medianMs: (low + high) / 2, edits: delays.length };
}
