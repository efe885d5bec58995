import type * as OAuth from 'oauth4webapi';
import type { OAuthSignIn, SignInMethod } from '../../../src-shared/connector/sign-in.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { Clock, Http } from '../../../src-shared/ports/ports.ts';
import { Secret } from '../../../src-shared/secret.ts';
import { oauthFetch } from './oauth-fetch.ts';
import { notUnderstood, refusal } from './sign-in-errors.ts';

/** What a service gives for a code or a refresh token. */
export interface Tokens {
  readonly accessToken: Secret;
  /** Null: it gave none; with a renewal the old one stays good (RFC 6749, 6). */
  readonly refreshToken: Secret | null;
  readonly expiresAt: number | null;
  readonly obtainedAt: number;
}

export interface App {
  readonly clientId: string;
  readonly clientSecret: Secret | null;
}

export interface DeviceCode {
  readonly deviceCode: Secret;
  readonly userCode: string;
  readonly address: string;
  readonly expiresAt: number;
  readonly intervalMs: number;
}

/** Where one sign-in talks to: all of it is settled when the sign-in begins, and nothing of it changes later (RFC 9700, 4.4). */
export interface Endpoints {
  readonly tokenUrl: string;
  readonly authorizationUrl?: string;
  readonly deviceUrl?: string;
  readonly revocationUrl?: string;
}

export interface OAuthClientOptions {
  readonly service: string;
  readonly endpoints: Endpoints;
  readonly app: App;
  readonly http: Http;
  readonly clock: Clock;
}

export interface CodeAnswer {
  /** The query of the address that the browser was sent to. */
  readonly query: URLSearchParams;
  readonly state: string;
  /** Null: without PKCE. */
  readonly verifier: string | null;
  readonly redirectUri: string;
}

/**
 * The requests of OAuth that Task Sync makes, each with its failure as a sentence. The protocol's details are
 * oauth4webapi's; its errors carry whole answers, so none of them is kept as a cause.
 */
export interface OAuthClient {
  exchange(answer: CodeAnswer): Promise<Tokens>;
  requestDeviceCode(scopes: readonly string[], parameters: Readonly<Record<string, string>>): Promise<DeviceCode>;
  /** One question; null: the person has not answered yet. `slower`: to be asked less often from now on (RFC 8628, 3.5). */
  pollDevice(deviceCode: Secret): Promise<Tokens | 'pending' | 'slower'>;
  /** Throws `auth-expired` with `facts.error` `invalid_grant` when the refresh token is not good any more. */
  renew(refreshToken: Secret): Promise<Tokens>;
  /** Gives a token back, and with it all that came of the same sign-in. There when `endpoints` names where. */
  revoke(token: Secret): Promise<void>;
}

export async function openOAuthClient(options: OAuthClientOptions): Promise<OAuthClient> {
  // Loaded when somebody signs in or a token has to be renewed: most commands need none of it.
  const oauth = await import('oauth4webapi');
  const { service, endpoints, app, http, clock } = options;
  const server: OAuth.AuthorizationServer = {
    issuer: new URL(endpoints.tokenUrl).origin,
    token_endpoint: endpoints.tokenUrl,
    ...(endpoints.authorizationUrl === undefined ? {} : { authorization_endpoint: endpoints.authorizationUrl }),
    ...(endpoints.revocationUrl === undefined ? {} : { revocation_endpoint: endpoints.revocationUrl }),
    ...(endpoints.deviceUrl === undefined ? {} : { device_authorization_endpoint: endpoints.deviceUrl }),
  };
  const client: OAuth.Client = { client_id: app.clientId };
  const auth = app.clientSecret === null ? oauth.None() : oauth.ClientSecretPost(app.clientSecret.reveal());
  const sending = {
    [oauth.customFetch]: oauthFetch(http, service),
    // `oauthFetch` refuses it everywhere but at this computer, where tests and simulated services are.
    [oauth.allowInsecureRequests]: true,
  };

  const tokensOf = (answer: OAuth.TokenEndpointResponse, askedAt: number): Tokens => ({
    accessToken: new Secret(answer.access_token),
    refreshToken: answer.refresh_token === undefined ? null : new Secret(answer.refresh_token),
    expiresAt: answer.expires_in === undefined ? null : askedAt + answer.expires_in * 1000,
    obtainedAt: askedAt,
  });
  /** @param work gets the time at which the request is sent, which is no later than the service's */
  const attempt = async <T>(work: (askedAt: number) => Promise<T>): Promise<T> => {
    try {
      return await work(clock.now());
    } catch (error) {
      throw sentenceFor(service, error, oauth);
    }
  };

  return {
    exchange: ({ query, state, verifier, redirectUri }) =>
      attempt(async (askedAt) => {
        const answer = oauth.validateAuthResponse(server, client, withoutIssuer(query), state);
        const response = await oauth.authorizationCodeGrantRequest(
          ...([server, client, auth, answer, redirectUri, verifier ?? oauth.nopkce, sending] as const),
        );
        return tokensOf(await oauth.processAuthorizationCodeResponse(server, client, response), askedAt);
      }),

    requestDeviceCode: (scopes, parameters) =>
      attempt(async (askedAt) => {
        const wanted = new URLSearchParams(parameters);
        if (scopes.length > 0) wanted.set('scope', scopes.join(' '));
        const response = await oauth.deviceAuthorizationRequest(server, client, auth, wanted, sending);
        const said = await oauth.processDeviceAuthorizationResponse(server, client, response);
        return {
          deviceCode: new Secret(said.device_code),
          userCode: said.user_code,
          address: said.verification_uri,
          expiresAt: askedAt + said.expires_in * 1000,
          // RFC 8628, 3.2: five seconds where nothing is said.
          intervalMs: (said.interval ?? 5) * 1000,
        };
      }),

    pollDevice: async (deviceCode) => {
      try {
        return await attempt(async (askedAt) => {
          const response = await oauth.deviceCodeGrantRequest(server, client, auth, deviceCode.reveal(), sending);
          return tokensOf(await oauth.processDeviceCodeResponse(server, client, response), askedAt);
        });
      } catch (error) {
        const said = error instanceof TaskSyncError ? error.facts['error'] : null;
        if (said === 'authorization_pending') return 'pending';
        if (said === 'slow_down') return 'slower';
        throw error;
      }
    },

    renew: (refreshToken) =>
      attempt(async (askedAt) => {
        const response = await oauth.refreshTokenGrantRequest(server, client, auth, refreshToken.reveal(), sending);
        return tokensOf(await oauth.processRefreshTokenResponse(server, client, response), askedAt);
      }),

    revoke: (token) =>
      attempt(async () => {
        await oauth.processRevocationResponse(
          await oauth.revocationRequest(server, client, auth, token.reveal(), sending),
        );
      }),
  };
}

/** RFC 9207's issuer is not compared: which server answers is known from the address and the state of the one sign-in. */
function withoutIssuer(query: URLSearchParams): URLSearchParams {
  const rest = new URLSearchParams(query);
  rest.delete('iss');
  return rest;
}

function sentenceFor(service: string, error: unknown, oauth: typeof OAuth): TaskSyncError {
  if (error instanceof TaskSyncError) return error;
  if (error instanceof oauth.ResponseBodyError || error instanceof oauth.AuthorizationResponseError) {
    return refusal(service, error.error);
  }
  // A 5xx, a proxy's page, damaged JSON: it may be well again later, and nothing definite was said.
  const { cause } = error instanceof Error ? error : {};
  const status = cause instanceof Response ? cause.status : null;
  return status !== null && (status >= 500 || status === 429)
    ? refusal(service, 'temporarily_unavailable')
    : notUnderstood(service, status);
}

/** Addresses of a method for a connection; see `OAuthSignIn.hosts`. */
export function endpointsOf(method: Exclude<SignInMethod, { kind: 'token' }>, url: string | null): Endpoints {
  const origin = originOf(method, url);
  const at = (path: string): string => new URL(path, origin).href;
  const { tokenPath, revocationPath } = method;
  return {
    tokenUrl: at(tokenPath),
    ...(revocationPath === undefined ? {} : { revocationUrl: at(revocationPath) }),
    ...(method.kind === 'code'
      ? { authorizationUrl: at(method.authorizationPath) }
      : { deviceUrl: at(method.devicePath) }),
  };
}

function originOf({ origin, hosts }: OAuthSignIn, url: string | null): string {
  const own = url === null ? null : URL.parse(url);
  return own === null || hosts === undefined || hosts.includes(own.host) ? origin : own.origin;
}
