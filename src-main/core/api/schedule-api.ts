import type { ApiContext, Handlers } from './api-context.ts';

export function scheduleHandlers({ options }: ApiContext): Handlers<'schedule.next'> {
  return {
    'schedule.next': async ({ schedule, count = 5 }) => {
      const { timeZone, ports } = options;
      if (schedule === 'manual') return { times: [], timeZone };
      // Loaded when needed: a run has no use for it.
      const { nextRuns } = await import('../scheduler/next-run.ts');
      const times = nextRuns(schedule, ports.clock.now(), timeZone, count);
      return { times: times.map((time) => new Date(time).toISOString()), timeZone };
    },
  };
}
