import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../../../src-main/hosts/node/system-clock.ts';
import { startWebHost, type WebHost, type WebHostOptions } from '../../../../src-main/hosts/web/http-server.ts';
import type { Api } from '../../../../src-shared/api/contract.ts';
import { createRecordingLogger, type RecordingLogger } from '../../../fakes/recording-logger.ts';

export interface TestHost extends WebHost {
  readonly logger: RecordingLogger;
  readonly folder: string;
}

/** A web host with a small page of its own, beside a file that nobody may read through it. */
export async function startTestHost(api: Api, options: Partial<WebHostOptions> = {}): Promise<TestHost> {
  const parent = await mkdtemp(join(tmpdir(), 'task-sync-web-'));
  const folder = join(parent, 'renderer');
  await mkdir(join(folder, 'assets'), { recursive: true });
  await writeFile(join(parent, 'outside.txt'), 'outside');
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>Task Sync</title>');
  await writeFile(join(folder, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  await writeFile(join(folder, 'assets', 'main-1a2b.js'), 'export {};');
  await writeFile(join(folder, 'assets', 'main-1a2b.js.map'), '{}');
  const logger = createRecordingLogger();
  const host = await startWebHost({ api, folder, clock: systemClock, logger, ...options });
  return {
    ...host,
    logger,
    folder,
    close: async () => {
      await host.close();
      await rm(parent, { recursive: true });
    },
  };
}
