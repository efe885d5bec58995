import { afterEach, expect, test } from 'vitest';
import { Refusal, type Route } from '../../../src-main/demo/kit/routes.ts';
import {
  type Exchange,
  type SimulatedService,
  startSimulatedService,
} from '../../../src-main/demo/kit/simulated-service.ts';

let service: SimulatedService | undefined;
afterEach(() => service?.close());

const made: string[] = [];
const routes: readonly Route[] = [
  { method: 'GET', path: '/tasks/{id}', handle: ({ params }) => ({ status: 200, body: { id: params['id'] } }) },
  { method: 'GET', path: '/tasks/recent', handle: () => ({ status: 200, body: { id: 'the recent one' } }) },
  {
    method: 'POST',
    path: '/tasks',
    handle: ({ json }) => {
      const { title } = json() as { title?: string };
      if (!title) throw new Refusal({ status: 422, body: { message: 'no title' } });
      made.push(title);
      return { status: 201, body: { id: made.length } };
    },
  },
];

async function start(): Promise<SimulatedService> {
  service = await startSimulatedService({ routes, notFound: { status: 404, body: { message: 'Not Found' } } });
  return service;
}

test('words come before places, places are decoded, and what is unknown is not found', async () => {
  const { origin } = await start();
  const get = async (path: string): Promise<unknown> => await (await fetch(`${origin}${path}`)).json();
  expect(await get('/tasks/recent')).toEqual({ id: 'the recent one' });
  expect(await get('/tasks/a%20b')).toEqual({ id: 'a b' });
  expect(await get('/other')).toEqual({ message: 'Not Found' });
});

test('a refusal and a body that is no JSON are answers, and change nothing', async () => {
  const { origin } = await start();
  const before = made.length;
  const post = async (body: string): Promise<number> =>
    (await fetch(`${origin}/tasks`, { method: 'POST', body })).status;
  expect(await post('{}')).toBe(422);
  expect(await post('{')).toBe(400);
  expect(made).toHaveLength(before);
});

test('an answer can be lost after the service carried the request out, and listeners hear of it', async () => {
  const { origin, faults, onExchange } = await start();
  const heard: Exchange[] = [];
  onExchange((exchange) => heard.push(exchange));
  faults.add({ fault: { kind: 'drop', when: 'after' }, times: 1 });
  const before = made.length;
  await expect(fetch(`${origin}/tasks`, { method: 'POST', body: '{"title":"x"}' })).rejects.toThrow();
  expect(made).toHaveLength(before + 1);
  expect(heard).toMatchObject([{ template: '/tasks', status: 0, isFault: true }]);
});
