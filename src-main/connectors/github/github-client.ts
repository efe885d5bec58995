import type { z } from 'zod';
import type { ConnectContext } from '../../../src-shared/connector/descriptor.ts';
import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import type { Applied } from '../../../src-shared/errors.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { Answer, Call } from '../kit/client.ts';
import { createClient } from '../kit/client.ts';
import { baseUrlOf } from './base-url.ts';
import { repositoryPath } from './container.ts';
import type { WriteKind } from './limits.ts';
import { createLimits } from './limits.ts';

/** Most records that GitHub gives at once. */
export const pageSize = 100;

export type Query = Readonly<Record<string, string | number | undefined>>;
export type Attributes = Readonly<Record<string, unknown>>;

/** Sends requests in GitHub's manner; what they are about is in the `…-requests.ts` files. */
export interface GithubClient {
  readonly base: URL;
  send(call: Call): Promise<Answer>;
  get<S extends z.ZodType>(schema: S, path: string, query?: Query): Promise<z.infer<S>>;
  /** All pages of a list. */
  all<S extends z.ZodType<readonly unknown[]>>(schema: S, path: string, query?: Query): Promise<z.infer<S>[number][]>;
  /** Sent once, and no sooner than GitHub's budgets allow. Other statuses than 2xx only if they are expected. */
  write(call: WriteCall): Promise<Answer>;
}

export interface WriteCall {
  readonly kind: WriteKind;
  readonly method: string;
  readonly path: string;
  readonly body?: Attributes;
  readonly expect?: readonly number[];
}

export function createGithubClient(context: ConnectContext): GithubClient {
  const base = baseUrlOf(context.url);
  const limits = createLimits(context);
  const client = createClient({
    context: { ...context, http: limits.http },
    baseUrl: base.href,
    service: 'GitHub',
    authorization: async () => ({ authorization: `Bearer ${await context.secret()}` }),
  });
  const send = (call: Call): Promise<Answer> =>
    client.send({
      ...call,
      headers: {
        accept: 'application/vnd.github+json',
        'x-github-api-version': '2022-11-28',
        // Without one GitHub refuses the request.
        'user-agent': 'task-sync',
        ...call.headers,
      },
    });

  return {
    base,
    send,
    get: async (schema, path, query = {}) => check(schema, await send({ method: 'GET', path, query })),
    all: async (schema, path, query = {}) => {
      const found: z.infer<typeof schema>[number][] = [];
      let next: string | null = null;
      do {
        const answer: Answer = await send(
          next === null
            ? { method: 'GET', path, query: { per_page: pageSize, ...query } }
            : { method: 'GET', path: next },
        );
        found.push(...check(schema, answer));
        next = nextPage(answer);
      } while (next !== null);
      return found;
    },
    write: async ({ kind, body, ...call }) => {
      await limits.pace(kind);
      const json = { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
      return send({ ...call, ...(body === undefined ? {} : json) });
    },
  };
}

/** Where a list goes on, to be followed as it is: it names the repository by number, and may hold a position of GitHub's own. */
export function nextPage({ headers }: Answer): string | null {
  return /<([^>]+)>\s*;\s*rel="next"/.exec(headers['link'] ?? '')?.[1] ?? null;
}

/** @param applied whether a write was carried out if its answer makes no sense */
export function check<S extends z.ZodType>(schema: S, answer: Answer, applied: Applied = 'no'): z.infer<S> {
  const parsed = schema.safeParse(answer.json());
  if (parsed.success) return parsed.data;
  throw new TaskSyncError(
    'invalid-response',
    'GitHub sent an answer that Task Sync does not understand. Nothing was taken from it. Check that the address leads to the API of GitHub.',
    { applied, facts: { status: answer.status, at: parsed.error.issues[0]?.path.join('.') ?? null } },
  );
}

export function issuePath(container: string, id: RemoteId): string {
  return `${repositoryPath(container)}/issues/${encodeURIComponent(id)}`;
}
