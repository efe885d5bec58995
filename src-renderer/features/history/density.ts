import type { RunHourView } from '../../../src-shared/api/views.ts';

export interface Bar extends RunHourView {
  readonly to: string;
  /** 0 to 1: as a share of the fullest. */
  readonly height: number;
}

const hourMs = 3_600_000;
export const shownHours = 48;
/** So that a bar is wide enough to be hit (24 pixels) where the list is narrow. */
export const hoursPerBar = 4;

/** The hour in which the strip begins. */
export function stripStart(now: number): string {
  return new Date((Math.floor(now / hourMs) - shownHours + 1) * hourMs).toISOString();
}

/** Bars of a few hours up to now, also where there was no run. */
export function densityBars(hours: readonly RunHourView[], now: number): readonly Bar[] {
  const start = Date.parse(stripStart(now));
  const barMs = hoursPerBar * hourMs;
  const bars = Array.from({ length: shownHours / hoursPerBar }, (_, index) => {
    const from = new Date(start + index * barMs).toISOString();
    const to = new Date(start + (index + 1) * barMs).toISOString();
    const own = hours.filter((hour) => hour.from >= from && hour.from < to);
    const sum = (of: 'runs' | 'changed' | 'troubled') => own.reduce((all, hour) => all + hour[of], 0);
    return { from, to, runs: sum('runs'), changed: sum('changed'), troubled: sum('troubled') };
  });
  const most = Math.max(1, ...bars.map(({ runs }) => runs));
  return bars.map((bar) => ({ ...bar, height: bar.runs / most }));
}
