import {
  Agent,
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Dice } from '../fakes/seeded.ts';

/** What can happen to a request on its way to a server and to the answer on its way back. */
export const faultKinds = [
  'dropped before the server',
  'dropped after the server',
  'cut in the middle of the answer',
  'delayed',
  '503 before the server',
  '503 after the server',
  'delivered twice',
  'web page instead of the server',
  'answer made unreadable',
] as const;
export type FaultKind = (typeof faultKinds)[number];

export interface Faults {
  /** From 0 to 1, for each request. */
  readonly rate: number;
  readonly kinds: readonly FaultKind[];
}

/** A write on its way to the server. */
export interface Write {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

export interface FaultProxyOptions {
  readonly behind: URL;
  readonly dice: Dice;
  /**
   * Whether the server refuses what is out of date. Where it does not, a request that arrives long after its sender died
   * would overwrite what came later, and no client could prevent that: such a server gets no late requests from us.
   */
  readonly hasPreconditions: boolean;
  /** Stands around the delivery of each write to the server, but not around a second delivery of the same. */
  readonly aroundWrite: <Answer extends { readonly status: number }>(
    write: Write,
    deliver: () => Promise<Answer>,
  ) => Promise<Answer>;
}

export type Phase = 'arrived' | 'carried out';

export interface FaultProxy {
  /** The address to use instead of `behind`. */
  readonly base: URL;
  readonly requests: number;
  /** Writes that were passed on. */
  readonly writes: number;
  readonly faults: ReadonlyMap<FaultKind, number>;
  set(faults: Faults): void;
  /** Acts once, when the nth request from now on is in the phase. */
  at(number: number, phase: Phase, act: () => void): void;
  /** Resolves when no request is under way. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

const reads: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'PROPFIND', 'REPORT']);
const longestDelayMs = 2_000;

interface Delivered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A proxy on loopback that ill-treats what passes through it. */
export async function openFaultProxy(options: FaultProxyOptions): Promise<FaultProxy> {
  const { behind, dice } = options;
  const agent = new Agent({ keepAlive: true });
  const counts = new Map<FaultKind, number>();
  const underWay = new Set<Promise<void>>();
  let faults: Faults = { rate: 0, kinds: [] };
  let requests = 0;
  let writes = 0;
  let watch: { readonly number: number; readonly phase: Phase; readonly act: () => void } | null = null;

  const draw = (method: string): FaultKind | null => {
    if (!dice.chance(faults.rate)) return null;
    const kind = dice.pick(faults.kinds) ?? null;
    // Nothing could tell the second copy of a POST from a second wish; engine/crash.test.ts has what we do about it.
    return kind === 'delivered twice' && method === 'POST' ? 'dropped after the server' : kind;
  };
  const reached = (number: number, phase: Phase): void => {
    if (watch?.number !== number || watch.phase !== phase) return;
    const { act } = watch;
    watch = null;
    act();
  };
  const forward = (method: string, path: string, headers: IncomingHttpHeaders, body: Buffer): Promise<Delivered> =>
    new Promise((resolve, reject) => {
      const sent = request(new URL(path, behind), { method, headers, agent }, (answer) => {
        collect(answer).then(
          (whole) => resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: whole }),
          reject,
        );
      });
      sent.on('error', reject);
      sent.end(body);
    });
  const deliver = (incoming: IncomingMessage, body: Buffer): Promise<Delivered> => {
    const { method = 'GET', url = '/', headers } = incoming;
    const once = (): Promise<Delivered> => forward(method, url, headers, body);
    if (reads.has(method)) return once();
    writes++;
    return options.aroundWrite({ method, path: url, body: body.toString() }, once);
  };

  const handle = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const { method = 'GET', url = '/', headers } = incoming;
    const body = await collect(incoming);
    const number = ++requests;
    reached(number, 'arrived');
    const fault = draw(method);
    if (fault !== null) counts.set(fault, (counts.get(fault) ?? 0) + 1);
    switch (fault) {
      case 'dropped before the server':
        outgoing.destroy();
        return;
      case '503 before the server':
        unavailable(outgoing, dice.chance(0.5));
        return;
      case 'web page instead of the server':
        webPage(outgoing);
        return;
      case 'delayed':
        await sleep(dice.between(20, longestDelayMs));
        break;
    }
    if (outgoing.destroyed && !options.hasPreconditions) return;
    let answer = await deliver(incoming, body);
    if (fault === 'delivered twice') {
      const second = await forward(method, url, headers, body);
      if (dice.chance(0.5)) answer = second;
    }
    reached(number, 'carried out');
    switch (fault) {
      case 'dropped after the server':
        outgoing.destroy();
        return;
      case '503 after the server':
        unavailable(outgoing, dice.chance(0.5));
        return;
      case 'cut in the middle of the answer':
        outgoing.writeHead(answer.status, answer.headers);
        outgoing.write(answer.body.subarray(0, answer.body.length >> 1), () => outgoing.destroy());
        return;
      case 'answer made unreadable':
        reply(outgoing, { ...answer, body: Buffer.concat([answer.body.subarray(0, answer.body.length >> 1), noise]) });
        return;
    }
    reply(outgoing, answer);
  };

  const server = createServer((incoming, outgoing) => {
    const one: Promise<void> = handle(incoming, outgoing)
      .catch(() => void outgoing.destroy())
      .finally(() => underWay.delete(one));
    underWay.add(one);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    base: new URL(behind.pathname, `http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    get requests() {
      return requests;
    },
    get writes() {
      return writes;
    },
    faults: counts,
    set: (next) => {
      faults = next;
    },
    at: (number, phase, act) => {
      watch = { number: requests + number, phase, act };
    },
    idle: async () => {
      while (underWay.size > 0) await Promise.all(underWay);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
        agent.destroy();
      }),
  };
}

const noise = Buffer.from('\u0000<<<{{{');

async function collect(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function reply(outgoing: ServerResponse, { status, headers, body }: Delivered): void {
  const { 'content-length': _length, 'transfer-encoding': _encoding, connection: _connection, ...kept } = headers;
  const hasBody = status !== 204 && status !== 304;
  outgoing.writeHead(status, { ...kept, ...(hasBody ? { 'content-length': String(body.length) } : {}) });
  outgoing.end(hasBody ? body : undefined);
}

function unavailable(outgoing: ServerResponse, saysWhen: boolean): void {
  outgoing.writeHead(503, saysWhen ? { 'retry-after': '1' } : {});
  outgoing.end('out of order');
}

/** What a hotel's network answers to everything until somebody has signed in. */
function webPage(outgoing: ServerResponse): void {
  outgoing.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
  outgoing.end('<!doctype html><html><body>Welcome. Please accept our terms.</body></html>');
}
