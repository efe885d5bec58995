import { TaskSyncError } from '../errors.ts';
import type { Http } from '../ports/ports.ts';
import { isRead } from './methods.ts';

/** For previews and read-only profiles (S17): a write is stopped here, before anything leaves the computer. */
export function readOnlyHttp(http: Http): Http {
  return {
    send: async (request) => {
      if (!isRead(request.method)) {
        throw new TaskSyncError('bug', 'A preview tried to write. It was stopped before anything was sent.', {
          facts: { method: request.method },
        });
      }
      return http.send(request);
    },
  };
}
