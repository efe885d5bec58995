import { describe, expect, it } from 'vitest';
import { randomIds } from '../../../src-main/hosts/node/random-ids.ts';
import type { Connector, RemoteTask } from '../../../src-shared/connector/connector.ts';
import type { ErrorCode } from '../../../src-shared/errors.ts';
import { readOnlyHttp } from '../../../src-shared/http/read-only-http.ts';
import { createFakeClock } from '../../fakes/fake-clock.ts';
import type { ConnectorSetup } from '../connector-contract.ts';
import {
  answer,
  answerOnce,
  cutAnswersToReads,
  hang,
  loseAnswersToWrites,
  refuseConnections,
  response,
  writesIn,
} from './spy-http.ts';
import type { World } from './world.ts';

type Write = (connector: Connector, current: RemoteTask) => Promise<unknown>;

/** What goes wrong between here and a service, put into `context.http`: the service itself takes no part in most of it. */
export function faultRows(setup: ConnectorSetup, get: () => World): void {
  const { capabilities } = setup.descriptor;

  it('does nothing at all once it was stopped', async () => {
    const stopped = new AbortController();
    stopped.abort();
    get().http.forget();
    const connector = await get().connect({ signal: stopped.signal });
    await get().failure(connector.check(), 'cancelled');
    await get().failure(get().pull(null, [], connector), 'cancelled');
    expect(get().http.requests.filter(({ signal }) => !signal?.aborted)).toEqual([]);
  });

  if ((setup.transport ?? 'http') === 'none') return;

  /** Waits without waiting: the clock moves on by itself and keeps what was asked of it. */
  const connectFast = async () => {
    const clock = createFakeClock({ auto: true });
    return { clock, connector: await get().connect({ clock }) };
  };
  const fast = async () => (await connectFast()).connector;
  const create: Write = (connector) =>
    connector.create({ container: get().container, identity: randomIds.next(), fields: get().place.sample });
  const update: Write = (connector, current) =>
    connector.update({ container: get().container, id: current.id, fields: { title: 'Other' }, current });
  const remove: Write = (connector, { id, version }) => connector.remove({ container: get().container, id, version });
  const writes: readonly (readonly [string, Write])[] = [
    ...(capabilities.canCreate ? [['create', create] as const, ['update', update] as const] : []),
    ...(capabilities.canDelete ? [['remove', remove] as const] : []),
  ];

  describe('a preview', () => {
    for (const [name, write] of writes) {
      it(`stops a ${name} before anything is sent`, async () => {
        const made = await get().make();
        get().http.forget();
        const connector = await get().connect({ http: readOnlyHttp(get().http) });
        await get().failure(write(connector, made), 'bug', 'no');
        expect(writesIn(get().http.requests)).toEqual([]);
      });
    }

    it('can read everything', async () => {
      const made = await get().make();
      const connector = await get().connect({ http: readOnlyHttp(get().http) });
      await connector.check();
      await connector.containers();
      await connector.schema(get().container);
      await connector.get(get().container, [made.id]);
      await connector.find(get().container, randomIds.next());
      if (capabilities.deletions === 'listing') await connector.list(get().container);
      expect((await get().pull(null, [], connector)).tasks.length).toBeGreaterThan(0);
    });
  });

  describe('when reading', () => {
    const statuses: readonly (readonly [number, ErrorCode])[] = [
      [401, 'auth-expired'],
      [403, 'forbidden'],
      [500, 'unavailable'],
      [502, 'unavailable'],
      [503, 'unavailable'],
    ];
    for (const [status, code] of statuses) {
      it(`a ${status} is ${code}`, async () => {
        get().http.inject(answer(echo(get(), status)));
        const connector = await fast();
        await get().failure(connector.check(), code);
        await get().failure(get().pull(null, [], connector), code);
        await get().failure(connector.get(get().container, ['1']), code);
      });
    }

    it('a lost connection is unavailable, after a few attempts', async () => {
      get().http.inject(refuseConnections);
      get().http.forget();
      await get().failure(get().pull(null, [], await fast()), 'unavailable');
      expect(get().http.requests.length).toBeGreaterThan(1);
      expect(get().http.requests.length).toBeLessThanOrEqual(4);
    });

    it('one failure in between does not show', async () => {
      const made = await get().make();
      get().http.inject(answerOnce(response(502)));
      const { tasks } = await get().pull(null, [], await fast());
      expect(tasks.map(({ id }) => id)).toContain(made.id);
    });

    const waits: readonly (readonly [string, Record<string, string>])[] = [
      ['in seconds', { 'retry-after': '7' }],
      [
        "as a date by the server's clock",
        { date: 'Tue, 03 Feb 2015 10:00:00 GMT', 'retry-after': 'Tue, 03 Feb 2015 10:00:07 GMT' },
      ],
    ];
    for (const [form, headers] of waits) {
      it(`a 429 is waited for exactly, ${form}`, async () => {
        await get().make();
        get().http.inject(answerOnce(response(429, headers)));
        const { connector, clock } = await connectFast();
        const started = clock.now();
        expect((await get().pull(null, [], connector)).tasks.length).toBeGreaterThan(0);
        expect(clock.now() - started).toBe(7_000);
      });
    }

    it('a 429 with a long wait is rate-limited, with the wait', async () => {
      get().http.inject(answer(response(429, { 'retry-after': '3600' })));
      get().http.forget();
      const error = await get().failure(get().pull(null, [], await fast()), 'rate-limited');
      expect(error.retryAfterMs).toBe(3_600_000);
      expect(get().http.requests).toHaveLength(1);
    });

    it('a web page in place of data is invalid-response', async () => {
      const page = '<!DOCTYPE html><html><head><title>Sign in</title></head><body><form></form></body></html>';
      get().http.inject(answer(response(200, { 'content-type': 'text/html; charset=utf-8' }, page)));
      const connector = await fast();
      await get().failure(connector.check(), 'invalid-response');
      await get().failure(get().pull(null, [], connector), 'invalid-response');
    });

    it('an answer that ends in the middle is invalid-response', async () => {
      await get().make();
      get().http.inject(cutAnswersToReads);
      await get().failure(get().pull(null, [], await fast()), 'invalid-response');
    });

    it('an answer of garbage is invalid-response', async () => {
      get().http.inject(answer(response(200, {}, '\u0000\u0001 garbage')));
      await get().failure(get().pull(null, [], await fast()), 'invalid-response');
    });

    it('stops in the middle of a request', async () => {
      const controller = new AbortController();
      get().http.inject(hang);
      const pulling = get().pull(null, [], await get().connect({ signal: controller.signal }));
      const stopped = get().failure(pulling, 'cancelled');
      setImmediate(() => controller.abort());
      await stopped;
    });

    it('sends nothing to another host that it is redirected to', async () => {
      for (const status of [301, 302, 303, 307, 308]) {
        get().http.inject(answer(response(status, { location: 'https://elsewhere.example.org/' })));
        get().http.forget();
        await get().failure(get().pull(null, [], await fast()), 'invalid-response');
        expect(get().http.requests.map(({ url }) => new URL(url).host)).not.toContain('elsewhere.example.org');
      }
    });
  });

  describe('when writing', () => {
    const statuses: readonly (readonly [number, ErrorCode, 'no' | 'unknown'])[] = [
      [400, 'rejected', 'no'],
      [401, 'auth-expired', 'no'],
      [403, 'forbidden', 'no'],
      [413, 'rejected', 'no'],
      [422, 'rejected', 'no'],
      [500, 'unavailable', 'unknown'],
      [503, 'unavailable', 'unknown'],
      [504, 'unavailable', 'unknown'],
    ];
    for (const [name, write] of writes) {
      it(`a ${name} is sent once, whatever the answer, and says whether it may have arrived`, async () => {
        const made = await get().make();
        for (const [status, code, applied] of statuses) {
          get().http.inject(answer(echo(get(), status), { only: 'writes' }));
          get().http.forget();
          await get().failure(write(await fast(), made), code, applied);
          expect(writesIn(get().http.requests)).toHaveLength(1);
        }
      });

      it(`a ${name} that is told to wait is not sent again`, async () => {
        const made = await get().make();
        get().http.inject(answer(response(429, { 'retry-after': '7' }), { only: 'writes' }));
        get().http.forget();
        const error = await get().failure(write(await fast(), made), 'rate-limited', 'no');
        expect(error.retryAfterMs).toBe(7_000);
        expect(writesIn(get().http.requests)).toHaveLength(1);
      });

      it(`a ${name} without a connection was not carried out, and says so`, async () => {
        const made = await get().make();
        get().http.inject(refuseConnections);
        await get().failure(write(await fast(), made), 'unavailable', 'no');
        get().http.heal();
        expect(await get().read(made.id)).toEqual(made);
      });

      it(`a ${name} whose answer is lost may have been carried out, and says so`, async () => {
        const made = await get().make();
        get().http.inject(loseAnswersToWrites);
        get().http.forget();
        await get().failure(write(await fast(), made), 'unavailable', 'unknown');
        expect(writesIn(get().http.requests)).toHaveLength(1);
      });

      it(`a ${name} is not redirected`, async () => {
        const made = await get().make();
        for (const location of ['https://elsewhere.example.org/', '/elsewhere']) {
          get().http.inject(answer(response(307, { location }), { only: 'writes' }));
          get().http.forget();
          await get().failure(write(await fast(), made), 'invalid-response');
          expect(writesIn(get().http.requests)).toHaveLength(1);
        }
      });

      it(`a ${name} answered by a sign-in page is not taken for success`, async () => {
        const made = await get().make();
        const page = '<!DOCTYPE html><html><body>Sign in to this network</body></html>';
        get().http.inject(answer(response(200, { 'content-type': 'text/html' }, page), { only: 'writes' }));
        await get().failure(write(await fast(), made), 'invalid-response', 'unknown');
      });
    }

    if (capabilities.canCreate && capabilities.identity !== 'E' && capabilities.identity !== 'D') {
      it('a create whose answer was lost is found by its identity, and is there once', async () => {
        const { container, place } = get();
        const identity = randomIds.next();
        get().http.inject(loseAnswersToWrites);
        const creating = (await fast()).create({ container, identity, fields: place.sample });
        await get().failure(creating, 'unavailable', 'unknown');
        get().http.heal();
        const found = await get().connector.find(container, identity);
        for (const { id } of found) get().remember(id);
        expect(found).toHaveLength(1);
      });
    }
  });
}

/** An answer that repeats the secret, as careless servers do. */
function echo({ place }: World, status: number) {
  const body = JSON.stringify({
    errors: [`token ${place.secret} of ${place.username} is wrong`],
    message: place.secret,
  });
  return response(status, { 'content-type': 'application/json' }, body);
}
