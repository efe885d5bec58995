import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DavList } from '../servers/workspace.ts';

/** Where a request is when something happens to its sender: the server has not seen it, or has carried it out and not answered. */
export type Phase = 'arrived' | 'carried out';

/** Stands before a server, passes everything on, and tells which request it sees. */
export interface Gate {
  /** The list behind the gate, at the gate's address. */
  readonly list: DavList;
  /** PUT and DELETE requests seen so far. */
  readonly writes: number;
  /** Acts once, at the given request (from 1, reads too) in the given phase. */
  at(number: number, phase: Phase, act: () => void): void;
  close(): Promise<void>;
}

export async function openGate(behind: DavList): Promise<Gate> {
  let requests = 0;
  let writes = 0;
  let watch: { number: number; phase: Phase; act: () => void } | null = null;
  const reached = (number: number, phase: Phase): void => {
    if (watch?.number !== number || watch.phase !== phase) return;
    const { act } = watch;
    watch = null;
    act();
  };

  const pass = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    const { method = 'GET', url = '/', headers } = incoming;
    const number = ++requests;
    if (method === 'PUT' || method === 'DELETE') writes++;
    reached(number, 'arrived');
    const onward = request(new URL(url, behind.collection), { method, headers }, (answer) => {
      reached(number, 'carried out');
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    // A sender that was killed: what it had sent completely still arrives, as it would without us.
    incoming.on('close', () => incoming.complete || onward.destroy());
    incoming.pipe(onward);
  };

  const server = createServer(pass);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    list: { ...behind, collection: atGate(behind.collection, server) },
    get writes() {
      return writes;
    },
    at: (number, phase, act) => {
      watch = { number, phase, act };
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function atGate(collection: string, server: Server): string {
  const { pathname } = new URL(collection);
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}${pathname}`;
}
