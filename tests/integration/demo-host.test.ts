import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Core } from '../../src-main/core/core.ts';
import { refusedTitle } from '../../src-main/demo/story/story-tasks.ts';
import { type DemoHost, withDemo } from '../../src-main/hosts/demo/with-demo.ts';
import { openCore } from '../../src-main/hosts/node/open-core.ts';
import type { ApiEvent } from '../../src-shared/api/contract.ts';
import { createRecordingLogger } from '../fakes/recording-logger.ts';

describe('the demonstration beside the person’s own data', () => {
  let folder: string;
  let own: Core;
  let host: DemoHost;
  const events: ApiEvent[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'task-sync-demo-host-'));
    const logger = createRecordingLogger();
    own = await openCore({ dataDir: folder, logger, env: {} });
    await own.api.call('profiles.save', { file: { name: 'Mine' } });
    await own.api.call('tasks.add', { profile: 'Mine', edit: { title: 'My own task' } });
    // As a demonstration leaves it that ended by a crash.
    await mkdir(join(folder, 'demo', 'data'), { recursive: true });
    host = withDemo({ core: own, dataDir: folder, logger });
    host.api.subscribe((event) => events.push(event));
  });
  afterAll(async () => {
    await host.close();
    await own.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const titles = async () => (await host.api.call('tasks.list', { limit: 1000 })).tasks.map(({ title }) => title);

  it('clears away what a demonstration left behind', async () => {
    // Answers come in turn with the clearing.
    await host.api.call('profiles.list', {});
    expect(existsSync(join(folder, 'demo'))).toBe(false);
  });

  it('shows what a first sync would do: creates, completes, asks, and refuses nothing unseen', async () => {
    expect(await host.api.call('demo.state', {})).toMatchObject({ isOffered: true, isOpen: false });
    const state = await host.api.call('demo.enter', {});
    expect(state).toMatchObject({ isOpen: true, profile: 'Web shop', services: ['Jira', 'Trello'] });
    expect(events).toContainEqual({ kind: 'workspace', isDemo: true });
    const plan = await host.api.call('plans.preview', { profile: 'Web shop' });
    const count = (kind: string) => plan.actions.filter((action) => action.kind === kind).length;
    expect(count('create')).toBeGreaterThan(10);
    expect(count('update')).toBeGreaterThan(4);
    expect(count('delete')).toBe(0);
    expect(plan.conflicts).toHaveLength(3);
    expect(plan.matches).toHaveLength(1);
  });

  it('syncs in a few seconds, with one task refused and one short pause', async () => {
    const run = await host.api.call('runs.start', { profile: 'Web shop' });
    expect(run).toMatchObject({ state: 'problems', conflicts: 3 });
    expect(run.problems.map(({ title }) => title)).toEqual([refusedTitle]);
    expect(run.durationMs).toBeLessThan(15_000);
  });

  it('lets somebody work in Trello, and brings it over', async () => {
    const cards = await host.api.call('demo.tasks', { service: 'Trello' });
    const card = cards.find(({ title }) => title === 'Receipts as PDF');
    await host.api.call('demo.edit', { service: 'Trello', task: card?.id ?? '', title: 'Receipts as PDF and mail' });
    await host.api.call('runs.start', { profile: 'Web shop' });
    const issues = await host.api.call('demo.tasks', { service: 'Jira' });
    expect(issues.map(({ title }) => title)).toContain('Receipts as PDF and mail');
  });

  it('never mixes with what is the person’s own, and leaves nothing behind', async () => {
    expect(await titles()).not.toContain('My own task');
    expect((await own.api.call('tasks.list', {})).total).toBe(1);
    await host.api.call('demo.reset', {});
    expect(await titles()).toEqual([]);
    await host.api.call('demo.leave', {});
    expect(events.at(-1)).toEqual({ kind: 'workspace', isDemo: false });
    expect(await titles()).toEqual(['My own task']);
    expect(existsSync(join(folder, 'demo'))).toBe(false);
  });
});
