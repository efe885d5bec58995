import type { Zone } from './local-time.ts';
import { wallMs } from './local-time.ts';

const zones = new Map<string, Zone | null>();
const mostZones = 1_000;

/**
 * The zone of a TZID, if it is an IANA name or ends in one: libical writes `/freeassociation.sourceforge.net/Europe/Berlin`,
 * Mozilla `/mozilla.org/20070129_1/Europe/Berlin`. For these the platform's own rules are used rather than the VTIMEZONE
 * beside them, as other clients do: copies in calendar objects are often cut down or years old.
 */
export function ianaZone(tzid: string): Zone | null {
  const known = zones.get(tzid);
  if (known !== undefined) return known;
  const zone = findZone(tzid);
  if (zones.size < mostZones) zones.set(tzid, zone);
  return zone;
}

function findZone(tzid: string): Zone | null {
  const parts = tzid.split('/').filter((part) => part !== '');
  const most = tzid.startsWith('/') ? Math.min(3, parts.length) : parts.length;
  for (let count = most; count >= 1; count--) {
    const zone = createZone(parts.slice(parts.length - count).join('/'));
    if (zone !== null || !tzid.startsWith('/')) return zone;
  }
  return null;
}

function createZone(name: string): Zone | null {
  // Intl also takes offsets such as +01:00, which are no names.
  if (!/^[A-Za-z][\w+-]*(\/[\w+-]+){0,2}$/.test(name)) return null;
  const format = formatFor(name);
  return format === null
    ? null
    : { iana: name, offsetAt: (instant) => wallMs(wallAt(format, instant)) - floor(instant) };
}

function formatFor(timeZone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
  } catch {
    return null;
  }
}

/** The format's own text is `03/01/2026, 09:30:00`; taking it apart is many times faster than `formatToParts`. */
function wallAt(format: Intl.DateTimeFormat, instant: number): string {
  const [date = '', time = ''] = format.format(instant).split(', ');
  const [month = '', dayOfMonth = '', year = ''] = date.split('/');
  return `${year.padStart(4, '0')}-${month}-${dayOfMonth}T${time}`;
}

function floor(instant: number): number {
  return Math.floor(instant / 1000) * 1000;
}
