import { httpDate } from '../../../src-shared/http/http-date.ts';

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
