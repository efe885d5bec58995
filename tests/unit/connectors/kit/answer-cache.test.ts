import { describe, expect, it } from 'vitest';
import { createAnswerCache, type Question } from '../../../../src-main/connectors/kit/answer-cache.ts';
import { clientOver, jsonReply, reply, scriptedHttp } from './scripted-http.ts';

const question: Question = { url: 'https://tracker.example.org/issues', headers: { authorization: 'Bearer one' } };
const text = (response: { readonly body: Uint8Array }) => new TextDecoder().decode(response.body);

describe('the cache', () => {
  it('gives the kept answer for a 304, with the headers that are new', () => {
    const cache = createAnswerCache();
    cache.resolve(question, reply(200, { etag: '"a"', date: 'old', 'content-type': 'text/plain' }, 'hello'));
    expect(cache.condition(question)).toEqual({ 'if-none-match': '"a"' });
    const { response, isCached } = cache.resolve(question, reply(304, { date: 'new', 'content-length': '0' }));
    expect(isCached).toBe(true);
    expect(text(response)).toBe('hello');
    expect(response.status).toBe(200);
    expect(response.headers).toEqual({ etag: '"a"', date: 'new', 'content-type': 'text/plain' });
  });

  it.each([
    ['another account', { ...question, headers: { authorization: 'Bearer two' } }],
    ['another form', { ...question, headers: { ...question.headers, accept: 'text/html' } }],
    ['another address', { ...question, url: `${question.url}?page=2` }],
  ])('knows nothing of %s', (_, other) => {
    const cache = createAnswerCache();
    cache.resolve(question, reply(200, { etag: '"a"' }, 'hello'));
    expect(cache.condition(other)).toEqual({});
  });

  it.each([
    ['the record is gone', reply(404)],
    ['the new answer has no ETag', reply(200, {}, 'new')],
    ['the new answer is not to be stored', reply(200, { etag: '"b"', 'cache-control': 'no-store' }, 'new')],
  ])('forgets when %s', (_, response) => {
    const cache = createAnswerCache();
    cache.resolve(question, reply(200, { etag: '"a"' }, 'hello'));
    cache.resolve(question, response);
    expect(cache.condition(question)).toEqual({});
  });

  it.each([429, 503])('keeps what it has after a %i', (status) => {
    const cache = createAnswerCache();
    cache.resolve(question, reply(200, { etag: '"a"' }, 'hello'));
    cache.resolve(question, reply(status));
    expect(cache.condition(question)).toEqual({ 'if-none-match': '"a"' });
  });

  it('stays within its bytes, and drops what was not used for longest', () => {
    const cache = createAnswerCache(10_000);
    const at = (index: number): Question => ({ ...question, url: `https://tracker.example.org/${index}` });
    for (let index = 0; index < 100; index++) {
      cache.resolve(at(index), reply(200, { etag: `"${index}"` }, 'x'.repeat(1_000)));
      cache.resolve(at(0), reply(304));
    }
    const known = Array.from({ length: 100 }, (_, index) => index).filter(
      (index) => Object.keys(cache.condition(at(index))).length > 0,
    );
    expect(known).toHaveLength(9);
    expect(known).toContain(0);
    expect(known).toContain(99);
  });

  it('does not keep an answer that would push out the others', () => {
    const cache = createAnswerCache(10_000);
    cache.resolve(question, reply(200, { etag: '"a"' }, 'x'.repeat(5_000)));
    expect(cache.condition(question)).toEqual({});
  });
});

describe('a client that uses ETags', () => {
  it('asks again each time, and reads the kept answer when nothing changed', async () => {
    const http = scriptedHttp(
      jsonReply(200, { title: 'One' }, { etag: '"1"' }),
      reply(304),
      jsonReply(200, { title: 'Two' }),
    );
    const { client } = clientOver(http, { usesEtags: true });
    const titles: unknown[] = [];
    for (let asked = 0; asked < 3; asked++) titles.push((await client.send({ method: 'GET', path: 'issues' })).json());
    expect(titles).toEqual([{ title: 'One' }, { title: 'One' }, { title: 'Two' }]);
    expect(http.requests.map(({ headers }) => headers['if-none-match'])).toEqual([undefined, '"1"', '"1"']);
  });

  it('leaves other methods and streams alone', async () => {
    const http = scriptedHttp(reply(200, { etag: '"1"' }, 'x'));
    const { client } = clientOver(http, { usesEtags: true });
    await client.send({ method: 'GET', path: 'issues' });
    await client.send({ method: 'PUT', path: 'issues' });
    await client.send({ method: 'GET', path: 'issues', asStream: true });
    expect(http.requests.slice(1).map(({ headers }) => headers['if-none-match'])).toEqual([undefined, undefined]);
  });

  it('shows a 304 that nobody asked for as what it is', async () => {
    const { client } = clientOver(scriptedHttp(reply(304)), { usesEtags: true });
    await expect(client.send({ method: 'GET', path: '' })).rejects.toMatchObject({ code: 'invalid-response' });
  });

  it('is off unless asked for', async () => {
    const http = scriptedHttp(reply(200, { etag: '"1"' }, 'x'));
    const { client } = clientOver(http);
    await client.send({ method: 'GET', path: '' });
    await client.send({ method: 'GET', path: '' });
    expect(http.requests[1]?.headers).not.toHaveProperty('if-none-match');
  });
});
