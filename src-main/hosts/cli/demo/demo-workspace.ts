import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Logger } from '../../../../src-shared/ports/ports.ts';
import type { DemoService, DemoServiceName } from '../../../demo/demo-service.ts';
import { startDemoService } from '../../../demo/start-demo-service.ts';
import { type DemoRoom, openDemoRoom } from '../../demo/demo-room.ts';

/** A place to try everything: services in this process, and a data folder that nobody else uses. */
export interface DemoWorkspace extends DemoRoom {
  readonly services: readonly DemoService[];
}

export interface DemoWorkspaceOptions {
  readonly services: readonly DemoServiceName[];
  readonly logger: Logger;
}

/** As over a quick line, so that progress can be seen. */
const latencyMs = 20;

/** Starts the services, the first one with tasks, connects them and joins them in one profile. */
export async function openDemoWorkspace({ services: names, logger }: DemoWorkspaceOptions): Promise<DemoWorkspace> {
  const services: DemoService[] = [];
  for (const [index, name] of names.entries()) {
    services.push(await startDemoService(name, { isSeeded: index === 0, latencyMs }));
  }
  const folder = await mkdtemp(join(tmpdir(), 'tasksync-demo-'));
  return { ...(await openDemoRoom({ folder, services, profile: { name: 'Demo' }, logger })), services };
}
