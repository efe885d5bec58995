import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { systemClock } from '../../src-main/hosts/node/system-clock.ts';
import { startWebHost } from '../../src-main/hosts/web/http-server.ts';
import { createRecordingLogger } from './recording-logger.ts';
import { createSampleApi, type SampleApiOptions } from './sample-api.ts';
import { inWorld, type SampleWorld } from './sample-world.ts';

export interface SampleServer {
  /** A fresh address that signs one tab in. */
  link(): string;
  close(): Promise<void>;
}

/** Builds the page into a folder of its own, so that nobody else's build is in the way. */
export async function buildPage(): Promise<{ readonly folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'task-sync-page-'));
  await build({
    configFile: false,
    root: resolve(import.meta.dirname, '../../src-renderer'),
    base: './',
    plugins: [react()],
    logLevel: 'warn',
    build: { outDir: folder, emptyOutDir: true, target: 'chrome140', assetsInlineLimit: 0 },
  });
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** The real web host in front of the sample API. */
export async function startSampleServer(
  folder: string,
  options: SampleApiOptions & SampleWorld,
): Promise<SampleServer> {
  const host = await startWebHost({
    api: inWorld(createSampleApi(options), options),
    folder,
    clock: systemClock,
    logger: createRecordingLogger(),
  });
  return { link: () => host.link(), close: () => host.close() };
}

/** `node tests/fakes/sample-server.ts [tasks]`: prints an address and serves until it is stopped. */
if (import.meta.main) {
  const page = await buildPage();
  const server = await startSampleServer(page.folder, { tasks: Number(process.argv[2] ?? 50) });
  process.stdout.write(`${server.link()}\n`);
  process.once('SIGINT', () => {
    void server.close().then(page.remove);
  });
}
