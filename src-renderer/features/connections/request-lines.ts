import type { LoggedRequest } from '../../../src-shared/ports/ports.ts';

/** One request as a line of text, for reading, filtering and copying; technical, so the same in every language. */
export function requestLine({ at, connection, method, host, path, status, code, ms, isCached }: LoggedRequest): string {
  const answer = status === null ? (code ?? '-') : `${status}${isCached ? ' cached' : ''}`;
  return `${new Date(at).toISOString()}  ${connection}  ${method} ${host}${path}  ${answer}  ${Math.round(ms)} ms`;
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
