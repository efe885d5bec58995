import { toTaskSyncError } from '../../../src-shared/errors.ts';
import type { Http } from '../../../src-shared/ports/ports.ts';
import type { Ports } from '../core.ts';

/**
 * Requests of sign-ins in the logs. Their paths are the connector's own data, so nothing in them is anybody's. They belong to
 * no run and have no number.
 */
export function loggedHttp(
  { http, clock, requests, logger }: Pick<Ports, 'http' | 'clock' | 'requests' | 'logger'>,
  connection: string,
): Http {
  return {
    send: async (request) => {
      const { host, pathname } = new URL(request.url);
      const at = clock.now();
      const sent = { request: 0, method: request.method, host, path: pathname, isCached: false };
      const note = (came: {
        status: number | null;
        code: ReturnType<typeof toTaskSyncError>['code'] | null;
        bytes: number;
      }) => {
        const entry = { ...sent, ...came, ms: clock.now() - at };
        logger.debug('http.request', entry);
        requests?.add({ ...entry, at, connection, run: null });
      };
      try {
        const answer = await http.send(request);
        note({ status: answer.status, code: null, bytes: answer.body.length });
        return answer;
      } catch (error) {
        note({ status: null, code: toTaskSyncError(error).code, bytes: 0 });
        throw error;
      }
    },
  };
}
