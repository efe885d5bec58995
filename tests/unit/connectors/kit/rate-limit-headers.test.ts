import { describe, expect, it } from 'vitest';
import { readAllowance } from '../../../../src-main/connectors/kit/rate-limit-headers.ts';
import { pauseOf } from '../../../../src-main/connectors/kit/retry-after.ts';

const date = 'Tue, 03 Feb 2015 10:00:00 GMT';
const serverNow = Date.parse(date);
const now = serverNow + 3_600_000; // our clock is an hour ahead

describe('what is left', () => {
  it.each([
    ['seconds since 1970, as GitHub', { 'x-ratelimit-reset': String(serverNow / 1000 + 90) }, 90_000],
    ['an ISO date, as Atlassian', { 'x-ratelimit-reset': '2015-02-03T10:01:30Z' }, 90_000],
    ['seconds from now', { 'x-ratelimit-reset': '90' }, 90_000],
    ['a moment that is over', { 'x-ratelimit-reset': String(serverNow / 1000 - 5) }, 0],
  ])("resets by %s, on the server's clock", (_, reset, resetMs) => {
    const headers = { date, 'x-ratelimit-limit': '5000', 'x-ratelimit-remaining': '42', ...reset };
    expect(readAllowance(headers, now)).toEqual({ limit: 5000, remaining: 42, resetMs });
  });

  it('is read from the structured field, with the limit of its policy', () => {
    const headers = { ratelimit: '"default";r=50;t=30', 'ratelimit-policy': '"other";q=9;w=1,"default";q=100;w=60' };
    expect(readAllowance(headers, now)).toEqual({ limit: 100, remaining: 50, resetMs: 30_000 });
  });

  it('is read from the older form', () => {
    expect(readAllowance({ ratelimit: 'limit=100, remaining=0, reset=7' }, now)).toEqual({
      limit: 100,
      remaining: 0,
      resetMs: 7_000,
    });
  });

  it('is the tightest of several', () => {
    const headers = {
      ratelimit: '"a";r=50;t=30, "b";r=3;t=9',
      'x-ratelimit-remaining': '10',
      'x-ratelimit-reset': '5',
    };
    expect(readAllowance(headers, now)).toEqual({ limit: null, remaining: 3, resetMs: 9_000 });
  });

  it.each([
    [{}],
    [{ 'x-ratelimit-remaining': '5' }],
    [{ 'x-ratelimit-remaining': 'many', 'x-ratelimit-reset': '5' }],
    [{ 'x-ratelimit-remaining': '5', 'x-ratelimit-reset': 'soon' }],
    [{ ratelimit: 'nonsense' }],
  ])('is not guessed from %j', (headers) => {
    expect(readAllowance(headers, now)).toBeNull();
  });
});

describe('a pause', () => {
  it.each([
    [429, { 'retry-after': '7' }, 7_000],
    [503, { 'retry-after': '7' }, 7_000],
    [403, { 'retry-after': '7' }, 7_000],
    [403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '60' }, 60_000],
    [429, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '60' }, 60_000],
    [403, { 'x-ratelimit-remaining': '9', 'x-ratelimit-reset': '60' }, null],
    [403, {}, null],
    [503, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '60' }, null],
    [200, { 'retry-after': '7' }, null],
  ])('%i with %j asks for %s', (status, headers, ms) => {
    expect(pauseOf({ status, headers: headers as Readonly<Record<string, string>> }, now)).toBe(ms);
  });
});
