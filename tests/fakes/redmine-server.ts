import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault, Faults } from '../../src-main/demo/kit/faults.ts';
import { createFaults } from '../../src-main/demo/kit/faults.ts';
import type { Reply } from './redmine-server/routes.ts';
import { route } from './redmine-server/routes.ts';
import type { RedmineStore, StoredProject } from './redmine-server/store.ts';
import { createStore } from './redmine-server/store.ts';

export interface RedmineServerOptions {
  /** The folder of the host that Redmine lives in; default: none. */
  readonly folder?: string;
  /** Its clock, in milliseconds; default: this computer's. */
  readonly now?: () => number;
  /** Its Date headers follow `now`; default: they follow this computer's clock. */
  readonly tellsItsTime?: boolean;
  /** Called before each answer is made, as if somebody else were at work in between. */
  readonly meanwhile?: (request: { readonly method: string; readonly path: string }) => void;
}

/** A small real Redmine 5.0: what its REST API does with issues, as found out with a real one, on a free port of 127.0.0.1. */
export interface RedmineServer {
  readonly url: string;
  /** Of an administrator. */
  readonly key: string;
  /** Of a member whose role may hardly do anything. */
  readonly weakKey: string;
  readonly project: StoredProject;
  /** Edits on it are edits behind the client's back. */
  readonly store: RedmineStore;
  readonly requests: { readonly method: string; readonly path: string; readonly status: number }[];
  readonly faults: Faults;
  close(): Promise<void>;
}

export async function createRedmineServer(options: RedmineServerOptions = {}): Promise<RedmineServer> {
  const store = createStore([
    {
      id: 1,
      login: 'admin',
      firstname: 'Ana',
      lastname: 'Admin',
      mail: 'ana@example.org',
      key: 'key-of-the-administrator',
      admin: true,
    },
    {
      id: 5,
      login: 'weak',
      firstname: 'Ben',
      lastname: 'Weak',
      mail: 'ben@example.org',
      key: 'key-of-a-member',
      admin: false,
    },
  ]);
  const project = store.addProject('tasks', {
    name: 'Tasks',
    categories: [{ id: 1, name: 'Backend' }],
    versions: [
      { id: 1, name: '1.0', status: 'open' },
      { id: 2, name: '2.0', status: 'open' },
    ],
  });
  const folder = options.folder ?? '';
  const now = options.now ?? Date.now;
  const requests: { method: string; path: string; status: number }[] = [];
  const faults = createFaults();

  const carryOut = (request: IncomingMessage, url: URL, bytes: Buffer): Reply => {
    const key = request.headers['x-redmine-api-key'];
    const user = [...store.users.values()].find((one) => one.key === key);
    if (user === undefined) return { status: 401 };
    if (!url.pathname.startsWith(`${folder}/`)) return { status: 404 };
    const path = decodeURIComponent(url.pathname.slice(folder.length));
    const asked = {
      method: request.method ?? '',
      path,
      query: url.searchParams,
      body: bytes.toString('utf8'),
      bytes,
      user,
    };
    return route(store, now, asked);
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const bytes = await readBody(request);
    const url = new URL(request.url ?? '/', 'http://localhost');
    const seen = { method: request.method ?? '', path: url.pathname };
    const fault = faults.take({ ...seen, body: bytes.toString('utf8') });
    if (fault?.kind === 'delay') await sleep(fault.ms);
    options.meanwhile?.(seen);
    const isLost = fault?.kind === 'drop';
    const isReplaced = fault?.kind === 'status' || fault?.kind === 'html' || (isLost && fault.when === 'before');
    const reply = isReplaced ? { status: 0 } : carryOut(request, url, bytes);
    requests.push({ ...seen, status: isLost ? 0 : reply.status });
    if (options.tellsItsTime) response.setHeader('date', new Date(now()).toUTCString());
    if (isLost) response.destroy();
    else send(response, reply, fault);
  };

  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;

  return {
    url: `http://127.0.0.1:${port}${folder}/`,
    key: 'key-of-the-administrator',
    weakKey: 'key-of-a-member',
    project,
    store,
    requests,
    faults,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function send(response: ServerResponse, { status, json, file }: Reply, fault: Fault | null): void {
  if (file !== undefined && fault === null) {
    response.writeHead(status, { 'content-type': 'application/octet-stream' });
    response.end(file);
    return;
  }
  if (fault?.kind === 'status') {
    response.writeHead(fault.status, fault.headers ?? {});
    response.end(fault.body ?? '');
    return;
  }
  if (fault?.kind === 'html') {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end('<!DOCTYPE html><html><body>Sign in</body></html>');
    return;
  }
  const text = fault?.kind === 'body' ? fault.body : json === undefined ? '' : JSON.stringify(json);
  const body = Buffer.from(text);
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    ...(status === 401 ? { 'www-authenticate': 'Basic realm="Redmine API"' } : {}),
  });
  response.end(fault?.kind === 'truncate' ? body.subarray(0, body.length / 2) : body);
}
