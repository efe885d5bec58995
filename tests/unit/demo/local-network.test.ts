import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Front } from '../../../src-main/demo/kit/front.ts';
import { httpFront } from '../../../src-main/demo/kit/http-front.ts';
import { createLocalNetwork } from '../../../src-main/demo/kit/local-network.ts';
import { Refusal, type Route } from '../../../src-main/demo/kit/routes.ts';
import { type SimulatedService, startSimulatedService } from '../../../src-main/demo/kit/simulated-service.ts';
import { createNodeHttp } from '../../../src-main/hosts/node/node-http.ts';
import type { Http, HttpRequest } from '../../../src-shared/ports/ports.ts';
import { createFakeClock } from '../../fakes/fake-clock.ts';

const made: string[] = [];
const routes: readonly Route[] = [
  { method: 'GET', path: '/tasks/{id}', handle: ({ params }) => ({ status: 200, body: { id: params['id'] } }) },
  { method: 'GET', path: '/file', handle: () => ({ status: 200, body: Buffer.alloc(40_000, 'x') }) },
  {
    ...{ method: 'POST', path: '/tasks' },
    handle: ({ body, headers }) => {
      if (body.length === 0) throw new Refusal({ status: 422, body: { message: 'nothing' } });
      made.push(`${body.toString('utf8')} ${headers['content-length']} ${headers['x-by']}`);
      return { status: 201, headers: { 'X-Made': String(made.length) } };
    },
  },
  {
    ...{ method: 'GET', path: '/mistake' },
    handle: () => {
      throw new Error('a mistake');
    },
  },
];

/** Both ways to a service have to be the same to whoever asks. */
const ways: readonly {
  readonly name: string;
  readonly make: () => { front: Front; http: Http; close?: () => void };
}[] = [
  {
    name: 'HTTP',
    make: () => {
      const http = createNodeHttp();
      return { front: httpFront, http, close: http.close };
    },
  },
  {
    name: 'one program',
    make: () => {
      const network = createLocalNetwork(createFakeClock({ auto: true }));
      return { front: network, http: network };
    },
  },
];

describe.each(ways)('a service reached by $name', ({ make }) => {
  let way: ReturnType<typeof make>;
  let service: SimulatedService;
  beforeEach(async () => {
    made.length = 0;
    way = make();
    service = await startSimulatedService({ routes, front: way.front, notFound: { status: 404 } });
  });
  afterEach(async () => {
    way.close?.();
    await service.close();
  });
  const send = (path: string, more: Partial<HttpRequest> = {}) =>
    way.http.send({ method: 'GET', url: `${service.origin}${path}`, headers: { 'X-By': 'a person' }, ...more });
  const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');

  test('answers, with headers in lower case', async () => {
    const { status, headers, body } = await send('/tasks/a%20b');
    expect([status, headers['content-type'], text(body)]).toEqual([
      200,
      'application/json; charset=utf-8',
      '{"id":"a b"}',
    ]);
    expect((await send('/nowhere')).status).toBe(404);
    expect((await send('/tasks', { method: 'POST' })).status).toBe(422);
    expect((await send('/mistake')).status).toBe(500);
  });

  test('takes text, bytes and uploads, and of an upload nothing when it is not complete', async () => {
    const chunks = async function* () {
      yield Buffer.from('in ');
      yield Buffer.from('pieces');
    };
    const post = (body: NonNullable<HttpRequest['body']>) => send('/tasks', { method: 'POST', body });
    expect((await post('tëxt')).headers['x-made']).toBe('1');
    await post(Buffer.from('bytes'));
    await post({ size: 9, chunks: chunks() });
    await expect(post({ size: 12, chunks: chunks() })).rejects.toMatchObject({ code: 'invalid-response' });
    expect(made).toEqual(['tëxt 5 a person', 'bytes 5 a person', 'in pieces 9 a person']);
  });

  test('gives a stream in pieces, and accepts no more than was wanted', async () => {
    const { stream, body } = await send('/file', { asStream: true });
    let length = 0;
    for await (const piece of stream ?? []) length += piece.length;
    expect([length, body.length]).toEqual([40_000, 0]);
    await expect(send('/file', { maxBytes: 100 })).rejects.toMatchObject({ code: 'invalid-response' });
  });

  test('a lost or cut answer was perhaps carried out; a closed door and an aborted request were not', async () => {
    service.faults.add({ fault: { kind: 'drop', when: 'after' }, times: 1 });
    const unknown = { code: 'unavailable', applied: 'unknown' };
    await expect(send('/tasks', { method: 'POST', body: 'x' })).rejects.toMatchObject(unknown);
    expect(made).toHaveLength(1);
    service.faults.add({ fault: { kind: 'drop', when: 'before' }, times: 1 });
    await expect(send('/tasks', { method: 'POST', body: 'x' })).rejects.toMatchObject(unknown);
    expect(made).toHaveLength(1);
    service.faults.add({ fault: { kind: 'truncate' }, times: 1 });
    await expect(send('/tasks/1')).rejects.toMatchObject(unknown);
    service.faults.add({ fault: { kind: 'truncate' }, times: 1 });
    const { stream } = await send('/file', { asStream: true });
    const read = async (): Promise<void> => {
      for await (const piece of stream ?? []) expect(piece.length).toBeGreaterThan(0);
    };
    await expect(read()).rejects.toMatchObject({ code: 'unavailable' });
    await expect(send('/tasks/1', { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' });
    await service.close();
    await expect(send('/tasks/1')).rejects.toMatchObject({ code: 'unavailable', applied: 'no' });
  });
});

test('within one program time goes by the clock, and patience ends by it, too', async () => {
  const clock = createFakeClock({ auto: true });
  const network = createLocalNetwork(clock);
  const { origin, faults } = await startSimulatedService({
    ...{ routes, front: network, notFound: { status: 404 }, latencyMs: 50 },
  });
  const request = { method: 'POST', url: `${origin}/tasks`, headers: {}, body: 'late' };
  const before = clock.now();
  expect((await network.send(request)).status).toBe(201);
  expect(clock.now() - before).toBe(50);
  made.length = 0;
  faults.add({ fault: { kind: 'delay', ms: 200_000 }, times: 1 });
  await expect(network.send(request)).rejects.toMatchObject({ code: 'unavailable', applied: 'unknown' });
  await new Promise(setImmediate);
  // It was carried out all the same, when nobody waited for it any more.
  expect(made).toHaveLength(1);
  network.weather = () => ({ kind: 'refuse' });
  await expect(network.send(request)).rejects.toMatchObject({ code: 'unavailable', applied: 'no' });
});
