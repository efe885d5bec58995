import type { When } from '../domain/field.ts';
import type { Endpoint } from '../domain/profile.ts';
import { dayOf } from '../filter/days.ts';
import type { Mapped } from './apply-mapping.ts';

/**
 * A date as a service can hold it. Only towards a day: an instant becomes the day it is in the endpoint's time zone, a local
 * time the day it names. The way back never guesses a time (providers.md, trap 1).
 */
export function convertWhen(when: When, allowed: readonly When['kind'][] | undefined, endpoint: Endpoint): Mapped {
  if (!allowed || allowed.includes(when.kind)) return { ok: true, value: when };
  if (allowed.includes('date') && when.kind !== 'date') {
    return { ok: true, value: { kind: 'date', date: dayOf(when, endpoint.timeZone) } };
  }
  return { ok: false, reason: 'invalid-value', message: `${endpoint.name} cannot hold a ${words[when.kind]}.` };
}

const words = { date: 'day without a time', local: 'time without a time zone', instant: 'point in time' } as const;
