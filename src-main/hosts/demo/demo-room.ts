import { randomBytes } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProfileFile } from '../../../src-shared/api/profile-file.ts';
import type { Connector } from '../../../src-shared/connector/connector.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { Logger } from '../../../src-shared/ports/ports.ts';
import { connectors } from '../../connectors/registry.ts';
import type { Core } from '../../core/core.ts';
import type { DemoService } from '../../demo/demo-service.ts';
import { createNodeHttp } from '../node/node-http.ts';
import { openCore } from '../node/open-core.ts';
import { systemClock } from '../node/system-clock.ts';

/** A core of its own over simulated services in this process: what every demonstration is made of. */
export interface DemoRoom {
  readonly core: Core;
  /** Name of its only profile. */
  readonly profile: string;
  /** Somebody at work in a service, as its own web page would be; Task Sync learns of it at the next sync. */
  personAt(service: DemoService): Promise<Connector>;
  /** Ends the core and the services, and removes the folder. */
  close(): Promise<void>;
}

export interface DemoRoomOptions {
  /** Nobody else's; gone when the room is closed. */
  readonly folder: string;
  /** Running; the room ends them, also when it cannot be opened. */
  readonly services: readonly DemoService[];
  /** What the profile is called, and what else it says besides its places. */
  readonly profile: Pick<ProfileFile, 'name'> & Partial<Pick<ProfileFile, 'match'>>;
  readonly logger: Logger;
}

/** Connects the services and joins them in one profile. Throws what opening a core does. */
export async function openDemoRoom({ folder, services, profile, logger }: DemoRoomOptions): Promise<DemoRoom> {
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
    await mkdir(folder, { recursive: true, mode: 0o700 });
    // A key of its own, so that nobody's keychain is asked.
    const keyFile = join(folder, 'key');
    await writeFile(keyFile, randomBytes(32), { mode: 0o600 });
    core = await openCore({ dataDir: join(folder, 'data'), logger, env: { TASKSYNC_KEY_FILE: keyFile } });
    return {
      ...{ core, close, profile: await connectAll(core, services, profile) },
      personAt: async ({ name, connector, url, username, secret, options }) => {
        const descriptor = connectors.find(({ id }) => id === connector);
        if (!descriptor) throw new TaskSyncError('bug', `The demonstration has no connector for “${name}”.`);
        const context = { http, url, username, options, logger, clock: systemClock, signal: ended.signal };
        return await descriptor.connect({ ...context, secret: async () => secret });
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function connectAll(
  { api }: Core,
  services: readonly DemoService[],
  profile: DemoRoomOptions['profile'],
): Promise<string> {
  for (const { name, connector, url, username, secret, options } of services) {
    await api.call('connections.add', { name, connector, url, username, secret, options });
  }
  const endpoints = services.map(({ name, container, mapping }) => ({ connection: name, container, mapping }));
  return (await api.call('profiles.save', { file: { ...profile, endpoints } })).name;
}
