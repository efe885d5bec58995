import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type DemoServiceName, demoServiceNames } from '../../../src-main/demo/demo-service.ts';
import type { Fault } from '../../../src-main/demo/kit/faults.ts';
import type { Exchange } from '../../../src-main/demo/kit/simulated-service.ts';
import { findSecrets, formsOf } from '../../fakes/find-secrets.ts';
import { createServiceWorld, type ServiceWorld } from '../../fakes/service-world.ts';

/** In the address of a redirection that the service makes up of what it was sent: who follows it tells the service nothing new. */
const echo = 'echo';

let world: ServiceWorld;
let folder: string;
let isOpen = false;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'task-sync-secrets-'));
  const file = join(folder, 'tasks.db');
  world = await createServiceWorld({ services: demoServiceNames, file, profile: { attachments: 'copy' } });
  isOpen = true;
});
afterEach(async () => {
  if (isOpen) await world.close();
  await rm(folder, { recursive: true });
});

it('secrets are in no log, error, problem, view, address or database, even where services send them back (SEC-23)', {
  timeout: 240_000,
}, async () => {
  const exchanges = new Map<DemoServiceName, Exchange[]>(demoServiceNames.map((name) => [name, []]));
  for (const [name, seen] of exchanges) world.service(name).server.onExchange((one) => seen.push(one));
  const told: unknown[] = [];
  const tell = async (asking: Promise<unknown>): Promise<void> => {
    told.push(await asking.catch((reason: unknown) => reason));
  };

  await world.sync();
  await world.sync();
  const problems = new Set<string>();
  for (const name of demoServiceNames) {
    const sent = exchanges.get(name)?.at(-1)?.requestHeaders ?? {};
    for (const [index, fault] of faultsOf(sent).entries()) {
      const { server, secret } = world.service(name);
      let count = 0;
      // Some requests get through, so that it goes wrong at other places as well; later all of them fail.
      const stop = server.faults.add({ fault, when: () => count++ % 3 === index % 3 });
      await edit(`Edited during ${name} ${index}`);
      for (const run of [await sync(), await sync()]) for (const { code } of run.problems) problems.add(code);
      stop();
      const stopAll = server.faults.add({ fault });
      const run = await sync();
      for (const { code } of run.problems) problems.add(code);
      await tell(world.call('connections.test', { name }));
      await tell(world.call('connections.containers', { name }));
      await tell(world.call('connections.schema', { name, container: world.service(name).container }));
      await tell(world.call('connections.signIn', { name, secret }));
      await tell(world.call('plans.preview', { profile: 'All' }));
      await tell(world.call('status.get', {}));
      stopAll();
      await tell(world.call('connections.signIn', { name, secret }));
    }
    await sync();
  }
  await tell(world.call('profiles.verify', { profile: 'All' }));
  await tell(world.call('profiles.export', { profile: 'All' }));
  await tell(world.call('profiles.list', {}));
  await tell(world.call('connections.list', {}));
  const requested = world.call('requests.list', { limit: 1_000 });
  await tell(requested);
  const { tasks } = await world.call('tasks.list', { profile: 'All' });
  for (const { id } of tasks) await tell(world.call('tasks.show', { task: id }));
  const runs = await world.call('runs.list', { profile: 'All', limit: 1_000 });
  for (const { run } of runs) await tell(world.call('runs.show', { run }));

  const places = new Map<string, string>([
    [
      'what the API told',
      inspect(told, { depth: Number.POSITIVE_INFINITY, showHidden: true, maxArrayLength: null, maxStringLength: null }),
    ],
    [
      'the log',
      inspect(world.logger.entries, { depth: Number.POSITIVE_INFINITY, maxArrayLength: null, maxStringLength: null }),
    ],
    [
      'addresses',
      [...exchanges.values()]
        .flat()
        .filter(({ query }) => !query.has(echo))
        .map(({ path, query }) => `${path}?${query}`)
        .join('\n'),
    ],
  ]);
  for (const [name, bytes] of await filesOf(folder)) places.set(name, bytes.toString('latin1'));
  await world.close();
  isOpen = false;
  for (const [name, bytes] of await filesOf(folder)) places.set(`${name}, closed`, bytes.toString('latin1'));

  // The search would find something: secrets were sent, things went wrong, and the database says what it should.
  for (const name of demoServiceNames) {
    const headers = exchanges.get(name)?.map(({ requestHeaders }) => JSON.stringify(requestHeaders)) ?? [];
    const { secret } = world.service(name);
    expect(
      formsOf(secret).some(({ bytes }) => Buffer.from(headers[0] ?? '').includes(bytes)),
      name,
    ).toBe(true);
    expect(exchanges.get(name)?.filter(({ isFault }) => isFault).length, name).toBeGreaterThan(20);
  }
  expect([...problems].sort()).toEqual(expect.arrayContaining(['auth-expired', 'unavailable']));
  expect(places.get('tasks.db, closed')).toContain('Edited during');
  expect(world.logger.entries.length).toBeGreaterThan(20);
  expect(await requested).not.toEqual([]);

  const canaries = demoServiceNames.map((name) => ({ name, secret: world.service(name).secret }));
  expect(
    findSecrets(
      canaries,
      [...places].map(([name, text]) => ({ name, bytes: Buffer.from(text) })),
    ),
  ).toEqual([]);
});

/** What a careless service or something between may answer: everything that it was sent. */
function faultsOf(sent: Readonly<Record<string, string | undefined>>): readonly Fault[] {
  const words = Object.entries(sent).map(([name, value]) => `${name}: ${value}`);
  const body = JSON.stringify({
    message: words.join('; '),
    errorMessages: words,
    errors: words.map((message) => ({ message })),
  });
  const headers = { 'content-type': 'application/json', 'x-request': sent['authorization'] ?? '' };
  return [
    { kind: 'status', status: 500, headers, body },
    { kind: 'status', status: 403, headers, body },
    { kind: 'status', status: 400, headers, body },
    {
      kind: 'status',
      status: 302,
      headers: { ...headers, location: `/?${echo}=${encodeURIComponent(words.join())}` },
      body,
    },
    { kind: 'drop', when: 'before' },
    { kind: 'drop', when: 'after' },
    { kind: 'body', body: words.join('\n') },
    { kind: 'body', body },
    { kind: 'status', status: 401, headers, body },
  ];
}

async function sync() {
  world.clock.set(world.clock.now() + 40 * 60_000);
  return await world.sync();
}

/** Here, so that there is something to be written everywhere. */
async function edit(title: string): Promise<void> {
  const { tasks } = await world.call('tasks.list', { profile: 'All', sort: 'title' });
  const [task] = tasks;
  if (task) await world.call('tasks.edit', { task: task.id, edit: { title } });
  await world.call('tasks.comment', { task: task?.id ?? '', text: `About ${title}` });
}

async function filesOf(place: string): Promise<readonly (readonly [string, Buffer])[]> {
  const names = await readdir(place);
  return await Promise.all(names.map(async (name) => [name, await readFile(join(place, name))] as const));
}
