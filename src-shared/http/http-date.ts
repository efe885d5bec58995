/** Milliseconds since 1970 of an HTTP date (RFC 9110, 5.6.7), or null. */
export function httpDate(value: string | undefined): number | null {
  if (value === undefined || !/^(mon|tue|wed|thu|fri|sat|sun)/i.test(value.trim())) return null;
  // The old asctime form carries no zone, and all three are GMT.
  const text = /GMT|UTC|[+-]\d{4}$/i.test(value) ? value : `${value} GMT`;
  const time = Date.parse(text);
  return Number.isNaN(time) ? null : time;
}
