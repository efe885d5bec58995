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

/** Milliseconds since 1970 of an HTTP date in any of its three spellings, or null. */
export function httpDate(value: string | undefined): number | null {
  if (value === undefined || !/^(mon|tue|wed|thu|fri|sat|sun)/i.test(value.trim())) return null;
  // The old asctime form carries no zone, and all three are GMT.
  const text = /GMT|UTC|[+-]\d{4}$/i.test(value) ? value : `${value} GMT`;
  const time = Date.parse(text);
  return Number.isNaN(time) ? null : time;
}
