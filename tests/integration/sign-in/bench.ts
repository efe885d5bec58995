import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Core, CoreOptions, Ports } from '../../../src-main/core/core.ts';
import { createCore } from '../../../src-main/core/create-core.ts';
import { openSqliteStore } from '../../../src-main/core/store/sqlite/open.ts';
import { createNodeHttp } from '../../../src-main/hosts/node/node-http.ts';
import { randomIds } from '../../../src-main/hosts/node/random-ids.ts';
import { createRequestLog } from '../../../src-main/hosts/node/request-log.ts';
import { createSecrets } from '../../../src-main/hosts/node/secrets.ts';
import type { SignInStart } from '../../../src-shared/api/views.ts';
import type { ConnectorDescriptor } from '../../../src-shared/connector/descriptor.ts';
import type { Browser, Secrets } from '../../../src-shared/ports/ports.ts';
import { createFakeClock, type FakeClock } from '../../fakes/fake-clock.ts';
import { type OAuthServer, type OAuthServerOptions, startOAuthServer } from '../../fakes/oauth-server.ts';
import { offlinePorts } from '../../fakes/offline-ports.ts';
import { createRecordingLogger, type RecordingLogger } from '../../fakes/recording-logger.ts';
import { deskAt } from '../../fakes/sign-in-provider.ts';

/** A service with its sign-in, and one data folder that any number of programs may work on. */
export interface Bench {
  readonly server: OAuthServer;
  readonly clock: FakeClock;
  readonly logger: RecordingLogger;
  readonly folder: string;
  /** How far the service's clock is ahead of ours. */
  readonly skew: { ms: number };
  readonly requests: Ports['requests'];
  /** A program on the folder: its own store, vault and network. */
  open(changes?: { readonly secrets?: (real: Secrets) => Secrets; readonly browser?: Browser }): Promise<Core>;
  /** What it was made of, for what only its own schedule asks. */
  optionsOf(core: Core): CoreOptions;
  /** All bytes of the folder. */
  everything(): Promise<Buffer>;
  close(): Promise<void>;
}

export interface BenchOptions extends Partial<OAuthServerOptions> {
  readonly describe?: (origin: string) => ConnectorDescriptor;
}

export async function createBench({ describe = deskAt, ...options }: BenchOptions = {}): Promise<Bench> {
  const clock = createFakeClock();
  const skew = { ms: 0 };
  const server = await startOAuthServer({ now: () => clock.now() + skew.ms, ...options });
  const folder = await mkdtemp(join(tmpdir(), 'task-sync-sign-in-'));
  const keyFile = `${folder}.key`;
  await writeFile(keyFile, randomBytes(32));
  const logger = createRecordingLogger();
  const requests = createRequestLog();
  const opened: Core[] = [];
  const optionsOf = new WeakMap<Core, CoreOptions>();
  const https: { close(): void }[] = [];
  const noKeychain = { read: async () => null, write: async () => {}, remove: async () => {} };

  const open: Bench['open'] = async ({ secrets = (real: Secrets) => real, browser } = {}) => {
    const http = createNodeHttp();
    https.push(http);
    const vault = createSecrets({
      ...{ file: join(folder, 'secrets.json'), keychain: noKeychain, keyFile, passphrase: null },
      locks: { file: join(folder, 'secrets.lock'), renewal: join(folder, 'sign-in.lock') },
    });
    const options: CoreOptions = {
      store: await openSqliteStore({ file: join(folder, 'task-sync.db'), clock }),
      ports: {
        ...offlinePorts,
        clock,
        ids: randomIds,
        http,
        secrets: secrets(vault),
        logger,
        requests,
        ...(browser && { browser }),
      },
      connectors: [describe(server.origin)],
      timeZone: 'UTC',
    };
    const core = createCore(options);
    optionsOf.set(core, options);
    opened.push(core);
    return core;
  };
  return {
    ...{ server, clock, logger, folder, skew, requests, open },
    optionsOf: (core) => {
      const options = optionsOf.get(core);
      if (options === undefined) throw new Error('not opened here');
      return options;
    },
    everything: async () => {
      const names = (await readdir(folder)).filter((name) => !name.endsWith('.lock'));
      return Buffer.concat(await Promise.all(names.map((name) => readFile(join(folder, name)))));
    },
    close: async () => {
      for (const core of opened) await core.stop();
      for (const http of https) http.close();
      await server.close();
      await rm(folder, { recursive: true });
      await rm(keyFile);
    },
  };
}

export async function addDesk(core: Core, kind: 'code' | 'device' = 'code', url: string | null = null): Promise<void> {
  await core.api.call('connections.add', {
    ...{ name: 'desk', connector: 'desk', url, username: null, secret: null, options: {} },
    signIn: { kind, clientId: 'client-1' },
  });
}

export interface Visit {
  readonly status: number;
  readonly location: string;
  readonly page: string;
}

/** One request as a browser sends it when a person goes somewhere; `fetch` would say that it is a script's. */
export function visit(
  address: URL | string,
  init: { readonly method?: string; readonly headers?: Readonly<Record<string, string>> } = {},
): Promise<Visit> {
  const headers = { 'sec-fetch-mode': 'navigate', ...init.headers };
  return new Promise((resolve, reject) => {
    const outgoing = request(address, { agent: false, method: init.method ?? 'GET', headers }, (response) => {
      let page = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        page += part;
      });
      const { statusCode: status = 0, headers: said } = response;
      response.on('end', () => resolve({ status, location: said.location ?? '', page }));
    });
    outgoing.once('error', reject);
    outgoing.end();
  });
}

/** What a browser does when the person opens the address: the service's page, and back to this computer. */
export async function browse(address: string): Promise<Visit> {
  return visit((await visit(address)).location);
}

/** Signs in, in the browser. */
export async function signIn(core: Core, options: { readonly clientSecret?: string } = {}): Promise<SignInStart> {
  const start = await core.api.call('connections.beginSignIn', { name: 'desk', ...options });
  await browse(start.address);
  await core.api.call('connections.finishSignIn', { attempt: start.attempt });
  return start;
}

export async function failure(promise: Promise<unknown>): Promise<{ readonly code: string; readonly message: string }> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return { code: String(error.code), message: error.message };
    throw error;
  }
  throw new Error('it did not fail');
}

/** Fake time stands still: what waits in it has to be woken while something else is under way. */
export async function passing<T>({ clock }: Bench, work: Promise<T>, stepMs = 1_000): Promise<T> {
  let isDone = false;
  const done = work.finally(() => {
    isDone = true;
  });
  done.catch(() => undefined);
  while (!isDone) {
    await clock.advance(stepMs);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return done;
}
