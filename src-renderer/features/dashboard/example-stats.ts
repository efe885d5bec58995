import type { StatsView } from '../../../src-shared/api/views.ts';

/** What the page could look like, before there is anything to show: never mistaken for numbers of the reader's own. Pure. */
export function exampleStats(now: number): StatsView {
  const heights = [6, 14, 22, 17, 9, 2, 12];
  const changes = heights.map((height, index) => ({
    at: new Date(now - (heights.length - 1 - index) * 86_400_000).toISOString().slice(0, 10),
    created: Math.round(height / 3),
    changed: Math.round(height / 2),
    deleted: Math.round(height / 8),
    conflicts: index === 2 ? 2 : 0,
  }));
  return {
    step: 'day',
    changes,
    changesToday: 9,
    runs: { total: 0, states: {}, quiet: 0, durationMs: null },
    hours: [],
    timeline: [],
    delay: null,
  };
}
