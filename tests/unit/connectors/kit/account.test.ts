import { describe, expect, it } from 'vitest';
import { safePath } from '../../../../src-main/connectors/kit/safe-path.ts';
import type { ConnectContext } from '../../../../src-shared/connector/descriptor.ts';
import { TaskSyncError } from '../../../../src-shared/errors.ts';
import type { RequestEntry } from '../../../../src-shared/ports/ports.ts';
import { createFakeClock } from '../../../fakes/fake-clock.ts';
import { createRecordingLogger } from '../../../fakes/recording-logger.ts';
import { clientOver, reply, scriptedHttp } from './scripted-http.ts';

function contextWith(changes: Partial<ConnectContext>): ConnectContext {
  return {
    ...{ http: scriptedHttp(reply(200)), url: null, username: null, secret: async () => 'secret', options: {} },
    ...{
      signal: new AbortController().signal,
      clock: createFakeClock({ auto: true }),
      logger: createRecordingLogger(),
    },
    ...changes,
  };
}

describe('clients of one account', () => {
  it('keep a pause together', async () => {
    const clock = createFakeClock({ auto: true });
    const account = {};
    const limited = clientOver(scriptedHttp(reply(429, { 'retry-after': '3600' })), {
      context: contextWith({ http: scriptedHttp(reply(429, { 'retry-after': '3600' })), clock, account }),
    });
    await expect(limited.client.send({ method: 'GET', path: '' })).rejects.toMatchObject({ code: 'rate-limited' });
    const http = scriptedHttp(reply(200));
    const other = clientOver(http, { context: contextWith({ http, clock, account }) });
    await expect(other.client.send({ method: 'GET', path: '' })).rejects.toMatchObject({ code: 'rate-limited' });
    expect(http.requests).toEqual([]);
    const stranger = clientOver(http, { context: contextWith({ http, clock, account: {} }) });
    await stranger.client.send({ method: 'GET', path: '' });
    const elsewhere = clientOver(http, {
      baseUrl: 'https://other.example.org/',
      context: contextWith({ http, clock, account }),
    });
    await elsewhere.client.send({ method: 'GET', path: '' });
  });

  it('use each other’s kept answers', async () => {
    const account = {};
    const http = scriptedHttp(reply(200, { etag: '"1"' }, 'x'), reply(304));
    for (let run = 0; run < 2; run++) {
      const { client } = clientOver(http, { usesEtags: true, context: contextWith({ http, account }) });
      expect((await client.send({ method: 'GET', path: '' })).text()).toBe('x');
    }
  });
});

describe('after a 401', () => {
  /** A service that accepts one token, and a context that can renew it. */
  function renewable(isRenewable = true) {
    let token = 'old';
    let renewals = 0;
    const http = {
      requests: [] as string[],
      send: async ({ headers }: { headers: Readonly<Record<string, string>> }) => {
        http.requests.push(headers['authorization'] ?? '');
        return reply(headers['authorization'] === 'Bearer new' ? 200 : 401);
      },
    };
    const context = contextWith({
      http,
      secret: async () => token,
      renew: async () => {
        renewals++;
        if (isRenewable) token = 'new';
        return isRenewable;
      },
    });
    const authorization = async () => ({ authorization: `Bearer ${await context.secret()}` });
    const { client } = clientOver(scriptedHttp(reply(200)), { context, authorization });
    return { client, http, renewals: () => renewals };
  }

  it.each(['GET', 'PUT'])('a %s is sent once more with the renewed secret', async (method) => {
    const { client, http } = renewable();
    expect((await client.send({ method, path: '', body: 'x' })).status).toBe(200);
    expect(http.requests).toEqual(['Bearer old', 'Bearer new']);
  });

  it('it is over when nothing can be renewed', async () => {
    const { client, http } = renewable(false);
    await expect(client.send({ method: 'GET', path: '' })).rejects.toMatchObject({ code: 'auth-expired' });
    expect(http.requests).toHaveLength(1);
  });

  it('what was streamed is not sent again', async () => {
    const { client, http } = renewable();
    const body = { size: 0, chunks: (async function* () {})() };
    await expect(client.send({ method: 'PUT', path: '', body })).rejects.toMatchObject({ code: 'auth-expired' });
    expect(http.requests).toHaveLength(1);
  });
});

describe('the request log', () => {
  it('has what went on, and no words of anybody', async () => {
    const entries: RequestEntry[] = [];
    const lost = new TaskSyncError('unavailable', 'Cannot reach it.', { applied: 'unknown' });
    const http = scriptedHttp(reply(200, {}, 'hello'), lost);
    let last = 0;
    const context = contextWith({ http, nextRequest: () => ++last, onRequest: (entry) => entries.push(entry) });
    const { client } = clientOver(http, { context });
    await client.send({ method: 'GET', path: 'projects/secret-plans/issues.json?subject=hush' });
    await client.send({ method: 'PUT', path: 'issues/7.json', template: '/issues/{id}.json' }).catch(() => {});
    const at = context.clock.now();
    expect(entries).toEqual([
      {
        ...{ request: 1, at, method: 'GET', host: 'tasks.example.org', path: '/{}/projects/{}/issues.json' },
        ...{ status: 200, code: null, ms: 0, bytes: 5, isCached: false },
      },
      {
        ...{ request: 2, at, method: 'PUT', host: 'tasks.example.org', path: '/issues/{id}.json' },
        ...{ status: null, code: 'unavailable', ms: 0, bytes: 0, isCached: false },
      },
    ]);
  });

  it.each([
    ['/repos/acme/web/issues/12', '/repos/{}/{}/issues/{}'],
    ['/attachments/download/3/Salaries%202026.xlsx', '/attachments/download/{}/{}'],
    ['/issues.json', '/issues.json'],
    ['/', '/'],
  ])('%s is %s', (path, safe) => {
    expect(safePath(path)).toBe(safe);
  });
});
