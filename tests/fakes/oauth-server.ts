import { randomBytes } from 'node:crypto';
import { Refusal, type Reply, type Route, type ServiceRequest } from '../../src-main/demo/kit/routes.ts';
import { type SimulatedService, startSimulatedService } from '../../src-main/demo/kit/simulated-service.ts';
import { createDeviceBook, type DeviceBook } from './oauth-server/device-book.ts';
import { createTokenBook, fitsChallenge, type TokenBook, type TokenRules } from './oauth-server/token-book.ts';

export interface OAuthServerOptions {
  readonly now: () => number;
  readonly rules?: Partial<TokenRules>;
  readonly clientId?: string;
  /** Null: a public client. */
  readonly clientSecret?: string | null;
  /** Without it, a code without a challenge is refused. */
  readonly allowsNoPkce?: boolean;
  /** Of every answer, such as what is left of a limit. */
  readonly headers?: () => Readonly<Record<string, string>>;
  /** Errors come with status 200, as GitHub's do. */
  readonly errorsAreOk?: boolean;
}

/** What the person does on the page. */
export type Decision = 'allow' | 'deny' | 'server-error';

export interface OAuthBooks {
  readonly tokens: TokenBook;
  readonly devices: DeviceBook;
  decision: Decision;
  /** Sites that a token is good for. */
  sites: readonly { readonly id: string; readonly url: string; readonly name: string }[];
  /** Bodies of all requests for tokens, as they came. */
  readonly asked: readonly URLSearchParams[];
  /** What came as `Authorization`. */
  readonly seen: readonly string[];
  /** Query of the last visit to the page. */
  readonly visit: URLSearchParams | null;
}

interface Code {
  readonly redirectUri: string;
  readonly challenge: string | null;
  readonly expiresAt: number;
  isUsed: boolean;
}

export const defaultRules: TokenRules = { accessLifeMs: 3_600_000, refresh: 'rotate', graceMs: 0 };
const codeLifeMs = 60_000;

/** The routes of a strict OAuth service (RFC 6749, 7636, 8628) with an API behind it, and what they keep. */
export function oauthService(options: OAuthServerOptions): OAuthBooks & { readonly routes: readonly Route[] } {
  const { now, clientId = 'client-1', clientSecret = null, allowsNoPkce = false, errorsAreOk = false } = options;
  const tokens = createTokenBook(now, { ...defaultRules, ...options.rules });
  const devices = createDeviceBook(now);
  const codes = new Map<string, Code>();
  const asked: URLSearchParams[] = [];
  const seen: string[] = [];

  const refuse = (error: string, status = 400): Refusal =>
    new Refusal({ status: errorsAreOk ? 200 : status, body: { error, error_description: `about ${error}` } });

  const authorize = ({ query }: ServiceRequest): Reply => {
    books.visit = query;
    const redirectUri = query.get('redirect_uri') ?? '';
    if (query.get('client_id') !== clientId || query.get('response_type') !== 'code') return { status: 400 };
    const back = new URL(redirectUri);
    back.searchParams.set('state', query.get('state') ?? '');
    if (books.decision === 'allow') {
      const challenge = query.get('code_challenge_method') === 'S256' ? query.get('code_challenge') : null;
      const code = `code-${randomBytes(12).toString('hex')}`;
      codes.set(code, { redirectUri, challenge, expiresAt: now() + codeLifeMs, isUsed: false });
      back.searchParams.set('code', code);
    } else back.searchParams.set('error', books.decision === 'deny' ? 'access_denied' : 'server_error');
    return { status: 302, headers: { location: back.href } };
  };

  const byCode = (body: URLSearchParams): Reply => {
    const code = codes.get(body.get('code') ?? '');
    if (code === undefined || code.isUsed || now() >= code.expiresAt) throw refuse('invalid_grant');
    code.isUsed = true;
    if (body.get('redirect_uri') !== code.redirectUri) throw refuse('invalid_grant');
    const isProven =
      code.challenge === null ? allowsNoPkce : fitsChallenge(body.get('code_verifier') ?? '', code.challenge);
    if (!isProven) throw refuse('invalid_grant');
    return { status: 200, body: tokens.issue() };
  };

  const byRefreshToken = (body: URLSearchParams): Reply => {
    const answer = tokens.renew(body.get('refresh_token') ?? '');
    if (answer === null) throw refuse('invalid_grant');
    return { status: 200, body: answer };
  };

  const byDeviceCode = (body: URLSearchParams): Reply => {
    const answer = devices.ask(body.get('device_code') ?? '');
    if (answer !== 'allowed') throw refuse(answer);
    return { status: 200, body: tokens.issue() };
  };

  const ways: Readonly<Record<string, (body: URLSearchParams) => Reply>> = {
    authorization_code: byCode,
    refresh_token: byRefreshToken,
    'urn:ietf:params:oauth:grant-type:device_code': byDeviceCode,
  };

  const formOf = (request: ServiceRequest): URLSearchParams => {
    const body = new URLSearchParams(request.body.toString('utf8'));
    if (body.get('client_id') !== clientId) throw refuse('invalid_client', 401);
    return body;
  };

  const routes: readonly Route[] = [
    { method: 'GET', path: '/authorize', handle: authorize },
    {
      method: 'POST',
      path: '/oauth/token',
      handle: (request) => {
        const body = formOf(request);
        asked.push(body);
        if (clientSecret !== null && body.get('client_secret') !== clientSecret) throw refuse('invalid_client', 401);
        const way = ways[body.get('grant_type') ?? ''];
        if (way === undefined) throw refuse('unsupported_grant_type');
        return way(body);
      },
    },
    {
      method: 'POST',
      path: '/device/code',
      handle: (request) => {
        formOf(request);
        const { deviceCode, userCode } = devices.issue();
        const verification_uri = `${request.origin}/device`;
        const life = { expires_in: devices.lifeMs / 1000, interval: devices.intervalMs / 1000 };
        return { status: 200, body: { device_code: deviceCode, user_code: userCode, verification_uri, ...life } };
      },
    },
    {
      method: 'POST',
      path: '/oauth/revoke',
      handle: (request) => {
        tokens.revoke(formOf(request).get('token') ?? '');
        return { status: 200 };
      },
    },
    { method: 'GET', path: '/sites', handle: (request) => signedIn(request, () => books.sites) },
    { method: 'GET', path: '/api/me', handle: (request) => signedIn(request, () => ({ id: '1', name: 'Ana Admin' })) },
    { method: 'GET', path: '/api/items', handle: (request) => signedIn(request, () => []) },
  ];

  const signedIn = (request: ServiceRequest, body: () => unknown): Reply => {
    seen.push(request.headers['authorization'] ?? '');
    const token = /^Bearer (.+)$/.exec(request.headers['authorization'] ?? '')?.[1] ?? '';
    return tokens.isGood(token) ? { status: 200, body: body() } : { status: 401, body: { message: 'Bad credentials' } };
  };

  const books: { -readonly [Name in keyof OAuthBooks]: OAuthBooks[Name] } & { readonly routes: readonly Route[] } = {
    ...{ tokens, devices, asked, seen, routes, decision: 'allow' as const, sites: [], visit: null },
  };
  return books;
}

export interface OAuthServer {
  readonly service: SimulatedService;
  readonly origin: string;
  readonly books: OAuthBooks;
  close(): Promise<void>;
}

/** The service on 127.0.0.1. */
export async function startOAuthServer(options: OAuthServerOptions): Promise<OAuthServer> {
  const books = oauthService(options);
  const service = await startSimulatedService({
    routes: books.routes,
    notFound: { status: 404, body: {} },
    ...(options.headers && { headers: options.headers }),
  });
  return { service, origin: service.origin, books, close: () => service.close() };
}
