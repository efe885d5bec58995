import ICAL from 'ical.js';
import type { When } from '../domain/field.ts';
import type { ContentLine } from './content-line.ts';
import { brokenIcs } from './content-line.ts';
import { ianaZone } from './iana-zone.ts';
import type { Zone } from './local-time.ts';
import { toInstant, toWall, wallMs, wallText } from './local-time.ts';
import { readParam } from './params.ts';
import type { Zones } from './todo.ts';

/** UTC as a zone, for instants that are written without one. */
const utc: Zone = { iana: null, offsetAt: () => 0 };

/** A DATE, a floating DATE-TIME, one in UTC or one with TZID (RFC 5545, 3.3.4 and 3.3.5). Throws `invalid-response`. */
export function readWhen(line: ContentLine, zones: Zones): When {
  const match = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z)?)?$/i.exec(line.value.trim());
  if (match === null) throw brokenDate();
  const [, year, month, day, hour, minute, second, zulu] = match;
  const date = `${year}-${month}-${day}`;
  checkDate(date);
  if (hour === undefined) return { kind: 'date', date };
  // A leap second, :60, is one second after :59.
  const wall = wallMs(`${date}T${hour}:${minute}:00`) + Number(second) * 1000;
  if (Number.isNaN(wall) || Number(second) > 60) throw brokenDate();
  if (zulu !== undefined) return { kind: 'instant', at: instantText(wall) };
  const tzid = readParam(line.params, 'TZID');
  if (tzid === null) return { kind: 'local', at: wallText(wall) };
  const zone = zones.of(tzid);
  return instantIn(zone, toInstant(zone, wall));
}

function instantIn(zone: Zone, instant: number): When {
  const at = instantText(instant);
  return zone.iana === null ? { kind: 'instant', at } : { kind: 'instant', at, zone: zone.iana };
}

function instantText(instant: number): string {
  return `${wallText(instant)}Z`;
}

/** `Date` takes the 31st of February for the 3rd of March; we do not. */
function checkDate(date: string): void {
  const wall = wallMs(`${date}T00:00:00`);
  if (Number.isNaN(wall) || wallText(wall).slice(0, 10) !== date) throw brokenDate();
}

function brokenDate(): Error {
  return brokenIcs('has a date that does not exist');
}

/** Value and parameters of a date property. */
export interface WrittenWhen {
  readonly value: string;
  readonly params: { readonly VALUE: string | null; readonly TZID: string | null };
}

/**
 * @param current the line that is replaced: an instant without a zone of its own stays in that line's zone
 */
export function writeWhen(when: When, current: ContentLine | undefined, zones: Zones): WrittenWhen {
  if (when.kind === 'date') {
    return { value: when.date.replaceAll('-', ''), params: { VALUE: 'DATE', TZID: null } };
  }
  if (when.kind === 'local') return { value: compact(when.at), params: { VALUE: null, TZID: null } };
  const instant = Date.parse(when.at);
  const tzid = tzidFor(when.zone, current, zones);
  if (tzid !== undefined) {
    const zone = zones.of(tzid);
    const wall = toWall(zone, instant);
    // The second of two equal wall-clock times (clocks set back) cannot be said with a TZID.
    if (toInstant(zone, wall) === instant)
      return { value: compact(wallText(wall)), params: { VALUE: null, TZID: tzid } };
  }
  return { value: `${compact(wallText(instant))}Z`, params: { VALUE: null, TZID: null } };
}

/** A zone can only be named where the object defines it. */
function tzidFor(zone: string | undefined, current: ContentLine | undefined, zones: Zones): string | undefined {
  const now = current === undefined ? null : readParam(current.params, 'TZID');
  if (now !== null && zones.defined.includes(now) && (zone === undefined || isZone(now, zone))) return now;
  return zone === undefined ? undefined : zones.defined.find((tzid) => isZone(tzid, zone));
}

function isZone(tzid: string, name: string): boolean {
  return tzid === name || ianaZone(tzid)?.iana === name;
}

function compact(text: string): string {
  return text.replaceAll(/[-:]/g, '');
}

/** DTSTART plus DURATION: days are counted on the calendar, hours on the clock (RFC 5545, 3.3.6). */
export function addDuration(start: ContentLine, duration: ContentLine, zones: Zones): When {
  const when = readWhen(start, zones);
  const { weeks, days, hours, minutes, seconds, isNegative } = readDuration(duration.value);
  const sign = isNegative ? -1 : 1;
  const calendar = sign * (weeks * 7 + days) * 86_400_000;
  const clock = sign * ((hours * 60 + minutes) * 60 + seconds) * 1000;
  if (when.kind === 'date') {
    return { kind: 'date', date: wallText(wallMs(`${when.date}T00:00:00`) + calendar + clock).slice(0, 10) };
  }
  if (when.kind === 'local') return { kind: 'local', at: wallText(wallMs(when.at) + calendar + clock) };
  const zone = zoneOfLine(start, zones);
  return instantIn(zone, toInstant(zone, toWall(zone, Date.parse(when.at)) + calendar) + clock);
}

function readDuration(value: string): ICAL.Duration {
  try {
    return ICAL.Duration.fromString(value.trim().toUpperCase());
  } catch {
    throw brokenIcs('has a duration that cannot be understood');
  }
}

function zoneOfLine(line: ContentLine, zones: Zones): Zone {
  const tzid = readParam(line.params, 'TZID');
  return tzid === null ? utc : zones.of(tzid);
}

/** The last second of a day for what ends, the first for what begins. */
export type Edge = 'begin' | 'end';

/**
 * The same moment in the kind of another date: RFC 5545 wants DTSTART and DUE to be of one kind (3.8.2.3). A day becomes
 * its first or last second; an instant becomes wall-clock time in its own zone, a wall-clock time an instant in the zone
 * of the other.
 *
 * @param model the line whose kind is taken over
 */
export function bend(when: When, model: ContentLine, edge: Edge, zones: Zones): When {
  const kind = readWhen(model, zones).kind;
  if (when.kind === kind) return when;
  const wall = wallOf(when, edge);
  if (kind === 'date') return { kind, date: wallText(wall).slice(0, 10) };
  if (kind === 'local') return { kind, at: wallText(wall) };
  const zone = zoneOfLine(model, zones);
  return instantIn(zone, toInstant(zone, wall));
}

function wallOf(when: When, edge: Edge): number {
  if (when.kind === 'date') return wallMs(`${when.date}T${edge === 'begin' ? '00:00:00' : '23:59:59'}`);
  if (when.kind === 'local') return wallMs(when.at);
  return toWall((when.zone === undefined ? null : ianaZone(when.zone)) ?? utc, Date.parse(when.at));
}
