import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Api, ApiEvent } from '../../src-shared/api/contract.ts';
import { TaskSyncError } from '../../src-shared/errors.ts';
import { createSmallApi, type SmallApi, stoppedRun } from './small-api.ts';

/** One client at the far end of a transport. Names and inputs are loose, because a transport must cope with any. */
export interface TransportUnderTest {
  call(name: string, input?: unknown): Promise<unknown>;
  subscribe(listener: (event: ApiEvent) => void): () => void;
  /** Ends the client and what carries it. */
  close(): Promise<void>;
}

const secret = 'canary-Zx81-transport';
const connection = { name: 'work', connector: 'memory', url: null, username: 'ana', secret, options: {} };

/**
 * What every way to the API has to do, whatever carries it: in the same process, IPC, WebSocket. When a line fails here,
 * the transport is wrong, never this file.
 */
export function describeTransport(name: string, connect: (api: Api) => Promise<TransportUnderTest>): void {
  describe(`transport: ${name}`, () => {
    let api: SmallApi;
    let client: TransportUnderTest;

    beforeEach(async () => {
      api = createSmallApi();
      client = await connect(api);
    });
    afterEach(() => client.close());

    const failure = (call: Promise<unknown>): Promise<unknown> =>
      call.then(
        () => expect.unreachable('the call should have failed'),
        (error: unknown) => error,
      );

    it('carries a call there and its answer back', async () => {
      await client.call('connections.add', connection);
      expect(await client.call('connections.list', {})).toEqual([
        {
          id: 'c0',
          name: 'work',
          connector: 'memory',
          url: null,
          username: 'ana',
          options: {},
          hasSecret: true,
          profiles: [],
          state: 'untested',
        },
      ]);
    });

    it('takes a call without an input where the contract needs none', async () => {
      expect(await client.call('connections.list')).toEqual([]);
    });

    it('carries any text unharmed', async () => {
      const text = 'line\r\nline\ttab "quoted" \u0000\u2028 é e\u0301 日本 👩‍👩‍👧 \u202e';
      await client.call('connections.add', { ...connection, username: text });
      expect(await client.call('connections.list', {})).toMatchObject([{ username: text }]);
    });

    it('keeps code, sentence, facts and waiting time of an error', async () => {
      const error = await failure(client.call('connections.test', { name: 'work' }));
      expect(error).toBeInstanceOf(TaskSyncError);
      expect(error).toMatchObject({
        code: 'rate-limited',
        message: 'The service asks us to wait.',
        retryAfterMs: 1500,
        retry: 'later',
        facts: { host: 'example.org', status: 429, again: null },
      });
    });

    it('says nothing about the inside of an unexpected error', async () => {
      await client.call('connections.add', connection);
      const error = await failure(client.call('status.get', {}));
      expect(error).toBeInstanceOf(TaskSyncError);
      expect(error).toMatchObject({ code: 'bug' });
      expect(everythingIn(error)).not.toContain(secret);
      expect(everythingIn(error)).not.toContain('TypeError');
    });

    it.each(['nothing.there', 'toString', '__proto__', 'constructor', ''])(
      'refuses the unknown call %j',
      async (unknown) => {
        const error = await failure(client.call(unknown, {}));
        expect(error).toBeInstanceOf(TaskSyncError);
        expect(error).toMatchObject({ code: 'invalid-input' });
      },
    );

    it.each([
      ['a missing value', { connector: 'memory' }],
      ['a wrong type', { ...connection, secret: 7 }],
      ['an extra key', { ...connection, admin: true }],
      ['no object', [connection]],
    ])('refuses %s before it reaches the API, without repeating it', async (_what, input) => {
      const error = await failure(client.call('connections.add', input));
      expect(error).toMatchObject({ code: 'invalid-input' });
      expect(everythingIn(error)).not.toContain(secret);
      expect(api.secrets).toEqual([]);
    });

    it('answers each of many calls with its own answer', async () => {
      const slow = client.call('runs.start', { profile: 'web' });
      const quick = Array.from({ length: 50 }, (_, index) =>
        client.call('connections.add', { ...connection, name: `n${index}` }),
      );
      const added = await Promise.all(quick);
      expect(added.map((view) => (view as { name: string }).name)).toEqual(quick.map((_, index) => `n${index}`));
      await client.call('runs.stop', { profile: 'web' });
      expect(await slow).toEqual(stoppedRun('web'));
    });

    it('brings events, in order, until the subscription ends', async () => {
      const heard: ApiEvent[] = [];
      const unsubscribe = client.subscribe((event) => heard.push(event));
      const events: readonly ApiEvent[] = [
        { kind: 'changed', what: ['tasks', 'runs'] },
        { kind: 'run-finished', run: stoppedRun('web') },
        { kind: 'changed', what: ['status'] },
      ];
      for (const event of events) api.announce(event);
      // Everything that was announced before an answer arrives before it.
      await client.call('connections.list', {});
      expect(heard).toEqual(events);
      unsubscribe();
      api.announce({ kind: 'changed', what: ['tasks'] });
      await client.call('connections.list', {});
      expect(heard).toEqual(events);
    });

    it('never carries a secret back', async () => {
      const heard: ApiEvent[] = [];
      client.subscribe((event) => heard.push(event));
      const answers = [
        await client.call('connections.add', connection),
        await client.call('connections.list', {}),
        await failure(client.call('connections.add', { ...connection, extra: secret })),
        await failure(client.call('status.get', {})),
      ];
      expect(api.secrets).toEqual([secret]);
      expect(answers.map(everythingIn).join() + everythingIn(heard)).not.toContain(secret);
    });

    it('ends its subscription when it is closed', async () => {
      client.subscribe(() => undefined);
      await client.close();
      await expect.poll(() => api.listeners).toBe(0);
    });
  });
}

/** All text in a value, in errors too, whose properties JSON does not show. */
function everythingIn(value: unknown): string {
  if (value instanceof Error) {
    return [value.name, value.message, everythingIn({ ...value }), everythingIn(value.cause)].join();
  }
  return JSON.stringify(value) ?? '';
}
