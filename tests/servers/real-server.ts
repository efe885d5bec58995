import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

export type ServerName = 'radicale' | 'redmine';

/** What both scripts print; `collection` is Radicale's list, `project` and `api_key` are Redmine's. */
export interface RealServer {
  readonly base: string;
  readonly collection?: string;
  readonly project?: string;
  readonly api_key?: string;
  readonly user: string;
  readonly password: string;
  readonly pid: number;
  /** Ends the process and keeps the store, as when a server is down. */
  pause(): Promise<void>;
  /** Same store, new process. */
  restart(): Promise<void>;
  /** Ends it and deletes its store. */
  stop(): Promise<void>;
}

const run = promisify(execFile);
const programs: Readonly<Record<ServerName, string>> = { radicale: '/usr/bin/radicale', redmine: '/usr/share/redmine' };

/**
 * Why tests against this server cannot run on this machine, or null. Put it into `describe.skipIf(reason)` and into the
 * block's name. Where `.ci/run` requires the servers it is always null: then a missing server fails the test.
 */
export function whyNoServer(name: ServerName): string | null {
  if (process.env['TASKSYNC_REQUIRE_SERVERS'] === '1') return null;
  return existsSync(programs[name]) ? null : `${name} is not installed here; .ci/run installs it`;
}

/** Starts a server of its own with an empty store on a free port of 127.0.0.1; Redmine's first start takes a minute. */
export async function startServer(name: ServerName): Promise<RealServer> {
  const folder = mkdtempSync(join(tmpdir(), `tasksync-${name}-`));
  const store = join(folder, 'store');
  const script = join(process.env['TASKSYNC_SERVERS'] ?? import.meta.dirname, `${name}.sh`);
  const call = async (...args: string[]): Promise<string> => (await run('bash', [script, ...args])).stdout;
  const stop = async (): Promise<void> => {
    await call('stop', store);
    rmSync(folder, { recursive: true, force: true });
  };
  const answer = await call('start', store, String(await freePort()));
  return {
    ...(JSON.parse(answer) as Omit<RealServer, 'pause' | 'restart' | 'stop'>),
    pause: async () => void (await call('stop', store)),
    restart: async () => void (await call('restart', store)),
    stop,
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('A listening server has no port.');
  return address.port;
}
