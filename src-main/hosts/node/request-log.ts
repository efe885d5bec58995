import type { LoggedRequest, RequestLog } from '../../../src-shared/ports/ports.ts';

/** Keeps the last requests; the oldest makes room for the newest, so it never grows. */
export function createRequestLog(capacity = 1000): RequestLog {
  const kept: LoggedRequest[] = [];
  let next = 0;
  return {
    add: (request) => {
      kept[next] = request;
      next = (next + 1) % capacity;
    },
    recent: () => [...kept.slice(next), ...kept.slice(0, next)],
  };
}
