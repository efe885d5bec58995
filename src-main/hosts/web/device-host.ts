import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { Clock, Logger } from '../../../src-shared/ports/ports.ts';
import { answerUpgrades } from './answer-upgrades.ts';
import type { Certificate } from './certificate.ts';
import type { DeviceRegister } from './device-register.ts';
import { hostName, isEverywhere, isLoopback, type ListenAddress } from './listen-address.ts';
import { listen, stopListening } from './listening.ts';
import { pathOf, sendStatus, servePageFiles } from './page-files.ts';
import { pair, pairPath } from './pair-request.ts';
import type { PairingDesk } from './pairing-desk.ts';
import { hostsOf, type Place, refusePage, refusePost } from './request-guard.ts';
import { sessionOf } from './session-cookie.ts';
import { createSocketServer } from './socket-server.ts';
import type { DeviceApis } from './with-devices.ts';

export interface DeviceHostOptions {
  readonly apis: DeviceApis;
  readonly register: DeviceRegister;
  readonly desk: PairingDesk;
  readonly folder: string;
  readonly listen: ListenAddress;
  readonly certificate: Certificate;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface DeviceHost {
  readonly port: number;
  /** Where another device reaches it, the likeliest first. */
  readonly addresses: readonly string[];
  close(): Promise<void>;
}

const mostConnections = 200;
const yearSeconds = 31_536_000;

/** The same page for other devices: TLS only, and nothing but the page itself before a device was paired (SEC-41). */
export async function startDeviceHost(options: DeviceHostOptions): Promise<DeviceHost> {
  const { apis, register, desk, folder, certificate, clock, logger } = options;
  const names = namesOf(options.listen, certificate);
  const sendFile = await servePageFiles(folder);
  const { cert, key } = certificate;
  const server = createServer({ cert, key, minVersion: 'TLSv1.2', headersTimeout: 10_000, requestTimeout: 15_000 });
  server.maxConnections = mostConnections;
  server.on('tlsClientError', (_error, socket) => socket.destroy());
  const port = await listen(server, options.listen.address, options.listen.port, '--listen ADDRESS:PORT');
  const place: Place = { scheme: 'https', names, port };
  const sockets = createSocketServer({
    api: apis.own,
    admit: (_hello, request) => {
      const token = sessionOf(request);
      if (token === null) return 'unknown';
      const device = register.admit(token);
      return device === null ? 'wrong' : { session: '', call: apis.ofDevice(device.id), device: device.id };
    },
    clock,
    logger,
  });
  register.onChange((ended) => sockets.cut(ended));

  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    // Such a header holds for all ports of a name, so it is not sent where another port may be somebody else's plain page.
    if (port === 443) response.setHeader('strict-transport-security', `max-age=${yearSeconds}`);
    const isPairing = pathOf(request) === pairPath;
    const refused = isPairing ? refusePost(request, place) : refusePage(request, place);
    if (refused !== null) sendStatus(response, refused);
    else if (isPairing) void pair(request, response, { register, desk, logger });
    else void sendFile(request, response);
  };
  server.on('request', answer);
  answerUpgrades(server, place, sockets);
  return {
    port,
    addresses: hostsOf({ ...place, names: reachable(names, options.listen) }).map((host) => `https://${host}/`),
    close: async () => {
      sockets.close();
      await stopListening(server);
    },
  };
}

/** What the certificate is for, and the address that was asked for. */
function namesOf(asked: ListenAddress, { names }: Certificate): readonly string[] {
  const own = isEverywhere(asked) ? [] : [hostName(asked.address)];
  const all = [...new Set([...names, ...own])];
  if (all.length > 0) return all;
  throw new TaskSyncError(
    'invalid-input',
    'The certificate of --tls-cert names no address of this computer. Nothing was opened. Make one with the name or address that other devices use.',
  );
}

/** Names of the loopback interface lead another device to itself. */
function reachable(names: readonly string[], asked: ListenAddress): readonly string[] {
  const outside = names.filter((name) => !isLoopback(name));
  return isLoopback(hostName(asked.address)) || outside.length === 0 ? names : outside;
}
