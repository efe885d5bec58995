import { createHash } from 'node:crypto';
import type { CodeSignIn, DeviceSignIn } from '../../../src-shared/connector/sign-in.ts';
import type { Connection } from '../../../src-shared/domain/connection.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { Secret } from '../../../src-shared/secret.ts';
import type { Ports } from '../core.ts';
import { loggedHttp } from './logged-http.ts';
import { listenForAnswer } from './loopback.ts';
import {
  type App,
  type Endpoints,
  endpointsOf,
  type OAuthClient,
  openOAuthClient,
  type Tokens,
} from './oauth-client.ts';
import { requireSafe } from './oauth-fetch.ts';
import { givenUp, noAnswer, refusal } from './sign-in-errors.ts';

/** What the person has to do, and what comes of it. */
export interface SignIn {
  /** Where the person goes on. */
  readonly address: string;
  /** To be typed there; null: nothing has to be. */
  readonly code: string | null;
  /** By our clock; after it the sign-in is given up. */
  readonly expiresAt: number;
  /** Rejects with a sentence for the person. */
  readonly tokens: Promise<Tokens>;
  /** Gives it up; `tokens` rejects with `cancelled`. */
  cancel(): void;
}

export interface SignInRequest {
  readonly service: string;
  readonly connection: Pick<Connection, 'name' | 'url' | 'readOnly'>;
  readonly app: App;
}

/** SEC-30: a port of this computer is not left open for longer. */
const minutesToAnswer = 5;
/** RFC 8628, 3.5: by so much more at each `slow_down`. */
const slowerMs = 5_000;

/** Opens a port, and makes the address that leads the person through the service's page back to it. */
export async function startCodeSignIn(ports: Ports, method: CodeSignIn, request: SignInRequest): Promise<SignIn> {
  const { service, app, connection } = request;
  const endpoints = endpointsOf(method, connection.url);
  const client = await clientFor(ports, method, request);
  // 256 bits each: nobody guesses the one, nobody else can use the code without the other (RFC 7636, 7.1).
  const state = ports.ids.next() + ports.ids.next();
  const verifier = method.usesPkce ? ports.ids.next() + ports.ids.next() : null;
  const loopback = await listenForAnswer({ service, redirect: method.redirect, state });
  const { redirectUri } = loopback;
  const stop = new AbortController();
  const waiting = ports.clock.sleep(minutesToAnswer * 60_000, stop.signal).then(
    () => {
      throw noAnswer(service, minutesToAnswer, loopback.strangers);
    },
    () => {
      throw givenUp(service);
    },
  );
  const tokens = Promise.race([loopback.answer, waiting])
    .then((query) => client.exchange({ query, state, verifier, redirectUri }))
    .finally(() => {
      loopback.close();
      stop.abort();
    });
  return {
    address: authorizationAddress(method, endpoints, {
      app,
      redirectUri,
      state,
      verifier,
      scopes: scopesOf(method, connection),
    }),
    code: null,
    expiresAt: ports.clock.now() + minutesToAnswer * 60_000,
    tokens: heard(tokens),
    cancel: () => stop.abort(),
  };
}

interface Question {
  readonly app: App;
  readonly redirectUri: string;
  readonly state: string;
  readonly verifier: string | null;
  readonly scopes: readonly string[];
}

/** No more than the connection will use (SEC-33). */
function scopesOf({ scopes, readScopes }: CodeSignIn | DeviceSignIn, { readOnly }: Pick<Connection, 'readOnly'>) {
  return readOnly ? (readScopes ?? scopes) : scopes;
}

function authorizationAddress(method: CodeSignIn, endpoints: Endpoints, question: Question): string {
  const { app, redirectUri, state, verifier, scopes } = question;
  const url = requireSafe(method.label, endpoints.authorizationUrl ?? '');
  const parameters = {
    ...method.parameters,
    response_type: 'code',
    client_id: app.clientId,
    redirect_uri: redirectUri,
    state,
    ...(scopes.length > 0 ? { scope: scopes.join(' ') } : {}),
    ...(verifier === null ? {} : { code_challenge: challengeOf(verifier), code_challenge_method: 'S256' }),
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}

function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}

/** Gets a code for the person, and asks the service whether it was entered, as often as it allows. */
export async function startDeviceSignIn(ports: Ports, method: DeviceSignIn, request: SignInRequest): Promise<SignIn> {
  const { service } = request;
  const client = await clientFor(ports, method, request);
  const device = await client.requestDeviceCode(scopesOf(method, request.connection), method.parameters ?? {});
  const stop = new AbortController();
  const poll = async (): Promise<Tokens> => {
    let intervalMs = device.intervalMs;
    for (;;) {
      await ports.clock.sleep(intervalMs, stop.signal);
      if (ports.clock.now() >= device.expiresAt) throw refusal(service, 'expired_token');
      const answer = await ask(client, device.deviceCode);
      if (answer === 'slower') intervalMs += slowerMs;
      else if (answer !== 'pending') return answer;
    }
  };
  const tokens = poll().catch((error: unknown) => {
    throw stop.signal.aborted ? givenUp(service) : error;
  });
  return {
    address: requireSafe(service, device.address).href,
    code: device.userCode,
    expiresAt: device.expiresAt,
    tokens: heard(tokens),
    cancel: () => stop.abort(),
  };
}

/** A connection that breaks while the person is typing is no reason to begin anew (RFC 8628, 3.5). */
async function ask(client: OAuthClient, deviceCode: Secret): Promise<Tokens | 'pending' | 'slower'> {
  try {
    return await client.pollDevice(deviceCode);
  } catch (error) {
    if (error instanceof TaskSyncError && error.code === 'unavailable') return 'slower';
    throw error;
  }
}

/** It may fail before anybody asks how it went; that is no unhandled rejection. */
function heard<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

function clientFor(
  ports: Ports,
  method: CodeSignIn | DeviceSignIn,
  { service, app, connection }: SignInRequest,
): Promise<OAuthClient> {
  const endpoints = endpointsOf(method, connection.url);
  return openOAuthClient({ service, endpoints, app, http: loggedHttp(ports, connection.name), clock: ports.clock });
}
