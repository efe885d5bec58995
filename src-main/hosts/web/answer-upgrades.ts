import type { Server } from 'node:http';
import { pathOf, refuseUpgrade } from './page-files.ts';
import { type Place, refuseSocket } from './request-guard.ts';
import { type SocketServer, socketPath } from './socket-server.ts';

/** Lets the page's own sockets in, at their one path, and answers every other wish for one with the status that refuses it (SEC-40). */
export function answerUpgrades(server: Pick<Server, 'on'>, place: Place, sockets: Pick<SocketServer, 'accept'>): void {
  server.on('upgrade', (request, socket, head) => {
    const refused = refuseSocket(request, place) ?? (pathOf(request) === socketPath ? null : 404);
    if (refused === null) sockets.accept(request, socket, head);
    else refuseUpgrade(socket, refused);
  });
}
