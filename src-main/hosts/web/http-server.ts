import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { Api, ApiCall } from '../../../src-shared/api/contract.ts';
import { proofText } from '../../../src-shared/api/messages.ts';
import type { Clock, Logger } from '../../../src-shared/ports/ports.ts';
import { answerUpgrades } from './answer-upgrades.ts';
import { isSigned } from './browser-proof.ts';
import { createGate } from './gate.ts';
import { listen, stopListening } from './listening.ts';
import { metricsPath, sendMetrics } from './metrics-page.ts';
import { sendStatus, servePageFiles } from './page-files.ts';
import { type Place, refusePage } from './request-guard.ts';
import { type Challenge, createSocketServer } from './socket-server.ts';

/** Browsers of this computer that come back without a fresh address. */
export interface RememberedBrowsers {
  /** Its public key; null: it is not remembered. */
  keyOf(id: string): string | null;
  call(id: string): ApiCall;
  /** With the ids of those that are no longer. */
  onEnded(listener: (ended: readonly string[]) => void): void;
}

export interface WebHostOptions {
  readonly api: Api;
  /** The built page. */
  readonly folder: string;
  /** Default 0: the system chooses a free one. */
  readonly port?: number;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Answers for what monitoring programs read, whatever pages are shown. Default: `api`. */
  readonly metrics?: ApiCall;
  readonly browsers?: RememberedBrowsers;
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
  const { api, folder, port: wantedPort = 0, clock, logger, browsers, helloTimeoutMs, metrics = api.call } = options;
  const sendFile = await servePageFiles(folder);
  const gate = createGate();
  const server = createServer();
  const port = await listen(server, loopback, wantedPort, '--port');
  const place: Place = { scheme: 'http', names: [loopback, 'localhost', '[::1]'], port };
  const challenge = (id: string, origin: string): Challenge | 'unknown' => {
    const key = browsers?.keyOf(id) ?? null;
    if (!browsers || key === null) return 'unknown';
    const nonce = randomBytes(32).toString('base64url');
    const guest = { session: '', call: browsers.call(id), device: id };
    return { nonce, prove: (signature) => (isSigned(proofText(origin, nonce), key, signature) ? guest : 'wrong') };
  };
  const sockets = createSocketServer({
    api,
    admit: ({ token, browser }, request) => {
      if (browser !== undefined) return challenge(browser, request.headers.origin ?? '');
      const session = gate.admit(token);
      return session === null ? 'wrong' : { session, call: api.call, device: null };
    },
    clock,
    logger,
    ...(helloTimeoutMs === undefined ? {} : { helloTimeoutMs }),
  });
  browsers?.onEnded((ended) => sockets.cut(ended));
  server.on('request', (request, response) => {
    const refused = refusePage(request, place);
    if (refused !== null) sendStatus(response, refused);
    else if (request.url === metricsPath) void sendMetrics(metrics, request, response);
    else void sendFile(request, response);
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
