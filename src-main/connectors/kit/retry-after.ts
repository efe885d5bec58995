import { httpDate } from '../../../src-shared/http/http-date.ts';
import type { HttpResponse } from '../../../src-shared/ports/ports.ts';
import { readAllowance } from './rate-limit-headers.ts';

/**
 * Milliseconds that a service asked us to wait, from its `Retry-After` header (RFC 9110, 10.2.3): either seconds, or an
 * HTTP date. A date is the server's, so it is compared with the `Date` header of the same answer and only without one
 * with our own clock (S27). A date in the past is 0; null: no header, or nothing that can be understood.
 */
export function retryAfterMs(headers: Readonly<Record<string, string>>, now: number): number | null {
  const value = headers['retry-after']?.trim();
  if (value === undefined || value === '') return null;
  if (/^\d+(\.\d+)?$/.test(value)) return Math.ceil(Number(value) * 1000);
  const until = httpDate(value);
  if (until === null) return null;
  return Math.max(0, until - (httpDate(headers['date']) ?? now));
}

/**
 * Milliseconds that an answer asks everybody to wait; null: it asks for nothing. GitHub says it with 403 as well as with 429
 * (docs.github.com/rest, rate limits), and where the wait is not named, an allowance that is used up names it.
 */
export function pauseOf(answer: Pick<HttpResponse, 'status' | 'headers'>, now: number): number | null {
  const { status, headers } = answer;
  if (status === 503) return retryAfterMs(headers, now);
  if (status !== 429 && status !== 403) return null;
  const named = retryAfterMs(headers, now);
  if (named !== null) return named;
  const allowance = readAllowance(headers, now);
  return allowance?.remaining === 0 ? allowance.resetMs : null;
}
