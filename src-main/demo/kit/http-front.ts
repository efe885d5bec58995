import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Front, Incoming, Outgoing } from './front.ts';

/** HTTP on 127.0.0.1. */
export const httpFront: Front = {
  open: async (serve, port = 0) => {
    let origin = '';
    const server = createServer((incoming, response) => {
      readBody(incoming)
        .then((body) => serve(toIncoming(incoming, body, origin)))
        .then((outgoing) => send(response, outgoing))
        // Whoever asked is gone; there is nobody to tell.
        .catch(() => response.destroy());
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('A listening server has no port.');
    origin = `http://127.0.0.1:${address.port}`;
    return {
      origin,
      close: () =>
        new Promise((resolve) => {
          server.close(() => resolve());
          server.closeAllConnections();
        }),
    };
  },
};

async function readBody(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function toIncoming(incoming: IncomingMessage, body: Buffer, origin: string): Incoming {
  const headers: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  const url = new URL(incoming.url ?? '/', origin);
  return { method: incoming.method ?? '', url, headers, body, sleep: (ms) => sleep(ms) };
}

function send(response: ServerResponse, outgoing: Outgoing): void {
  if (outgoing.kind === 'lost') {
    response.destroy();
    return;
  }
  const { status, headers, body, isCut } = outgoing;
  response.writeHead(status, headers);
  if (body === null) response.end();
  else if (isCut) response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy());
  else response.end(body);
}
