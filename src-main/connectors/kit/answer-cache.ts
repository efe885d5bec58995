import type { HttpResponse } from '../../../src-shared/ports/ports.ts';

type Headers = Readonly<Record<string, string>>;

/** A request that is to be sent, as far as it tells one answer from another. */
export interface Question {
  readonly url: string;
  readonly headers: Headers;
}

/**
 * Keeps the last answers that had an ETag, so that asking again costs the service a comparison and us nothing (RFC 9110,
 * 13.1.2). Every answer is still asked for: nothing is ever taken for fresh, or a run could miss what changed. Answers
 * belong to the credential and the form they were asked with. In memory only, bounded by bytes; the longest unused go first.
 */
export interface AnswerCache {
  /** `If-None-Match` for a question that was answered before; else nothing. */
  condition(question: Question): Headers;
  /** The answer to the question: what was kept where the service says 304 to our condition, else what it said. */
  resolve(question: Question, response: HttpResponse): { readonly response: HttpResponse; readonly isCached: boolean };
}

interface Kept {
  readonly response: HttpResponse;
  readonly etag: string;
  readonly bytes: number;
}

/** One answer larger than this would push out too many others. */
const largestShare = 8;

export function createAnswerCache(mostBytes = 4_000_000): AnswerCache {
  const kept = new Map<string, Kept>();
  let bytes = 0;

  const drop = (key: string): void => {
    const one = kept.get(key);
    if (one === undefined) return;
    kept.delete(key);
    bytes -= one.bytes;
  };
  const keep = (key: string, response: HttpResponse, etag: string): void => {
    drop(key);
    const one: Kept = { response, etag, bytes: sizeOf(key, response) };
    if (one.bytes > mostBytes / largestShare) return;
    kept.set(key, one);
    bytes += one.bytes;
    for (const [oldest] of kept) {
      if (bytes <= mostBytes) break;
      drop(oldest);
    }
  };

  return {
    condition: (question) => {
      const one = kept.get(keyOf(question));
      return one === undefined ? {} : { 'if-none-match': one.etag };
    },
    resolve: (question, response) => {
      const key = keyOf(question);
      const one = kept.get(key);
      if (response.status === 304 && one !== undefined) {
        // RFC 9111, 4.3.4: what the 304 says replaces what was kept, above all `Date` and what is left of a limit.
        const headers = { ...one.response.headers, ...withoutLength(response.headers) };
        const fresh: HttpResponse = { ...one.response, headers };
        keep(key, fresh, one.etag);
        return { response: fresh, isCached: true };
      }
      const etag = response.headers['etag'];
      const isKept = response.status === 200 && etag !== undefined && response.stream === undefined;
      if (isKept && !/no-store/i.test(response.headers['cache-control'] ?? '')) keep(key, response, etag);
      else if (response.status < 500 && response.status !== 429) drop(key);
      return { response, isCached: false };
    },
  };
}

/** It holds the credential, so it never leaves this file. */
function keyOf({ url, headers }: Question): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name.toLowerCase()}: ${value}`);
  return [url, ...lines.sort()].join('\n');
}

function sizeOf(key: string, { headers, body, parts }: HttpResponse): number {
  const content = parts ? parts.reduce((sum, part) => sum + part.length, 0) : body.length;
  const words = Object.entries(headers).reduce((sum, [name, value]) => sum + name.length + value.length, 0);
  return key.length + content + 2 * words;
}

/** A 304 has no content, and some servers say so. */
function withoutLength({ 'content-length': _length, ...headers }: Headers): Headers {
  return headers;
}
