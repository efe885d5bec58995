import { describe, expect, it } from 'vitest';
import { createTrelloHttp } from '../../../../src-main/connectors/trello/trello-http.ts';
import type { HttpResponse } from '../../../../src-shared/ports/ports.ts';
import { createFakeClock } from '../../../fakes/fake-clock.ts';

const request = { method: 'GET', url: 'https://api.example.org/1/cards/1', headers: {} };
const answerTo = async (status: number, words: string, headers: Record<string, string> = {}): Promise<HttpResponse> => {
  const response = { status, headers, body: new TextEncoder().encode(words) };
  return createTrelloHttp({ send: async () => response }, createFakeClock()).send(request);
};

describe('what Trello says, in the usual words', () => {
  it.each([
    ['not signed in', 401, 'invalid token', 401],
    ['not signed in any more', 401, 'expired token', 401],
    ['not allowed to', 401, 'unauthorized card permission requested', 403],
    ['not allowed to, either', 401, '{"message":"unauthorized permission requested"}', 403],
    ['no such thing', 404, 'The requested resource was not found.', 404],
    ['nothing that could have an id', 400, 'invalid id', 404],
    ['too much at once', 403, '{"error":"API_TOO_MANY_CARDS_REQUESTED","message":""}', 413],
    ['a value that is refused', 400, 'invalid value for idList', 400],
    ['fine', 200, '{"name":"invalid id"}', 200],
  ])('%s: %d %s is %d', async (_, status, words, expected) => {
    expect((await answerTo(status, words)).status).toBe(expected);
  });

  it('a limit holds for ten seconds, that of members for fifteen minutes, and what it says itself counts more', async () => {
    const token = '{"error":"API_TOKEN_LIMIT_EXCEEDED","message":"Rate limit exceeded"}';
    const member = '{"error":"RATE_LIMIT_EXCEEDED","message":"Exceeded rate limit to /1/member"}';
    expect((await answerTo(429, token)).headers['retry-after']).toBe('10');
    expect((await answerTo(429, member)).headers['retry-after']).toBe('900');
    expect((await answerTo(429, token, { 'retry-after': '3' })).headers['retry-after']).toBe('3');
  });
});
