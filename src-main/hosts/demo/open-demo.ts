import { randomBytes } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DemoTask } from '../../../src-shared/api/views.ts';
import type { Connector, RemoteTask } from '../../../src-shared/connector/connector.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { Logger } from '../../../src-shared/ports/ports.ts';
import { connectors } from '../../connectors/registry.ts';
import type { Core } from '../../core/core.ts';
import type { DemoService } from '../../demo/demo-service.ts';
import { startStory } from '../../demo/story/start-story.ts';
import { createNodeHttp } from '../node/node-http.ts';
import { openCore } from '../node/open-core.ts';
import { systemClock } from '../node/system-clock.ts';

/** The demonstration, open: services in this process, and a data folder that is gone when it is closed. */
export interface OpenDemo {
  readonly core: Core;
  /** Of its only profile. */
  readonly profile: string;
  /** Names of its services. */
  readonly services: readonly string[];
  tasks(service: string): Promise<readonly DemoTask[]>;
  edit(service: string, change: DemoChange): Promise<DemoTask>;
  close(): Promise<void>;
}

export interface DemoChange {
  readonly task: string;
  readonly title: string;
  readonly status?: string | undefined;
}

export interface OpenDemoOptions {
  /** Made anew; whatever is in it is removed. */
  readonly folder: string;
  readonly logger: Logger;
}

/** As over a quick line, so that progress can be seen. */
const latencyMs = 25;

export async function openDemo({ folder, logger }: OpenDemoOptions): Promise<OpenDemo> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const services = await startStory(latencyMs);
  const http = createNodeHttp();
  const ended = new AbortController();
  let core: Core | undefined;
  const close = async (): Promise<void> => {
    ended.abort();
    await core?.stop();
    http.close();
    await Promise.all(services.map((service) => service.close()));
    await rm(folder, { recursive: true, force: true });
  };
  const personAt = async (name: string): Promise<{ readonly person: Connector; readonly container: string }> => {
    const found = services.find((service) => service.name === name);
    const descriptor = connectors.find(({ id }) => id === found?.connector);
    if (!found || !descriptor) throw new TaskSyncError('invalid-input', `The demonstration has no “${name}”.`);
    const { url, username, secret, options, container } = found;
    const context = { http, url, username, options, logger, clock: systemClock, signal: ended.signal };
    return { person: await descriptor.connect({ ...context, secret: async () => secret }), container };
  };
  try {
    // A key of its own, so that nobody's keychain is asked.
    const keyFile = join(folder, 'key');
    await writeFile(keyFile, randomBytes(32), { mode: 0o600 });
    core = await openCore({ dataDir: join(folder, 'data'), logger, env: { TASKSYNC_KEY_FILE: keyFile } });
    const profile = await connect(core, services);
    return {
      ...{ core, profile, services: services.map(({ name }) => name), close },
      tasks: async (service) => {
        const { person, container } = await personAt(service);
        const states = await statesOf(person, container);
        return (await allTasks(person, container)).map((task) => viewTask(task, states));
      },
      edit: async (service, { task: id, title, status }) => {
        const { person, container } = await personAt(service);
        const [current] = (await person.get(container, [id])).tasks;
        if (!current)
          throw new TaskSyncError('not-found', `${service} has no such task any more. Nothing was changed.`);
        const fields = { title, ...(status === undefined ? {} : { status }) };
        const changed = Object.entries(fields).filter(([field, value]) => current.fields[field] !== value);
        if (changed.length > 0) await person.update({ container, id, fields: Object.fromEntries(changed), current });
        const [now] = (await person.get(container, [id])).tasks;
        return viewTask(now ?? current, await statesOf(person, container));
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

type States = DemoTask['states'];

async function statesOf(person: Connector, container: string): Promise<States> {
  const { fields } = await person.schema(container);
  return (fields['status']?.options ?? []).map(({ value, label }) => ({ value, label }));
}

async function allTasks(person: Connector, container: string): Promise<readonly RemoteTask[]> {
  const tasks: RemoteTask[] = [];
  const pages = person.pull({ container, cursor: null, known: async () => new Map() });
  for await (const page of pages) tasks.push(...page.tasks);
  return tasks;
}

function viewTask({ id, fields }: RemoteTask, states: States): DemoTask {
  return { id, title: String(fields['title'] ?? ''), status: String(fields['status'] ?? ''), states };
}

async function connect({ api }: Core, services: readonly DemoService[]): Promise<string> {
  for (const { name, connector, url, username, secret, options } of services) {
    await api.call('connections.add', { name, connector, url, username, secret, options });
  }
  const endpoints = services.map(({ name, container, mapping }) => ({ connection: name, container, mapping }));
  const match = { by: ['reference', 'title', 'likeness'] as const };
  const file = { name: 'Web shop', endpoints, match: { by: [...match.by] } };
  return (await api.call('profiles.save', { file })).name;
}
