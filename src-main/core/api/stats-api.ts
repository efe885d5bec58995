import type { StatsView } from '../../../src-shared/api/views.ts';
import { type ApiContext, type Handlers, requireProfile } from './api-context.ts';
import { describeActivity } from './describe-activity.ts';
import { dayColumns, hourColumns, wallClockIn } from './time-columns.ts';

const days = { week: 7, month: 30, quarter: 90 } as const;
/** Edits whose way is looked at: enough for a median, few enough to be quick. */
const mostEdits = 500;

export function statsHandlers(context: ApiContext): Handlers<'stats.show'> {
  const { options } = context;
  const { store, ports } = options;
  return {
    'stats.show': async ({ range = 'week', profile: name }): Promise<StatsView> => {
      const now = ports.clock.now();
      const clock = wallClockIn(options.timeZone);
      const columns = range === 'day' ? hourColumns(now, clock) : dayColumns(now, days[range], clock);
      const since = new Date(columns.since).toISOString();
      const query = { since, ...(name === undefined ? {} : { profile: (await requireProfile(context, name)).id }) };
      const today = dayColumns(now, 1, clock);
      return describeActivity(
        {
          changes: await store.stats.changes({ ...query, since: earlier(since, today.since) }),
          conflicts: await store.stats.conflicts(query),
          runs: await store.stats.runs(query),
          deliveries: await store.stats.deliveries(query, mostEdits),
          profiles: new Map((await store.profiles.list()).map(({ id, name: named }) => [id, named])),
        },
        { step: range === 'day' ? 'hour' : 'day', columns, today, clock },
      );
    },
  };
}

function earlier(since: string, other: number): string {
  return new Date(Math.min(Date.parse(since), other)).toISOString();
}
