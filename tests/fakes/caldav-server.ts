import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault, Faults } from '../../src-main/demo/kit/faults.ts';
import { createFaults } from '../../src-main/demo/kit/faults.ts';
import type { CalendarCollection } from './caldav-server/calendar-store.ts';
import { createCollection } from './caldav-server/calendar-store.ts';
import type { Behaviour, Reply } from './caldav-server/dav-handler.ts';
import { handle } from './caldav-server/dav-handler.ts';

export interface CaldavServerOptions extends Partial<Behaviour> {
  /** Every answer waits this long, as over a network. */
  readonly latencyMs?: number;
  /** Writes are carried out one after the other and take this long each, as on a slow disk. */
  readonly perWriteMs?: number;
  /** Password by user name. */
  readonly users?: Readonly<Record<string, string>>;
  /** Names of the collections each user begins with. */
  readonly collections?: readonly string[];
}

export interface RequestLogEntry {
  readonly method: string;
  readonly path: string;
  /** 0: the connection was dropped. */
  readonly status: number;
}

/** A small real CalDAV server: RFC 4791 and 6578 as far as a task client goes, in memory, on a free port of 127.0.0.1. */
export interface CaldavServer {
  readonly url: string;
  /** Of the first user and the first collection. */
  readonly collectionUrl: string;
  readonly username: string;
  readonly password: string;
  /** By name, of the first user; `put` and `delete` on it are edits behind the client's back. */
  collection(name?: string): CalendarCollection;
  /** Can be changed while it runs. */
  readonly behaviour: Behaviour;
  readonly requests: RequestLogEntry[];
  readonly faults: Faults;
  close(): Promise<void>;
}

export async function createCaldavServer(options: CaldavServerOptions = {}): Promise<CaldavServer> {
  const users = options.users ?? { sync: 'sync-secret' };
  const names = options.collections ?? ['tasks'];
  const [[username, password] = ['sync', '']] = Object.entries(users);
  const behaviour = behaviourOf(options);
  const collections = new Map<string, CalendarCollection>();
  const makeCollection = (path: string): CalendarCollection => {
    const collection = createCollection(path.split('/').at(-2) ?? '', path);
    collections.set(path, collection);
    return collection;
  };
  for (const user of Object.keys(users)) for (const name of names) makeCollection(`/${user}/${name}/`);
  const requests: RequestLogEntry[] = [];
  const faults = createFaults();
  let writes: Promise<unknown> = Promise.resolve();

  const carryOut = async (request: IncomingMessage, path: string, body: string): Promise<Reply> => {
    const user = userOf(request, users);
    if (user === null) return { status: 401, headers: { 'www-authenticate': 'Basic realm="fake"' } };
    const isWrite = ['PUT', 'DELETE', 'MKCALENDAR'].includes(request.method ?? '');
    if (isWrite && options.perWriteMs !== undefined) {
      writes = writes.then(() => sleep(options.perWriteMs));
      await writes;
    }
    return handle({ collections, behaviour, makeCollection }, { ...asked(request, path, body), user });
  };

  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
    const log = (status: number): void => {
      requests.push({ method: request.method ?? '', path, status });
    };
    serve(request, response, path).then(log, () => {
      response.destroy();
      log(0);
    });
  });

  const serve = async (request: IncomingMessage, response: ServerResponse, path: string): Promise<number> => {
    const body = await readBody(request);
    const fault = faults.take({ method: request.method ?? '', path, body });
    if (options.latencyMs !== undefined) await sleep(options.latencyMs);
    if (fault?.kind === 'delay') await sleep(fault.ms);
    if (fault?.kind === 'drop' && fault.when === 'before') throw new Error('dropped');
    const reply = fault !== null && replaces(fault) ? replacement(fault) : await carryOut(request, path, body);
    if (fault?.kind === 'drop') throw new Error('dropped');
    send(request, response, spoil(reply, fault));
    return reply.status;
  };

  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const url = `http://127.0.0.1:${isPort(address) ? address.port : 0}/`;

  return {
    url,
    collectionUrl: `${url}${username}/${names[0] ?? ''}/`,
    username,
    password,
    collection: (name = names[0] ?? '') => {
      const found = collections.get(`/${username}/${name}/`);
      if (found === undefined) throw new Error(`the server has no collection ${name}`);
      return found;
    },
    behaviour,
    requests,
    faults,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function behaviourOf(options: Partial<Behaviour>): Behaviour {
  return {
    syncCollection: options.syncCollection ?? true,
    ctag: options.ctag ?? true,
    syncPageSize: options.syncPageSize ?? Number.POSITIVE_INFINITY,
    namesComponents: options.namesComponents ?? true,
    encodeHref: options.encodeHref ?? encodeURI,
    store: options.store ?? ((text) => text),
    etagOnPut: options.etagOnPut ?? true,
    hidden: options.hidden ?? (() => false),
  };
}

function isPort(address: string | AddressInfo | null): address is AddressInfo {
  return typeof address === 'object' && address !== null;
}

function userOf(request: IncomingMessage, users: Readonly<Record<string, string>>): string | null {
  const [, token = ''] = /^Basic (.+)$/i.exec(request.headers.authorization ?? '') ?? [];
  const [user = '', ...password] = Buffer.from(token, 'base64').toString('utf8').split(':');
  return Object.hasOwn(users, user) && users[user] === password.join(':') ? user : null;
}

function asked(request: IncomingMessage, path: string, body: string) {
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, value?.toString()]));
  return { method: request.method ?? '', path, headers, body };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

type Replacing = Extract<Fault, { kind: 'status' | 'html' }>;

function replaces(fault: Fault): fault is Replacing {
  return fault.kind === 'status' || fault.kind === 'html';
}

function replacement(fault: Replacing): Reply {
  if (fault.kind === 'status') return { status: fault.status, headers: fault.headers ?? {}, body: fault.body ?? '' };
  return {
    status: 200,
    headers: { 'content-type': 'text/html' },
    body: '<!DOCTYPE html><html><body>Sign in</body></html>',
  };
}

function spoil(reply: Reply, fault: Fault | null): Reply {
  if (fault?.kind === 'truncate') return { ...reply, body: (reply.body ?? '').slice(0, (reply.body ?? '').length / 2) };
  return fault?.kind === 'body' ? { ...reply, body: fault.body } : reply;
}

function send(request: IncomingMessage, response: ServerResponse, { status, headers = {}, body = '' }: Reply): void {
  const bytes = Buffer.from(body, 'utf8');
  response.writeHead(status, {
    server: 'Fake CalDAV/1.0',
    date: new Date().toUTCString(),
    'content-length': status === 204 ? 0 : bytes.length,
    ...headers,
  });
  response.end(request.method === 'HEAD' ? undefined : bytes);
}
