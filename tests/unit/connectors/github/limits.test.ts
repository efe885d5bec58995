import { describe, expect, test } from 'vitest';
import { asRateLimit } from '../../../../src-main/connectors/github/limits.ts';
import type { HttpResponse } from '../../../../src-shared/ports/ports.ts';

const now = Date.UTC(2026, 2, 1, 9);
const date = new Date(now).toUTCString();
const said = (status: number, headers: Record<string, string>, message = ''): HttpResponse => ({
  status,
  headers: { date, ...headers },
  body: new TextEncoder().encode(JSON.stringify({ message })),
});
const used = (seconds: number): Record<string, string> => ({
  'x-ratelimit-remaining': '0',
  'x-ratelimit-reset': String(now / 1_000 + seconds),
});

describe('what GitHub says about its limits', () => {
  test.each([
    ['a plain 403', said(403, {}, 'Resource not accessible by personal access token'), 403, undefined],
    ['a 403 of sign-in for companies', said(403, { 'x-github-sso': 'required' }, 'Resource protected'), 403, undefined],
    ['a 403 with a wait', said(403, { 'retry-after': '9' }), 429, '9'],
    ['a 429 with a wait', said(429, { 'retry-after': '7' }), 429, '7'],
    ['a 403 of an hour that is used up', said(403, used(90), 'API rate limit exceeded'), 429, '90'],
    ['a reset that is over', said(403, used(-5)), 429, '0'],
    ['words only', said(403, {}, 'You have exceeded a secondary rate limit. Please wait.'), 429, '60'],
    ['older words', said(403, {}, 'You have triggered an abuse detection mechanism.'), 429, '60'],
    ['a bare 429', said(429, {}), 429, '60'],
    ['a used-up search', said(403, { ...used(20), 'x-ratelimit-resource': 'search' }), 403, undefined],
    ['a title that speaks of limits', said(422, {}, 'rate limit'), 422, undefined],
  ])('%s', (_, response, status, wait) => {
    const heard = asRateLimit(response, 0);
    expect([heard.status, heard.headers['retry-after']]).toEqual([status, wait]);
  });
});
