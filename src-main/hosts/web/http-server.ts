import { createServer } from 'node:http';
import type { Api } from '../../../src-shared/api/contract.ts';
import type { Clock, Logger } from '../../../src-shared/ports/ports.ts';
import { answerUpgrades } from './answer-upgrades.ts';
import { createGate } from './gate.ts';
import { listen, stopListening } from './listening.ts';
import { sendStatus, servePageFiles } from './page-files.ts';
import { type Place, refusePage } from './request-guard.ts';
import { createSocketServer } from './socket-server.ts';

export interface WebHostOptions {
  readonly api: Api;
  /** The built page. */
  readonly folder: string;
  /** Default 0: the system chooses a free one. */
  readonly port?: number;
  readonly clock: Clock;
  readonly logger: Logger;
  /** See `SocketServerOptions`. */
  readonly helloTimeoutMs?: number;
}

export interface WebHost {
  readonly port: number;
  /** A new address that signs one browser tab in, once. */
  link(): string;
  close(): Promise<void>;
}

const loopback = '127.0.0.1';

/** The app in a browser of this computer: one folder of files and one WebSocket, on the loopback interface only (SEC-40). */
export async function startWebHost(options: WebHostOptions): Promise<WebHost> {
  const { api, folder, port: wantedPort = 0, clock, logger, helloTimeoutMs } = options;
  const sendFile = await servePageFiles(folder);
  const gate = createGate();
  const server = createServer();
  const port = await listen(server, loopback, wantedPort, '--port');
  const place: Place = { scheme: 'http', names: [loopback, 'localhost', '[::1]'], port };
  const sockets = createSocketServer({
    api,
    admit: (token) => {
      const session = gate.admit(token);
      return session === null ? 'wrong' : { session, call: api.call, device: null };
    },
    clock,
    logger,
    ...(helloTimeoutMs === undefined ? {} : { helloTimeoutMs }),
  });
  server.on('request', (request, response) => {
    const refused = refusePage(request, place);
    if (refused === null) void sendFile(request, response);
    else sendStatus(response, refused);
  });
  answerUpgrades(server, place, sockets);
  return {
    port,
    link: () => `http://${loopback}:${port}/#token=${gate.invite()}`,
    close: async () => {
      sockets.close();
      await stopListening(server);
    },
  };
}
