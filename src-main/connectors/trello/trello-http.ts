import type { ConnectContext, RequestAllowance } from '../../../src-shared/connector/descriptor.ts';
import type { Clock, Http, HttpResponse } from '../../../src-shared/ports/ports.ts';
import { createPace } from './pace.ts';

/**
 * Trello in the usual words of HTTP, so that the kit understands it:
 *
 * - a 429 has no `Retry-After`. Its limits hold for ten seconds, those of `/members` for fifteen minutes
 *   (developer.atlassian.com/cloud/trello/guides/rest-api/rate-limits)
 * - what the account may not see or change is a 401, as if the sign-in were wrong: "unauthorized card permission requested"
 * - too much at once is a 403 or another one: "API_TOO_MANY_CARDS_REQUESTED". That is a 413
 * - what cannot be an id of anything is a 400: "invalid id". There is no such thing, which is a 404
 *
 * Before it is told to slow down it does so by itself: answers say how many requests are left.
 */
export function createTrelloHttp(http: Http, clock: Clock, onAllowance?: ConnectContext['onAllowance']): Http {
  const pace = createPace(() => clock.now());
  return {
    send: async (request) => {
      const wait = pace.remaining();
      if (wait > 0) await clock.sleep(wait, request.signal);
      const response = await http.send(request);
      pace.learn(response.headers);
      const said = allowanceOf(response.headers);
      if (said) onAllowance?.(said);
      return inUsualWords(response);
    },
  };
}

/** Of the token; the key's is three times as much. */
function allowanceOf(headers: HttpResponse['headers']): RequestAllowance | null {
  const [limit, remaining, resetMs] = ['max', 'remaining', 'interval-ms'].map((what) =>
    Number(headers[`x-rate-limit-api-token-${what}`] ?? Number.NaN),
  );
  if (limit === undefined || remaining === undefined || resetMs === undefined) return null;
  return Number.isFinite(limit + remaining + resetMs) ? { limit, remaining, resetMs } : null;
}

function inUsualWords(response: HttpResponse): HttpResponse {
  const { status, headers } = response;
  if (status >= 400 && said(response).includes('API_TOO_MANY_CARDS_REQUESTED')) return { ...response, status: 413 };
  if (status === 429 && headers['retry-after'] === undefined) {
    const seconds = /\/1\/member/.test(said(response)) ? '900' : '10';
    return { ...response, headers: { ...headers, 'retry-after': seconds } };
  }
  if (status === 401 && /permission requested/i.test(said(response))) return { ...response, status: 403 };
  if (status === 400 && /^\s*invalid id/i.test(said(response))) return { ...response, status: 404 };
  return response;
}

function said({ body }: HttpResponse): string {
  return new TextDecoder().decode(body.subarray(0, 1_000));
}
