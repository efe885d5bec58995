import type { ConnectContext } from '../../../src-shared/connector/descriptor.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { httpDate } from '../../../src-shared/http/http-date.ts';
import type { Http, HttpResponse } from '../../../src-shared/ports/ports.ts';

/** `create`: a new issue or comment, which GitHub counts for itself · `write`: any other change. */
export type WriteKind = 'create' | 'write';

export interface Limits {
  /** Speaks of GitHub's limits in the way that the kit's client understands. */
  readonly http: Http;
  /** Waits until one more write fits the budgets. Throws `rate-limited` when that is too long for a run. */
  pace(kind: WriteKind): Promise<void>;
}

interface Budget {
  readonly kinds: readonly WriteKind[];
  readonly most: number;
  readonly inMs: number;
}

/**
 * What GitHub asks of programs that write: 80 new contents a minute and 500 an hour, and 900 points a minute, of which a write
 * takes five (docs.github.com, “Rate limits for the REST API”, secondary limits). Other programs of the same person use the same
 * budgets, so GitHub may still say no.
 */
export const budgets: readonly Budget[] = [
  { kinds: ['create'], most: 80, inMs: 60_000 },
  { kinds: ['create'], most: 500, inMs: 3_600_000 },
  { kinds: ['create', 'write'], most: 180, inMs: 60_000 },
];

const longestWaitMs = 60_000;

/** Budgets are kept where the service says that it has limits at all: an Enterprise Server has none unless its administrator wants. */
export function createLimits({ http, clock, signal, options }: ConnectContext): Limits {
  let hasLimits = false;
  const sent: { readonly kind: WriteKind; readonly at: number }[] = [];

  const waitFor = (kind: WriteKind): number => {
    const now = clock.now();
    const waits = budgets
      .filter(({ kinds }) => kinds.includes(kind))
      .map(({ kinds, most, inMs }) => {
        const inWindow = sent.filter((one) => kinds.includes(one.kind) && one.at > now - inMs);
        const leaves = inWindow.at(-most);
        return leaves === undefined ? 0 : leaves.at + inMs - now;
      });
    return Math.max(...waits);
  };

  return {
    http: {
      send: async (request) => {
        const response = await http.send(request);
        hasLimits ||= response.headers['x-ratelimit-limit'] !== undefined;
        return asRateLimit(response, clock.now());
      },
    },
    pace: async (kind) => {
      if (options['pacing'] === 'false') return;
      for (let wait = waitFor(kind); hasLimits && wait > 0; wait = waitFor(kind)) {
        if (wait > longestWaitMs) {
          throw new TaskSyncError(
            'rate-limited',
            'GitHub takes only so many new issues and comments an hour. Nothing was lost; it goes on after a pause.',
            { retryAfterMs: wait },
          );
        }
        await clock.sleep(wait, signal);
      }
      const oldest = clock.now() - 3_600_000;
      while ((sent[0]?.at ?? oldest + 1) <= oldest) sent.shift();
      sent.push({ kind, at: clock.now() });
    },
  };
}

/** Without any hint of how long, GitHub asks for at least a minute. */
const blindWaitMs = 60_000;

const limitWords = /rate limit|abuse detection|submitted too quickly|temporarily blocked from content creation/i;

/**
 * GitHub says “slow down” as 403 or 429, and how long in `Retry-After` (secondary limits), in `X-RateLimit-Reset` (the hour's
 * limit), or only in words. Here all of them become a 429 with `Retry-After`, and any other 403 stays a lack of permission.
 * The limit of searches is another one: it must not hold up the rest.
 */
export function asRateLimit(response: HttpResponse, now: number): HttpResponse {
  const { status, headers } = response;
  if (status !== 403 && status !== 429) return response;
  if (headers['retry-after'] !== undefined) return status === 429 ? response : { ...response, status: 429 };
  const isUsedUp = headers['x-ratelimit-remaining'] === '0';
  if (headers['x-ratelimit-resource'] === 'search' && isUsedUp) return response;
  if (!isUsedUp && !(status === 429 || limitWords.test(wordsOf(response)))) return response;
  const reset = Number(headers['x-ratelimit-reset']);
  const here = httpDate(headers['date']) ?? now;
  const wait = isUsedUp && Number.isFinite(reset) ? Math.max(0, reset * 1_000 - here) : blindWaitMs;
  return { ...response, status: 429, headers: { ...headers, 'retry-after': String(Math.ceil(wait / 1_000)) } };
}

function wordsOf({ body }: HttpResponse): string {
  const said = new TextDecoder().decode(body.subarray(0, 4_096));
  return /"message"\s*:\s*"((?:[^"\\]|\\.)*)"/.exec(said)?.[1] ?? '';
}
