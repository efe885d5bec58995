import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { version as ownVersion } from '../../src-shared/version.ts';

const script = join(import.meta.dirname, '../../scripts/update-list.mjs');

export interface UpdateServer {
  readonly address: string;
  readonly folder: string;
  readonly requests: readonly string[];
  /** Fails from now on. */
  break(): void;
  close(): Promise<void>;
}

/** Serves the files of a new folder on the loopback interface. */
export async function startUpdateServer(): Promise<UpdateServer> {
  const folder = mkdtempSync(join(tmpdir(), 'task-sync-updates-'));
  const requests: string[] = [];
  let isBroken = false;
  const server = createServer((request, response) => {
    const name = (request.url ?? '').slice(1);
    requests.push(name);
    if (isBroken || !/^[\w.-]+$/.test(name)) return void response.writeHead(503).end();
    try {
      response.end(readFileSync(join(folder, name)));
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    ...{ address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, folder, requests },
    break: () => {
      isBroken = true;
    },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

export interface SigningKey {
  readonly file: string;
  readonly publicKey: string;
}

/** As a release does: by the script, in a process of its own. */
export function makeSigningKey(): SigningKey {
  const file = join(mkdtempSync(join(tmpdir(), 'task-sync-key-')), 'update.pem');
  return { file, publicKey: run('key', file).trim() };
}

export const offeredName = `task-sync-${ownVersion}-linux-x86_64.AppImage`;

/** Puts a file of these sources' version into the folder, and the list that is signed for it. */
export function signRelease(folder: string, key: SigningKey): void {
  writeFileSync(join(folder, offeredName), `the program, ${ownVersion}`);
  run('sign', key.file, 'stable', folder);
}

function run(...args: readonly string[]): string {
  return execFileSync(process.execPath, [script, ...args], { encoding: 'utf8' });
}
