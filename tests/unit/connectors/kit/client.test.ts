import { describe, expect, it } from 'vitest';
import { TaskSyncError } from '../../../../src-shared/errors.ts';
import type { Reply } from './scripted-http.ts';
import { clientOver, jsonReply, reply, scriptedHttp, secret } from './scripted-http.ts';

const lost = new TaskSyncError('unavailable', 'Cannot reach tasks.example.org.', { applied: 'unknown' });
const refused = new TaskSyncError('unavailable', 'Cannot reach tasks.example.org.', { applied: 'no' });
const reads = ['GET', 'HEAD', 'OPTIONS', 'PROPFIND', 'REPORT'];
const writes = ['POST', 'PUT', 'PATCH', 'DELETE', 'MKCALENDAR', 'PROPPATCH', 'MOVE'];

async function failure(what: Promise<unknown>): Promise<TaskSyncError> {
  const error = await what.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof TaskSyncError)) throw new Error('expected a TaskSyncError', { cause: error });
  expect(`${error.message} ${JSON.stringify(error.facts)}`).not.toContain(secret);
  return error;
}

describe('addresses', () => {
  it.each([
    ['issues.json', 'https://tasks.example.org/redmine/issues.json'],
    ['/ada/home/', 'https://tasks.example.org/ada/home/'],
    ['https://tasks.example.org/x', 'https://tasks.example.org/x'],
    ['', 'https://tasks.example.org/redmine/'],
  ])('resolves %j below the base', async (path, expected) => {
    const { client, http } = clientOver(scriptedHttp(reply(200)));
    await client.send({ method: 'GET', path });
    expect(http.requests[0]?.url).toBe(expected);
  });

  it('adds the query and leaves out what is undefined', async () => {
    const { client, http } = clientOver(scriptedHttp(reply(200)));
    await client.send({ method: 'GET', path: 'issues.json', query: { limit: 100, name: 'a&b c', page: undefined } });
    expect(http.requests[0]?.url).toBe('https://tasks.example.org/redmine/issues.json?limit=100&name=a%26b+c');
  });

  it.each([
    'https://elsewhere.example.org/x',
    '//elsewhere.example.org/x',
    'http://tasks.example.org/x',
    'https://tasks.example.org:8443/x',
    'https://tasks.example.org@elsewhere.example.org/x',
    'file:///etc/passwd',
    'http://[',
  ])('sends nothing to %s', async (path) => {
    const { client, http } = clientOver(scriptedHttp(reply(200)));
    expect((await failure(client.send({ method: 'GET', path }))).code).toBe('invalid-response');
    expect(http.requests).toEqual([]);
  });

  it('sends no credentials inside of addresses', async () => {
    const { client, http } = clientOver(scriptedHttp(reply(200)), { baseUrl: 'https://ada:pw@tasks.example.org' });
    await client.send({ method: 'GET', path: 'https://x:y@tasks.example.org/a' });
    expect(http.requests[0]?.url).toBe('https://tasks.example.org/a');
  });

  it('refuses a base that is not a web address', () => {
    expect(() => clientOver(scriptedHttp(reply(200)), { baseUrl: 'ftp://tasks.example.org' })).toThrow(/https:\/\//);
    expect(() => clientOver(scriptedHttp(reply(200)), { baseUrl: 'tasks' })).toThrow(/https:\/\//);
  });
});

describe('signing in', () => {
  it('asks once for the headers, also when many requests start together', async () => {
    let asked = 0;
    const authorization = async () => {
      asked++;
      return { 'x-api-key': secret };
    };
    const { client, http } = clientOver(scriptedHttp(reply(200)), { authorization });
    await Promise.all([1, 2, 3].map(() => client.send({ method: 'GET', path: '', headers: { accept: 'x' } })));
    expect(asked).toBe(1);
    expect(http.requests.map(({ headers }) => headers)).toEqual(
      Array.from({ length: 3 }, () => ({ accept: 'x', 'x-api-key': secret })),
    );
  });

  it('asks again after it failed', async () => {
    let asked = 0;
    const authorization = async () => {
      if (++asked === 1) throw new TaskSyncError('auth-expired', 'No password is stored.');
      return {};
    };
    const { client } = clientOver(scriptedHttp(reply(200)), { authorization });
    expect((await failure(client.send({ method: 'GET', path: '' }))).code).toBe('auth-expired');
    expect((await client.send({ method: 'GET', path: '' })).status).toBe(200);
  });
});

describe('repeating', () => {
  it.each(reads)('%s is tried four times, with growing pauses', async (method) => {
    const { client, http, clock } = clientOver(scriptedHttp(lost));
    const error = await failure(client.send({ method, path: '' }));
    expect(error.code).toBe('unavailable');
    expect(http.requests).toHaveLength(4);
    expect(clock.sleeps).toHaveLength(3);
    for (const [attempt, ms] of clock.sleeps.entries()) expect(ms).toBeLessThan(200 * 2 ** attempt);
  });

  it.each(['GET', 'REPORT'])('%s succeeds once the service does', async (method) => {
    const { client, http } = clientOver(scriptedHttp(lost, reply(502), reply(429), reply(207, {}, 'ok')));
    expect((await client.send({ method, path: '' })).text()).toBe('ok');
    expect(http.requests).toHaveLength(4);
  });

  it.each([400, 401, 403, 404, 409, 412, 422, 501])('a read refused with %i is not repeated', async (status) => {
    const { client, http } = clientOver(scriptedHttp(reply(status)));
    await failure(client.send({ method: 'GET', path: '' }));
    expect(http.requests).toHaveLength(1);
  });

  it.each(writes)('%s is never repeated', async (method) => {
    for (const answer of [lost, refused, reply(500), reply(503, { 'retry-after': '1' }), reply(429)]) {
      const { client, http, clock } = clientOver(scriptedHttp(answer));
      await failure(client.send({ method, path: '' }));
      expect(http.requests).toHaveLength(1);
      expect(clock.sleeps).toEqual([]);
    }
  });

  it('says of a write whether it may have been carried out', async () => {
    const applied = async (answer: Reply) =>
      (await failure(clientOver(scriptedHttp(answer)).client.send({ method: 'PUT', path: '' }))).applied;
    expect(await applied(refused)).toBe('no');
    expect(await applied(lost)).toBe('unknown');
    expect(await applied(reply(500))).toBe('unknown');
    expect(await applied(reply(504))).toBe('unknown');
    expect(await applied(reply(408))).toBe('unknown');
    expect(await applied(reply(412))).toBe('no');
    expect(await applied(reply(422))).toBe('no');
    expect(await applied(reply(429))).toBe('no');
  });

  it('lets the caller see the statuses it expects, without repeating', async () => {
    const { client, http } = clientOver(scriptedHttp(reply(500)));
    expect((await client.send({ method: 'GET', path: '', expect: [500] })).status).toBe(500);
    expect(http.requests).toHaveLength(1);
  });

  it('logs that it tries again, without an address', async () => {
    const { client, logger } = clientOver(scriptedHttp(lost, reply(200)));
    await client.send({ method: 'GET', path: 'issues.json?key=1' });
    expect(logger.entries).toEqual([
      {
        level: 'info',
        event: 'http.retry',
        facts: { host: 'tasks.example.org', method: 'GET', code: 'unavailable', retry: 1 },
      },
    ]);
  });
});

describe('when told to wait (SEC-36)', () => {
  it.each([
    [429, { 'retry-after': '60' }, 60_000],
    [503, { 'retry-after': '2' }, 2_000],
    [429, { date: 'Tue, 03 Feb 2015 10:00:00 GMT', 'retry-after': 'Tue, 03 Feb 2015 10:00:09 GMT' }, 9_000],
  ])('a read waits exactly that long (%i, %j)', async (status, headers, ms) => {
    const { client, clock } = clientOver(scriptedHttp(reply(status, headers), reply(200)));
    const before = clock.now();
    await client.send({ method: 'GET', path: '' });
    expect(clock.now() - before).toBe(ms);
  });

  it('gives up at once when it is longer than a minute, and tells how long', async () => {
    const { client, clock, http } = clientOver(scriptedHttp(reply(429, { 'retry-after': '61' })));
    const error = await failure(client.send({ method: 'GET', path: '' }));
    expect(error).toMatchObject({ code: 'rate-limited', retryAfterMs: 61_000 });
    expect(clock.sleeps).toEqual([]);
    expect(http.requests).toHaveLength(1);
  });

  it('holds back every other request, writes too', async () => {
    const { client, clock, http } = clientOver(scriptedHttp(reply(429, { 'retry-after': '5' }), reply(201)));
    expect(await failure(client.send({ method: 'PUT', path: 'a' }))).toMatchObject({ retryAfterMs: 5_000 });
    const before = clock.now();
    expect((await client.send({ method: 'PUT', path: 'b' })).status).toBe(201);
    expect(clock.now() - before).toBe(5_000);
    expect(http.requests).toHaveLength(2);
  });

  it('refuses other requests before sending them when the wait is long', async () => {
    const { client, http } = clientOver(scriptedHttp(reply(429, { 'retry-after': '3600' })));
    await failure(client.send({ method: 'PUT', path: 'a' }));
    const second = await failure(client.send({ method: 'PUT', path: 'b' }));
    expect(second).toMatchObject({ code: 'rate-limited', applied: 'no', retryAfterMs: 3_600_000 });
    expect(http.requests).toHaveLength(1);
  });

  it('a read that is told to wait for ever ends rate-limited', async () => {
    const { client, http } = clientOver(scriptedHttp(reply(429, { 'retry-after': '3' })));
    expect(await failure(client.send({ method: 'GET', path: '' }))).toMatchObject({
      code: 'rate-limited',
      retryAfterMs: 3_000,
    });
    expect(http.requests).toHaveLength(4);
  });
});

describe('redirects (SEC-28)', () => {
  const statuses = [301, 302, 303, 307, 308];
  const foreign = [
    'https://elsewhere.example.org/',
    '//elsewhere.example.org/',
    'http://tasks.example.org/',
    'https://tasks.example.org:444/',
    'https://sub.tasks.example.org/',
    'javascript:alert(1)',
  ];

  for (const status of statuses) {
    it.each(foreign)(`${status} to %s is refused, and nothing goes there`, async (location) => {
      for (const method of ['GET', 'PROPFIND', 'PUT']) {
        const { client, http } = clientOver(scriptedHttp(reply(status, { location }), reply(200)));
        expect((await failure(client.send({ method, path: '' }))).code).toBe('invalid-response');
        expect(http.requests).toHaveLength(1);
      }
    });

    it.each(['/b', 'b', '../b', 'https://tasks.example.org/b'])(
      `${status} to %s is followed by GET`,
      async (location) => {
        const { client, http } = clientOver(scriptedHttp(reply(status, { location }), reply(200, {}, 'there')));
        const answer = await client.send({ method: 'GET', path: '/a/c' });
        expect(answer.text()).toBe('there');
        expect(answer.url).toBe(http.requests[1]?.url);
        expect(http.requests[1]).toMatchObject({ method: 'GET', headers: { authorization: `Bearer ${secret}` } });
      },
    );

    it.each(writes)(`${status} of a %s is refused`, async (method) => {
      const { client, http } = clientOver(scriptedHttp(reply(status, { location: '/b' }), reply(200)));
      expect(await failure(client.send({ method, path: '', body: 'x' }))).toMatchObject({
        code: 'invalid-response',
        applied: 'no',
      });
      expect(http.requests).toHaveLength(1);
    });
  }

  it.each([301, 302, 307, 308])('%i keeps method and body of PROPFIND and REPORT', async (status) => {
    for (const method of ['PROPFIND', 'REPORT']) {
      const { client, http } = clientOver(scriptedHttp(reply(status, { location: '/b/' }), reply(207)));
      await client.send({ method, path: '/b', body: '<x/>' });
      expect(http.requests[1]).toMatchObject({ method, body: '<x/>', url: 'https://tasks.example.org/b/' });
    }
  });

  it('303 of a REPORT is refused: what it asks for is another request', async () => {
    const { client } = clientOver(scriptedHttp(reply(303, { location: '/b' }), reply(200)));
    expect((await failure(client.send({ method: 'REPORT', path: '' }))).code).toBe('invalid-response');
  });

  it('follows five and no more', async () => {
    const on = reply(302, { location: '/on' });
    const five = clientOver(scriptedHttp(on, on, on, on, on, reply(200)));
    expect((await five.client.send({ method: 'GET', path: '' })).status).toBe(200);
    const endless = clientOver(scriptedHttp(on));
    expect((await failure(endless.client.send({ method: 'GET', path: '' }))).message).toContain('circles');
    expect(endless.http.requests).toHaveLength(6);
  });

  it('without a Location is refused', async () => {
    const { client } = clientOver(scriptedHttp(reply(302)));
    expect((await failure(client.send({ method: 'GET', path: '' }))).code).toBe('invalid-response');
  });

  it('is shown to a caller that expects it', async () => {
    const { client } = clientOver(scriptedHttp(reply(301, { location: 'https://elsewhere.example.org/' })));
    const answer = await client.send({ method: 'GET', path: '', expect: [301] });
    expect(answer.headers['location']).toBe('https://elsewhere.example.org/');
  });
});

describe('stopping', () => {
  it('sends nothing after it', async () => {
    const { client, http, abort } = clientOver(scriptedHttp(reply(200)));
    abort.abort();
    expect((await failure(client.send({ method: 'GET', path: '' }))).code).toBe('cancelled');
    expect(http.requests).toEqual([]);
  });

  it('ends the pause before another attempt', async () => {
    const { client, http, abort } = clientOver(scriptedHttp(lost));
    const sending = failure(client.send({ method: 'GET', path: '' }));
    abort.abort();
    expect((await sending).code).toBe('cancelled');
    expect(http.requests.length).toBeLessThanOrEqual(1);
  });
});

describe('a web page in place of data', () => {
  const page = reply(200, { 'content-type': 'text/html' }, '<!DOCTYPE html><html>Sign in</html>');

  it.each(['GET', 'PUT', 'DELETE', 'REPORT'])('is no answer to %s', async (method) => {
    const { client } = clientOver(scriptedHttp(page));
    expect(await failure(client.send({ method, path: '' }))).toMatchObject({
      code: 'invalid-response',
      applied: 'unknown',
    });
  });

  it('is recognised without a type', async () => {
    const { client } = clientOver(scriptedHttp(reply(200, {}, '\n<html><head></head></html>')));
    expect((await failure(client.send({ method: 'PUT', path: '' }))).code).toBe('invalid-response');
  });

  it.each([
    ['an empty body that is labelled so', reply(200, { 'content-type': 'text/html' })],
    ['white space that is labelled so', reply(200, { 'content-type': 'text/html' }, ' ')],
    ['the page that a web server adds to 201', reply(201, { 'content-type': 'text/html' }, '<html>Created</html>')],
  ])('is not %s', async (_, answer) => {
    const { client } = clientOver(scriptedHttp(answer));
    expect((await client.send({ method: 'PUT', path: '' })).status).toBe(answer.status);
  });
});

it("repeats the server's own words, without secrets and markup", async () => {
  const words = { errors: ['Subject <b>cannot</b> be blank', `token ${secret}`] };
  const { client } = clientOver(scriptedHttp(jsonReply(422, words)));
  const { message } = await failure(client.send({ method: 'PUT', path: '' }));
  expect(message).toContain('It said: “Subject cannot be blank; token [hidden]”');
});
