import type { When } from '../domain/field.ts';
import type { Endpoint } from '../domain/profile.ts';
import type { Mapped } from './apply-mapping.ts';

/**
 * A date as a service can hold it. Only towards a day: an instant becomes the day it is in the endpoint's time zone, a local
 * time the day it names. The way back never guesses a time (providers.md, trap 1).
 */
export function convertWhen(when: When, allowed: readonly When['kind'][] | undefined, endpoint: Endpoint): Mapped {
  if (!allowed || allowed.includes(when.kind)) return { ok: true, value: when };
  if (allowed.includes('date') && when.kind !== 'date') {
    const date = when.kind === 'local' ? when.at.slice(0, 10) : dayIn(when.at, endpoint.timeZone);
    return { ok: true, value: { kind: 'date', date } };
  }
  return { ok: false, reason: 'invalid-value', message: `${endpoint.name} cannot hold a ${words[when.kind]}.` };
}

const words = { date: 'day without a time', local: 'time without a time zone', instant: 'point in time' } as const;

/** @param at RFC 3339 instant @returns 2026-03-01 as seen in the zone */
function dayIn(at: string, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    Date.parse(at),
  );
}
