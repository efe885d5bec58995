import { describeActivity } from '../../src-main/core/api/describe-activity.ts';
import { dayColumns, hourColumns, wallClockIn } from '../../src-main/core/api/time-columns.ts';
import type { StatsView } from '../../src-shared/api/views.ts';
import type { SampleData } from './sample-data.ts';

const days = { day: 1, week: 7, month: 30, quarter: 90 } as const;
const dayMs = 86_400_000;

/** What the dashboard shows of the sample's runs, with edits as a team makes them: by day, and little at weekends. */
export function sampleStats(
  data: SampleData,
  { range, profile }: { readonly range: keyof typeof days; readonly profile?: string | undefined },
  now: number,
): StatsView {
  const clock = wallClockIn(Intl.DateTimeFormat().resolvedOptions().timeZone);
  const columns = range === 'day' ? hourColumns(now, clock) : dayColumns(now, days[range], clock);
  const runs = data.runs.filter((run) => profile === undefined || run.profile === profile);
  return describeActivity(
    {
      changes: data.tasks.length === 0 ? [] : sampleChanges(days[range], now),
      conflicts: data.conflicts.map(({ since }) => since),
      runs: runs.map(({ run, profile: name, startedAt, state, durationMs, tasks, problems }) => {
        const changes = tasks.created + tasks.updated + tasks.deleted;
        const isQuiet = state === 'done' && changes === 0;
        return { id: run, profile: name, startedAt, state, durationMs, changes, problems: problems.length, isQuiet };
      }),
      deliveries: [12, 31, 38, 44, 95].map((seconds) => ({
        at: new Date(now - dayMs).toISOString(),
        arrivedAt: new Date(now - dayMs + seconds * 1000).toISOString(),
      })),
      profiles: new Map(data.profiles.map(({ name }) => [name, name])),
    },
    { step: range === 'day' ? 'hour' : 'day', columns, today: dayColumns(now, 1, clock), clock },
  );
}

function sampleChanges(count: number, now: number) {
  const hours = Array.from({ length: count * 24 }, (_, hour) => now - hour * 3_600_000);
  return hours.flatMap((time) => {
    const at = new Date(time);
    const isQuiet = at.getDay() % 6 === 0 || at.getHours() < 7 || at.getHours() > 19;
    const busy = isQuiet ? 0 : ((at.getDate() * 7 + at.getHours() * 3) % 11) + 1;
    return (['created', 'changed', 'deleted'] as const).map((kind, rank) => ({
      at: at.toISOString(),
      kind,
      amount: Math.floor(busy / (rank * 2 + 1) / 2),
    }));
  });
}
