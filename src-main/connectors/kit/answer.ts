import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { HttpResponse } from '../../../src-shared/ports/ports.ts';

/** What a service said, to be read as text or as JSON. */
export interface Answer {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** Where it came from in the end, after redirects. */
  readonly url: string;
  text(): string;
  /** The text in parts, for answers too large to be held once more as a whole; not kept. */
  parts(): Iterable<string>;
  /** Throws `invalid-response` for HTML or broken JSON. Members named `__proto__`, `constructor` or `prototype` are gone. */
  json(): unknown;
  /** There when the call asked for it and the status is 2xx; `text` and `json` are empty then. */
  readonly stream?: AsyncIterable<Uint8Array>;
}

export function createAnswer(service: string, url: string, response: HttpResponse): Answer {
  let text: string | undefined;
  const read = (): string => {
    text ??= decode(response);
    return text;
  };
  return {
    status: response.status,
    headers: response.headers,
    url,
    text: read,
    parts: () => decodeParts(response),
    json: () => parseJson(service, response, read()),
    ...(response.stream === undefined ? {} : { stream: response.stream }),
  };
}

function decode(response: HttpResponse): string {
  return decoderFor(response).decode(response.body);
}

const partBytes = 65_536;

function* decodeParts(response: HttpResponse): Generator<string> {
  const decoder = decoderFor(response);
  for (const part of response.parts ?? [response.body]) {
    for (let start = 0; start < part.length; start += partBytes) {
      yield decoder.decode(part.subarray(start, start + partBytes), { stream: true });
    }
  }
  yield decoder.decode();
}

/** Follows the declared charset; unknown ones and none at all are UTF-8. A byte order mark is dropped. */
function decoderFor({ headers }: HttpResponse): InstanceType<typeof TextDecoder> {
  const charset = /charset\s*=\s*"?([\w-]+)/i.exec(headers['content-type'] ?? '')?.[1];
  if (charset !== undefined && !/^utf-?8$/i.test(charset)) {
    try {
      return new TextDecoder(charset);
    } catch {
      // A charset nobody knows: UTF-8 is the best guess left.
    }
  }
  return new TextDecoder();
}

/**
 * Refuses a web page that came with status 200: the sign-in page of a network or a proxy, in the service's place. It
 * must not pass for the success of a write either. Empty bodies are fine whatever their type: PHP labels them as HTML.
 */
export function requireNoWebPage(service: string, response: HttpResponse): void {
  const { headers, status } = response;
  if (status !== 200) return;
  const { body } = response;
  if (body.length === 0) return;
  const start = new TextDecoder('latin1').decode(body.subarray(0, 256));
  if (start.trim() !== '' && looksLikeHtml(headers, start)) throw webPage(service, status);
}

function parseJson(service: string, response: HttpResponse, text: string): unknown {
  if (looksLikeHtml(response.headers, text)) throw webPage(service, response.status);
  try {
    if (nesting(text) <= deepest)
      return mayPollute.test(text) ? JSON.parse(text, withoutPrototypeKeys) : JSON.parse(text);
  } catch {
    // The parser's own message quotes the text, which may be a task's: it must not reach a log, not even as a cause.
  }
  throw new TaskSyncError(
    'invalid-response',
    `${service} sent an answer that is damaged or cut off. Nothing was taken from it. If this happens again, check the connection and what stands in between.`,
    { applied: 'unknown', facts: { status: response.status, bytes: response.body.length } },
  );
}

function webPage(service: string, status: number): TaskSyncError {
  return new TaskSyncError(
    'invalid-response',
    `${service} answered with a web page where data was expected. Nothing was taken from it. Check the address of the connection, and whether a sign-in page or a proxy stands in between.`,
    { applied: 'unknown', facts: { status } },
  );
}

function looksLikeHtml(headers: Readonly<Record<string, string>>, text: string): boolean {
  return /^\s*text\/html/i.test(headers['content-type'] ?? '') || /^\s*<(!doctype html|html|head|body)/i.test(text);
}

const deepest = 64;

/** How deep arrays and objects are nested (SEC-18): without recursion, so that the depth itself cannot hurt. */
function nesting(text: string): number {
  let depth = 0;
  let most = 0;
  let inString = false;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (inString) {
      if (code === 0x5c) index++;
      else if (code === 0x22) inString = false;
    } else if (code === 0x22) inString = true;
    else if (code === 0x7b || code === 0x5b) most = Math.max(most, ++depth);
    else if (code === 0x7d || code === 0x5d) depth--;
  }
  return most;
}

/** A reviver makes parsing many times slower, so it is used only where such a name, or an escaped letter, occurs. */
const mayPollute = /__proto__|"constructor"|"prototype"|\\u00[567]/i;

function withoutPrototypeKeys(key: string, value: unknown): unknown {
  return key === '__proto__' || key === 'constructor' || key === 'prototype' ? undefined : value;
}
