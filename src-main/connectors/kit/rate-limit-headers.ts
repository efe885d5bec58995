import type { RequestAllowance } from '../../../src-shared/connector/descriptor.ts';
import { httpDate } from '../../../src-shared/http/http-date.ts';

/** What a service says is left of an allowance. */
export type Allowance = RequestAllowance;

type Headers = Readonly<Record<string, string>>;

/**
 * Reads what is left from the headers in use: `RateLimit` as a structured field (draft-ietf-httpapi-ratelimit-headers-08 and
 * later: `"default";r=50;t=30`) and as its 7th draft has it (`limit=100, remaining=50, reset=30`), and the triples
 * `RateLimit-…` and `X-RateLimit-…`. Of several the tightest. Null: nothing is said, or nothing that can be understood.
 */
export function readAllowance(headers: Headers, now: number): Allowance | null {
  const structured = headers['ratelimit'] ?? headers['beta-ratelimit'];
  const policy = headers['ratelimit-policy'] ?? headers['beta-ratelimit-policy'] ?? '';
  const found = structured === undefined ? [] : readStructured(structured, policy);
  const triples = ['ratelimit', 'x-ratelimit'].flatMap((prefix) => readTriple(headers, prefix, now) ?? []);
  return [...found, ...triples].reduce<Allowance | null>(tighter, null);
}

function tighter(a: Allowance | null, b: Allowance): Allowance {
  return a === null || b.remaining < a.remaining ? b : a;
}

function readStructured(value: string, policy: string): readonly Allowance[] {
  if (/remaining=/.test(value)) {
    const remaining = number(/remaining=(\d+)/.exec(value)?.[1]);
    const reset = number(/reset=(\d+)/.exec(value)?.[1]);
    if (remaining === null || reset === null) return [];
    return [{ limit: number(/limit=(\d+)/.exec(value)?.[1]), remaining, resetMs: reset * 1000 }];
  }
  return value.split(',').flatMap((member) => {
    const remaining = number(/;\s*r=(\d+)/.exec(member)?.[1]);
    const reset = number(/;\s*t=(\d+)/.exec(member)?.[1]);
    if (remaining === null || reset === null) return [];
    const name = member.split(';')[0]?.trim() ?? '';
    const of = policy.split(',').find((one) => one.split(';')[0]?.trim() === name) ?? '';
    return [{ limit: number(/;\s*q=(\d+)/.exec(of)?.[1]), remaining, resetMs: reset * 1000 }];
  });
}

function readTriple(headers: Headers, prefix: string, now: number): Allowance | null {
  const remaining = number(headers[`${prefix}-remaining`]);
  const resetMs = untilReset(headers[`${prefix}-reset`], headers, now);
  if (remaining === null || resetMs === null) return null;
  return { limit: number(headers[`${prefix}-limit`]), remaining, resetMs };
}

/** Seconds since 1970 are above this, seconds from now are below. */
const epochSeconds = 1_000_000_000;

/**
 * GitHub writes seconds since 1970, Atlassian an ISO date, others seconds from now. Moments are the server's, so they are
 * compared with its own `Date` (S27).
 */
function untilReset(value: string | undefined, headers: Headers, now: number): number | null {
  if (value === undefined) return null;
  const text = value.trim();
  const seconds = number(text);
  if (seconds !== null && seconds < epochSeconds) return seconds * 1000;
  const moment = seconds === null ? Date.parse(text) : seconds * 1000;
  if (Number.isNaN(moment)) return null;
  return Math.max(0, moment - (httpDate(headers['date']) ?? now));
}

function number(text: string | undefined): number | null {
  return text !== undefined && /^\s*\d+(\.\d+)?\s*$/.test(text) ? Number(text) : null;
}
