import ICAL from 'ical.js';
import type { TaskSyncError } from '../errors.ts';
import { brokenIcs } from './content-line.ts';
import type { Zone } from './local-time.ts';
import { wallMs } from './local-time.ts';

/** From `at` (an instant) on, the zone is `to` ms ahead of UTC; before that it was `from`. */
interface Transition {
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

const zones = new Map<string, Zone>();
const mostZones = 64;
/** Far beyond any real zone, also for dates in the year 9999; a made-up one must not keep us busy for long (SEC-20). */
const mostOnsets = 10_000;
const mostObservances = 200;

/**
 * The zone that a VTIMEZONE describes, for names that only the sending program knows ("W. Europe Standard Time").
 * ical.js reads the component and expands its rules; which offset holds is worked out here, because ical.js 2.2.1 is an
 * hour off on both sides of a change of clocks. Throws `invalid-response` when it cannot be understood.
 */
export function zoneOfVtimezone(text: string): Zone {
  const known = zones.get(text);
  if (known !== undefined) return known;
  const zone = createZone(text);
  if (zones.size >= mostZones) zones.clear();
  zones.set(text, zone);
  return zone;
}

function createZone(text: string): Zone {
  let until = Number.NEGATIVE_INFINITY;
  let transitions: readonly Transition[] = [];
  const offsetAt = (instant: number): number => {
    if (instant >= until) {
      const year = new Date(instant).getUTCFullYear() + 10;
      until = Date.UTC(year, 0, 1);
      transitions = transitionsUntil(text, year);
    }
    const last = transitions.findLast(({ at }) => at <= instant);
    return last === undefined ? (transitions[0]?.from ?? 0) : last.to;
  };
  offsetAt(0);
  if (transitions.length === 0) throw broken();
  return { iana: null, offsetAt };
}

function transitionsUntil(text: string, year: number): readonly Transition[] {
  try {
    const observances = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents();
    if (observances.length > mostObservances) throw broken();
    return observances.flatMap((observance) => onsets(observance, year)).toSorted((a, b) => a.at - b.at);
  } catch {
    // The parser's own message quotes the text, so it is not even kept as a cause.
    throw broken();
  }
}

function onsets(observance: ICAL.Component, year: number): readonly Transition[] {
  const start = observance.getFirstPropertyValue('dtstart');
  const from = offset(observance, 'tzoffsetfrom');
  const to = offset(observance, 'tzoffsetto');
  if (!(start instanceof ICAL.Time)) throw broken();
  const dates = observance.getAllProperties('rdate').flatMap((property) => property.getValues());
  return [start, ...dates, ...repeats(observance, start, from, year)]
    .filter((date) => date instanceof ICAL.Time)
    .map((date) => ({ at: wallMs(date.toString().slice(0, 19)) - from, from, to }));
}

function repeats(observance: ICAL.Component, start: ICAL.Time, from: number, year: number): readonly ICAL.Time[] {
  const rule = observance.getFirstPropertyValue('rrule');
  if (!(rule instanceof ICAL.Recur)) return [];
  if (rule.until !== null && rule.until.zone === ICAL.Timezone.utcTimezone) {
    // UNTIL is in UTC while the onsets are local; the iterator compares them as they stand.
    rule.until.addDuration(ICAL.Duration.fromSeconds(from / 1000));
  }
  if (rule.freq !== 'YEARLY') throw broken();
  const found: ICAL.Time[] = [];
  const iterator = rule.iterator(start);
  for (let next = iterator.next(); next && next.year < year && found.length < mostOnsets; next = iterator.next()) {
    found.push(next.clone());
  }
  return found;
}

function offset(observance: ICAL.Component, name: string): number {
  const value = observance.getFirstPropertyValue(name);
  if (!(value instanceof ICAL.UtcOffset)) throw broken();
  return value.toSeconds() * 1000;
}

function broken(): TaskSyncError {
  return brokenIcs('defines a time zone that cannot be understood');
}
