import type { LoggedRequest } from '../../../src-shared/ports/ports.ts';

/** One request as a line of text, for reading, filtering and copying; technical, so the same in every language. */
export function requestLine({ at, connection, method, host, path, status, code, ms, isCached }: LoggedRequest): string {
  const answer = status === null ? (code ?? '-') : `${status}${isCached ? ' cached' : ''}`;
  const took = `${Math.round(ms)} ms`.padStart(8);
  return `${new Date(at).toISOString()}  ${answer.padEnd(3)}${took}  ${connection}  ${method} ${host}${path}`;
}

export interface RequestChoice {
  /** Words that have to be in the line, all of them. */
  readonly words: string;
  /** Names; null: every one. */
  readonly connection: string | null;
  /** Id; null: in a run or not. */
  readonly run: string | null;
  readonly outcome: 'all' | 'failed' | 'slow';
}

/** From when on an answer counts as slow. */
export const slowMs = 1_000;

/** Newest first. */
export function chooseRequests(
  requests: readonly LoggedRequest[],
  { words, connection, run, outcome }: RequestChoice,
): readonly LoggedRequest[] {
  const fits = (request: LoggedRequest): boolean =>
    (connection === null || request.connection === connection) &&
    (run === null || request.run === run) &&
    (outcome !== 'failed' || isFailed(request)) &&
    (outcome !== 'slow' || request.ms >= slowMs);
  return filterRequests(requests.filter(fits), words);
}

/** No answer, or one that says no. */
export function isFailed({ status }: Pick<LoggedRequest, 'status'>): boolean {
  return status === null || status >= 400;
}

/** Newest first; every word has to be in the line. */
export function filterRequests(requests: readonly LoggedRequest[], filter: string): readonly LoggedRequest[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (request: LoggedRequest): boolean => {
    const line = requestLine(request).toLowerCase();
    return words.every((word) => line.includes(word));
  };
  return requests.filter(fits).toReversed();
}
