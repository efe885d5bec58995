import type { RunHourView } from '../../../src-shared/api/views.ts';

export interface Bar extends RunHourView {
  readonly to: string;
  /** 0 to 1: as a share of the fullest. */
  readonly height: number;
}

const hourMs = 3_600_000;
export const shownHours = 48;

/** The hour in which the strip begins. */
export function stripStart(now: number): string {
  return new Date((Math.floor(now / hourMs) - shownHours + 1) * hourMs).toISOString();
}

/** One bar an hour up to now, also for hours without a run. */
export function densityBars(hours: readonly RunHourView[], now: number): readonly Bar[] {
  const known = new Map(hours.map((hour) => [hour.from, hour]));
  const most = Math.max(1, ...hours.map(({ runs }) => runs));
  const start = Date.parse(stripStart(now));
  return Array.from({ length: shownHours }, (_, index) => {
    const from = new Date(start + index * hourMs).toISOString();
    const hour = known.get(from) ?? { from, runs: 0, changed: 0, troubled: 0 };
    return { ...hour, to: new Date(start + (index + 1) * hourMs).toISOString(), height: hour.runs / most };
  });
}
