import type { Clock, Http } from '../ports/ports.ts';
import { httpDate } from './http-date.ts';

export interface CountingHttp extends Http {
  /** Requests sent so far, repeated ones included. */
  readonly requests: number;
  /**
   * Server's clock minus ours in milliseconds; null until an answer had a `Date`. A `Date` has whole seconds, so it is
   * within about half a second plus half the time that the quickest exchange so far took.
   */
  readonly clockOffsetMs: number | null;
}

/** Counts the requests of a run and measures the server's clock from their `Date` headers (S27). */
export function countingHttp(http: Http, clock: Clock): CountingHttp {
  let requests = 0;
  let clockOffsetMs: number | null = null;
  let quickest = Number.POSITIVE_INFINITY;
  return {
    send: async (request) => {
      requests++;
      const before = clock.now();
      const response = await http.send(request);
      const took = clock.now() - before;
      const date = took >= 0 && took < quickest ? httpDate(response.headers['date']) : null;
      if (date !== null) {
        quickest = took;
        // The header is cut to the second: on average the server was half a second further.
        clockOffsetMs = Math.round(date + 500 - (before + took / 2));
      }
      return response;
    },
    get requests() {
      return requests;
    },
    get clockOffsetMs() {
      return clockOffsetMs;
    },
  };
}
