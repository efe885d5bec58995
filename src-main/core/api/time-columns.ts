/** Hours and days as they are on the wall: a day may have 23 or 25 hours, and a zone may be 45 minutes off. Pure. */

const hourMs = 3_600_000;

export interface WallClock {
  /** `2026-03-29` */
  readonly day: string;
  /** 0 to 23 */
  readonly hour: number;
  readonly minute: number;
}

/** Reads instants in one zone. Answers are remembered by the quarter of an hour, at which every zone changes its offset. */
export function wallClockIn(timeZone: string): (at: number) => WallClock {
  const format = new Intl.DateTimeFormat('en-CA', {
    ...{ timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit' },
    minute: '2-digit',
  });
  const known = new Map<number, WallClock>();
  return (at) => {
    const quarter = Math.floor(at / 900_000);
    const found = known.get(quarter);
    if (found) return found;
    const parts = Object.fromEntries(format.formatToParts(quarter * 900_000).map(({ type, value }) => [type, value]));
    const { year, month, day, hour, minute } = parts;
    const read: WallClock = { day: `${year}-${month}-${day}`, hour: Number(hour), minute: Number(minute) };
    known.set(quarter, read);
    return read;
  };
}

/** Columns of a chart: their names, oldest first, and in which one an instant falls; -1: before the first. */
export interface Columns {
  readonly names: readonly string[];
  readonly indexOf: (at: number) => number;
  /** Nothing before this instant is in any of them. */
  readonly since: number;
}

/** The last 24 hours, each beginning with the hour on the wall. */
export function hourColumns(now: number, clock: (at: number) => WallClock): Columns {
  // The clock reads whole quarters.
  const last = now - (now % 900_000) - clock(now).minute * 60_000;
  const since = last - 23 * hourMs;
  const names = Array.from({ length: 24 }, (_, column) => new Date(since + column * hourMs).toISOString());
  return { names, since, indexOf: (at) => Math.max(-1, Math.min(23, Math.floor((at - since) / hourMs))) };
}

/** So many days up to today. */
export function dayColumns(now: number, days: number, clock: (at: number) => WallClock): Columns {
  const today = Date.parse(`${clock(now).day}T00:00:00Z`);
  const names = Array.from({ length: days }, (_, column) =>
    new Date(today - (days - 1 - column) * 24 * hourMs).toISOString().slice(0, 10),
  );
  const columns = new Map(names.map((name, column) => [name, column]));
  return {
    names,
    // The furthest zones are 14 hours from UTC.
    since: today - (days - 1) * 24 * hourMs - 14 * hourMs,
    indexOf: (at) => columns.get(clock(at).day) ?? -1,
  };
}
