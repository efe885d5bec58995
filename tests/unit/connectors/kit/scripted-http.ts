import type { Client, ClientOptions } from '../../../../src-main/connectors/kit/client.ts';
import { createClient } from '../../../../src-main/connectors/kit/client.ts';
import type { TaskSyncError } from '../../../../src-shared/errors.ts';
import type { Http, HttpRequest, HttpResponse } from '../../../../src-shared/ports/ports.ts';
import type { FakeClock } from '../../../fakes/fake-clock.ts';
import { createFakeClock } from '../../../fakes/fake-clock.ts';
import type { RecordingLogger } from '../../../fakes/recording-logger.ts';
import { createRecordingLogger } from '../../../fakes/recording-logger.ts';

export type Reply = HttpResponse | TaskSyncError;

export interface ScriptedHttp extends Http {
  readonly requests: readonly HttpRequest[];
}

/** Answers from a list, and with its last entry for ever after. */
export function scriptedHttp(...replies: readonly Reply[]): ScriptedHttp {
  const requests: HttpRequest[] = [];
  return {
    requests,
    send: async (request) => {
      const reply = replies[Math.min(requests.length, replies.length - 1)];
      requests.push(request);
      if (reply === undefined || reply instanceof Error) throw reply ?? new Error('nothing is scripted');
      return reply;
    },
  };
}

export function reply(status: number, headers: Record<string, string> = {}, body = ''): HttpResponse {
  return { status, headers, body: new TextEncoder().encode(body) };
}

export function jsonReply(status: number, value: unknown, headers: Record<string, string> = {}): HttpResponse {
  return reply(status, { 'content-type': 'application/json', ...headers }, JSON.stringify(value));
}

export interface Bench {
  readonly client: Client;
  readonly http: ScriptedHttp;
  readonly clock: FakeClock;
  readonly logger: RecordingLogger;
  readonly abort: AbortController;
}

export const secret = 'correct-horse-battery';

/** A client whose waits pass at once and are written down. */
export function clientOver(http: ScriptedHttp, changes: Partial<ClientOptions> = {}): Bench {
  const clock = createFakeClock({ auto: true });
  const logger = createRecordingLogger();
  const abort = new AbortController();
  const context = {
    http,
    url: null,
    username: null,
    secret: async () => secret,
    options: {},
    signal: abort.signal,
    clock,
    logger,
  };
  const client = createClient({
    context,
    baseUrl: 'https://tasks.example.org/redmine',
    service: 'Redmine',
    authorization: async () => ({ authorization: `Bearer ${secret}` }),
    ...changes,
  });
  return { client, http, clock, logger, abort };
}
