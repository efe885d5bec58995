import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseMetrics } from '../../../fakes/parse-metrics.ts';
import { createWorld, type World } from '../../../fakes/world.ts';
import { startTestHost, type TestHost } from './start-host.ts';

let world: World;
let host: TestHost;

beforeEach(async () => {
  world = await createWorld();
  host = await startTestHost(world.core.api);
});
afterEach(async () => {
  await host.close();
  await world.close();
});

const ask = (token?: string) =>
  fetch(
    `http://127.0.0.1:${host.port}/metrics`,
    token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } },
  );

describe('the metrics (SEC-40)', () => {
  it('are not there before they are switched on', async () => {
    expect((await ask()).status).toBe(404);
    expect((await ask('x'.repeat(43))).status).toBe(404);
  });

  it('open with the token only, and a new one closes the old one', async () => {
    const { token } = await world.core.api.call('metrics.turnOn', {});
    const without = await ask();
    expect([without.status, without.headers.get('www-authenticate')]).toEqual([
      401,
      'Bearer realm="Task Sync metrics"',
    ]);
    expect((await ask(`${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`)).status).toBe(401);
    expect((await ask(token)).status).toBe(200);
    const { token: next } = await world.core.api.call('metrics.turnOn', {});
    expect([(await ask(token)).status, (await ask(next)).status]).toEqual([401, 200]);
    await world.core.api.call('metrics.turnOff', {});
    expect((await ask(next)).status).toBe(404);
  });

  it('keep the token nowhere', async () => {
    const { token } = await world.core.api.call('metrics.turnOn', {});
    const kept = await world.store.settings.get('metrics');
    expect(JSON.stringify([kept, await world.core.api.call('metrics.show', {})])).not.toContain(token);
  });

  it('are what Prometheus reads, count what runs did, and name nothing and nobody', async () => {
    const { token } = await world.core.api.call('metrics.turnOn', {});
    world.service('A').add({ title: 'Buy a ring for Ann' });
    await world.sync();
    const answer = await ask(token);
    expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    const text = await answer.text();
    const metrics = parseMetrics(text);
    const value = (name: string) => metrics.get(name)?.samples.map(({ value }) => value);
    expect(metrics.get('tasksync_runs_total')?.samples).toEqual([
      expect.objectContaining({ labels: { state: 'done', trigger: 'you' }, value: 1 }),
    ]);
    expect(value('tasksync_tasks')).toEqual([1]);
    expect(value('tasksync_conflicts_open')).toEqual([0]);
    const written = metrics
      .get('tasksync_service_writes_total')
      ?.samples.find(({ labels, value }) => labels['kind'] === 'created' && value === 1);
    expect(written).toBeDefined();
    expect(metrics.get('tasksync_run_duration_seconds')?.samples.at(-1)).toMatchObject({ value: 1 });
    const { profiles } = await world.core.api.call('status.get', {});
    const names = [...profiles.map(({ name }) => `"${name}"`), 'ring', 'Ann'];
    for (const name of names) expect(text).not.toContain(name);
  });
});
