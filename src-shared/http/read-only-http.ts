import { TaskSyncError } from '../errors.ts';
import type { Http } from '../ports/ports.ts';
import { isRead } from './methods.ts';

/**
 * For previews, read-only profiles (S17) and read-only connections (SEC-33): a write is stopped here, before anything leaves
 * the computer.
 */
export function readOnlyHttp(http: Http, refusal?: () => TaskSyncError): Http {
  return {
    send: async (request) => {
      if (!isRead(request.method)) {
        if (refusal) throw refusal();
        throw new TaskSyncError('bug', 'A preview tried to write. It was stopped before anything was sent.', {
          facts: { method: request.method },
        });
      }
      return http.send(request);
    },
  };
}
