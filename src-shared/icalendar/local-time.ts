/**
 * Wall-clock times as text, `2026-03-01T09:30:00`, and as milliseconds "as if it were UTC". Counting in the latter is
 * plain arithmetic; only a Zone turns one into a real instant.
 */

export function wallMs(text: string): number {
  return Date.parse(`${text}Z`);
}

export function wallText(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19);
}

/** How far a zone is ahead of UTC, in milliseconds, at an instant (milliseconds since 1970). */
export interface Zone {
  /** IANA name, if the zone is one that everybody knows; null: defined by the calendar object alone. */
  readonly iana: string | null;
  offsetAt(instant: number): number;
}

export function toWall(zone: Zone, instant: number): number {
  return instant + zone.offsetAt(instant);
}

const day = 86_400_000;

/**
 * RFC 5545, 3.3.5: a wall-clock time that comes twice (clocks set back) is the first of the two; one that never comes
 * (clocks set forward) is counted with the offset from before the gap.
 */
export function toInstant(zone: Zone, wall: number): number {
  const before = wall - zone.offsetAt(wall - day);
  if (toWall(zone, before) === wall) return before;
  const after = wall - zone.offsetAt(wall + day);
  return toWall(zone, after) === wall ? after : before;
}
