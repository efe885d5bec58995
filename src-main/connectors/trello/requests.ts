import type { z } from 'zod';
import type { ConnectContext } from '../../../src-shared/connector/descriptor.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { createCheck, requireEmptyOrJson } from '../kit/check-answer.ts';
import type { Answer, Call, Client } from '../kit/client.ts';
import { createClient } from '../kit/client.ts';
import { parseBaseUrl } from '../kit/origin.ts';
import { createTrelloHttp } from './trello-http.ts';

export const defaultUrl = 'https://api.trello.com/1/';

/** How any request to Trello is made, and what its answer has to look like. */
export interface Requests {
  readonly send: Client['send'];
  get<S extends z.ZodType>(schema: S, path: string, query?: Call['query']): Promise<z.infer<S>>;
  /** Null: a positive 404. */
  getOrNull<S extends z.ZodType>(schema: S, path: string, query?: Call['query']): Promise<z.infer<S> | null>;
  /** Its answer is one of the thing that was made. */
  make<S extends z.ZodType>(schema: S, path: string, body: unknown): Promise<z.infer<S>>;
  /** What Trello says to it is not looked at. */
  change(path: string, body: unknown): Promise<void>;
  add(path: string, body: unknown): Promise<void>;
  /** What is not there any more is fine. */
  remove(path: string): Promise<void>;
}

export const check = createCheck('Trello', 'If this happens again, report it.');

export function createRequests(context: ConnectContext): Requests {
  const base = parseBaseUrl('Trello', context.url ?? defaultUrl);
  const { send } = createClient({
    context: { ...context, http: createTrelloHttp(context.http, context.clock, context.onAllowance) },
    baseUrl: base.href,
    service: 'Trello',
    authorization: async () => ({ authorization: oauth(keyOf(context), await context.secret()) }),
  });
  // Values go in the body, as the description allows: in an address they would be in logs, and a text may be too long for it.
  const write = (method: string, path: string, body: unknown): Promise<Answer> =>
    send({ method, path, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

  return {
    send,
    get: async (schema, path, query = {}) => check(schema, await send({ method: 'GET', path, query })),
    getOrNull: async (schema, path, query = {}) => {
      const answer = await send({ method: 'GET', path, query, expect: [404] });
      return answer.status === 404 ? null : check(schema, answer);
    },
    make: async (schema, path, body) => check(schema, await write('POST', path, body), 'unknown'),
    change: async (path, body) => requireEmptyOrJson(await write('PUT', path, body)),
    add: async (path, body) => requireEmptyOrJson(await write('POST', path, body)),
    remove: async (path) => {
      const answer = await send({ method: 'DELETE', path, expect: [404] });
      if (answer.status !== 404) requireEmptyOrJson(answer);
    },
  };
}

/** RFC 5849, 3.5.1, without a signature. In an address the two would end up in logs. */
function oauth(key: string, token: string): string {
  return `OAuth oauth_consumer_key="${encodeURIComponent(key)}", oauth_token="${encodeURIComponent(token)}"`;
}

function keyOf({ options }: ConnectContext): string {
  const key = options['key']?.trim() ?? '';
  if (key !== '') return key;
  throw new TaskSyncError(
    'invalid-input',
    'The connection to Trello has no API key. Nothing was sent. Enter the key of a Power-Up of yours from trello.com/power-ups/admin.',
  );
}
