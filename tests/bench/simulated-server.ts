import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { createCaldavServer } from '../fakes/caldav-server.ts';

/**
 * The simulated CalDAV server in a process of its own, so that its work is not counted as the client's. Answers every
 * message with the counts since the last one.
 */
let requests = 0;
let writes = 0;
let writesInFlight = 0;

const isWrite = ({ method }: IncomingMessage): boolean => method === 'PUT' || method === 'DELETE';

subscribe('http.server.request.start', (message) => {
  const { request } = message as { request: IncomingMessage };
  requests++;
  if (!isWrite(request)) return;
  writes++;
  writesInFlight = Math.max(writesInFlight, writes);
});
subscribe('http.server.response.finish', (message) => {
  const { request } = message as { request: IncomingMessage };
  if (isWrite(request)) writes--;
});

const [latencyMs = 0, perWriteMs = 0] = process.argv.slice(2).map(Number);
const { collectionUrl, username, password } = await createCaldavServer({
  latencyMs,
  ...(perWriteMs > 0 && { perWriteMs }),
});

process.on('message', () => {
  process.send?.({ requests, writesInFlight });
  requests = 0;
  writesInFlight = writes;
});
process.on('disconnect', () => process.exit());
process.send?.({ collection: collectionUrl, user: username, password });
