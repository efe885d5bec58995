import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connector } from '../../../../src-shared/connector/connector.ts';
import type { Logger } from '../../../../src-shared/ports/ports.ts';
import { connectors } from '../../../connectors/registry.ts';
import type { Core } from '../../../core/core.ts';
import type { DemoService, DemoServiceName } from '../../../demo/demo-service.ts';
import { startDemoService } from '../../../demo/start-demo-service.ts';
import { createNodeHttp } from '../../node/node-http.ts';
import { openCore } from '../../node/open-core.ts';
import { systemClock } from '../../node/system-clock.ts';

/** A place to try everything: services in this process, and a data folder that nobody else uses. */
export interface DemoWorkspace {
  readonly core: Core;
  readonly services: readonly DemoService[];
  /** Of the only profile. */
  readonly profile: string;
  /** Somebody at work in a service, as its own web page would be; Task Sync learns of it at the next sync. */
  personAt(service: DemoService): Promise<Connector>;
  close(): Promise<void>;
}

export interface DemoWorkspaceOptions {
  readonly services: readonly DemoServiceName[];
  readonly logger: Logger;
}

/** As over a quick line, so that progress can be seen. */
const latencyMs = 20;

/** Starts the services, the first one with tasks, connects them and joins them in one profile. */
export async function openDemoWorkspace({ services: names, logger }: DemoWorkspaceOptions): Promise<DemoWorkspace> {
  const folder = await mkdtemp(join(tmpdir(), 'tasksync-demo-'));
  const services: DemoService[] = [];
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
  try {
    for (const [index, name] of names.entries()) {
      services.push(await startDemoService(name, { isSeeded: index === 0, latencyMs }));
    }
    // A key of its own, so that nobody's keychain is asked.
    const keyFile = join(folder, 'key');
    await writeFile(keyFile, randomBytes(32), { mode: 0o600 });
    core = await openCore({ dataDir: join(folder, 'data'), logger, env: { TASKSYNC_KEY_FILE: keyFile } });
    const profile = await connect(core, services);
    return {
      ...{ core, services, profile, close },
      personAt: async ({ connector, url, username, secret, options }) => {
        const descriptor = connectors.find(({ id }) => id === connector);
        if (descriptor === undefined) throw new Error(`There is no connector ${connector}.`);
        const context = { http, url, username, options, logger, clock: systemClock, signal: ended.signal };
        return await descriptor.connect({ ...context, secret: async () => secret });
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function connect({ api }: Core, services: readonly DemoService[]): Promise<string> {
  for (const { name, connector, url, username, secret, options } of services) {
    await api.call('connections.add', { name, connector, url, username, secret, options });
  }
  const endpoints = services.map(({ name, container, mapping }) => ({ connection: name, container, mapping }));
  const { name } = await api.call('profiles.save', { file: { name: 'Demo', endpoints } });
  return name;
}
