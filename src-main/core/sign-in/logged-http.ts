import { toTaskSyncError } from '../../../src-shared/errors.ts';
import type { Http } from '../../../src-shared/ports/ports.ts';
import type { Ports } from '../core.ts';

/** Requests of sign-ins in the request log. Their paths are the connector's own data, so nothing in them is anybody's. */
export function loggedHttp(
  { http, clock, requests }: Pick<Ports, 'http' | 'clock' | 'requests'>,
  connection: string,
): Http {
  return {
    send: async (request) => {
      const { host, pathname } = new URL(request.url);
      const at = clock.now();
      const sent = { at, method: request.method, host, path: pathname, connection, run: null, isCached: false };
      try {
        const answer = await http.send(request);
        const ms = clock.now() - at;
        requests?.add({ ...sent, status: answer.status, code: null, ms, bytes: answer.body.length });
        return answer;
      } catch (error) {
        const { code } = toTaskSyncError(error);
        requests?.add({ ...sent, status: null, code, ms: clock.now() - at, bytes: 0 });
        throw error;
      }
    },
  };
}
