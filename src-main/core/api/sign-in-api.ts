import type { ApiInput } from '../../../src-shared/api/contract.ts';
import type { ConnectionTest } from '../../../src-shared/api/views.ts';
import type { Connection, ConnectionSignIn } from '../../../src-shared/domain/connection.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { Secret } from '../../../src-shared/secret.ts';
import { descriptorOf } from '../engine/open-places.ts';
import { methodOf, type PageSignIn, replaceSecret, requireOpenVault } from '../sign-in/connection-secret.ts';
import { parseGrant, printGrant } from '../sign-in/grant.ts';
import { loggedHttp } from '../sign-in/logged-http.ts';
import { type App, endpointsOf, type Tokens } from '../sign-in/oauth-client.ts';
import { httpOf } from '../sign-in/own-certificate.ts';
import { type SignIn, startCodeSignIn, startDeviceSignIn } from '../sign-in/sign-ins.ts';
import { findSite } from '../sign-in/sites.ts';
import { type ApiContext, type Handlers, requireConnection } from './api-context.ts';
import { checkConfig, withDefaults } from './connection-input.ts';
import { requireFreeName } from './connections-api.ts';
import { testConnection } from './test-connection.ts';

type Names = 'connections.beginSignIn' | 'connections.finishSignIn' | 'connections.cancelSignIn';

/** One that is under way, or whose end nobody has asked for yet. */
interface Attempt {
  /** Name. */
  readonly connection: string;
  readonly signIn: SignIn;
  readonly result: Promise<ConnectionTest>;
}

interface Begun {
  readonly connection: Connection;
  /** It is saved when the sign-in ended well. */
  readonly isNew: boolean;
}

export function signInHandlers(context: ApiContext): Handlers<Names> {
  const { options } = context;
  const { ports, store } = options;
  const attempts = new Map<string, Attempt>();

  // An open port would keep the program from ending.
  context.stopping.addEventListener('abort', () => {
    for (const { signIn } of attempts.values()) signIn.cancel();
  });

  const take = (id: string): Attempt => {
    const attempt = attempts.get(id);
    if (attempt !== undefined) return attempt;
    throw new TaskSyncError('invalid-input', 'This sign-in is over, or never began. Sign in again.');
  };

  /** What the connection is now, with its new secret on the disk. */
  const finish = async (begun: Begun, method: PageSignIn, app: App, tokens: Tokens): Promise<Connection> => {
    const { name } = begun.connection;
    const descriptor = descriptorOf(options, begun.connection.connector);
    const before = begun.isNew ? begun.connection : await requireConnection(context, name);
    if (begun.isNew) await requireFreeName(context, name);
    const { accessToken } = tokens;
    const site =
      method.sites &&
      (await findSite(loggedHttp(ports, name), descriptor.name, method.sites, { accessToken, wanted: before.url }));
    const signIn: ConnectionSignIn = {
      ...{ kind: method.kind, clientId: app.clientId, apiUrl: site?.apiUrl ?? null },
    };
    const connection: Connection = { ...before, url: site?.url ?? before.url, signIn };
    // The connection first: with the secret of another way to sign in, it would be sent as what it is not.
    await store.transaction('connection', (tx) => tx.connections.put(connection));
    const { tokenUrl, revocationUrl } = endpointsOf(method, before.url);
    const grant = printGrant({
      ...{ taskSyncGrant: 1, kind: method.kind, tokenUrl, ...app, ...tokens, refused: null },
      ...(revocationUrl === undefined ? {} : { revocationUrl }),
    });
    await replaceSecret(options, connection, grant);
    return connection;
  };

  const newConnection = async (
    name: string,
    add: NonNullable<ApiInput<'connections.beginSignIn'>['add']>,
    { kind, clientId }: { readonly kind: PageSignIn['kind'] | undefined; readonly clientId: string | undefined },
  ): Promise<Connection> => {
    const descriptor = descriptorOf(options, add.connector);
    const way = kind ?? firstKind(descriptor.signIn);
    checkConfig(descriptor, { ...add, secret: null, signIn: { kind: way, clientId: clientId ?? '' } });
    await requireFreeName(context, name);
    return {
      ...{ id: ports.ids.next(), name, connector: descriptor.id },
      ...{ url: add.url?.trim() || null, username: add.username?.trim() || null },
      options: withDefaults(descriptor, add.options),
      createdAt: new Date(ports.clock.now()).toISOString(),
      ...(add.readOnly ? { readOnly: true as const } : {}),
    };
  };

  const noteTested = async (connection: Connection): Promise<void> => {
    const testedAt = new Date(ports.clock.now()).toISOString();
    await store.transaction('connection', (tx) => tx.connections.put({ ...connection, testedAt }));
    context.emit({ kind: 'changed', what: ['connections'] });
  };

  return {
    'connections.beginSignIn': async ({ name, kind, clientId, clientSecret, open = true, add }) => {
      if (!store.writable) throw lookOnly();
      const begun: Begun =
        add === undefined
          ? { connection: await requireConnection(context, name), isNew: false }
          : { connection: await newConnection(name.trim(), add, { kind, clientId }), isNew: true };
      const { connection } = begun;
      const descriptor = descriptorOf(options, connection.connector);
      const method = methodOf(descriptor, kind ?? connection.signIn?.kind ?? firstKind(descriptor.signIn));
      await requireOpenVault(ports.secrets);
      const app = await appFor(context, connection, method, { clientId, clientSecret });
      for (const [id, attempt] of attempts) {
        if (attempt.connection !== connection.name) continue;
        attempt.signIn.cancel();
        attempts.delete(id);
      }
      const request = { service: descriptor.name, connection, app };
      const attempt = ports.ids.next();
      const trusting = { ...ports, http: httpOf(ports.http, connection) };
      const signIn =
        method.kind === 'code'
          ? await startCodeSignIn(trusting, method, request)
          : await startDeviceSignIn(trusting, method, request);
      const result = signIn.tokens
        .then((tokens) => finish(begun, method, app, tokens))
        .then(async (signedIn) => {
          context.emit({ kind: 'changed', what: ['connections', 'status', 'profiles'] });
          const test = await testConnection(context, signedIn, { attempt });
          if (test.ok) await noteTested(signedIn);
          return test;
        });
      // Whoever began it may be gone by now.
      result.catch(() => undefined);
      attempts.set(attempt, { connection: connection.name, signIn, result });
      return {
        ...{ attempt, kind: method.kind, address: signIn.address, code: signIn.code },
        expiresAt: new Date(signIn.expiresAt).toISOString(),
        isOpened: open && ((await ports.browser?.open(signIn.address)) ?? false),
      };
    },

    'connections.finishSignIn': async ({ attempt: id }) => {
      const { result } = take(id);
      return await result.finally(() => attempts.delete(id));
    },

    'connections.cancelSignIn': async ({ attempt: id }) => {
      take(id).signIn.cancel();
      attempts.delete(id);
      return null;
    },
  };
}

function firstKind(methods: readonly { readonly kind: 'token' | PageSignIn['kind'] }[] = []): PageSignIn['kind'] {
  const first = methods.find(({ kind }) => kind !== 'token')?.kind;
  return first === undefined || first === 'token' ? 'code' : first;
}

interface Given {
  readonly clientId: string | undefined;
  readonly clientSecret: string | undefined;
}

/** What is not given is as at the last sign-in; its secret only goes with its own id. */
async function appFor({ options }: ApiContext, connection: Connection, method: PageSignIn, given: Given): Promise<App> {
  const clientId = given.clientId ?? connection.signIn?.clientId;
  if (clientId === undefined) {
    throw new TaskSyncError(
      'invalid-input',
      `Signing in needs the client id of an app that you register there. Nothing was changed. ${method.help}`,
    );
  }
  const stored = await options.ports.secrets.get(connection.id);
  const before = stored === null ? null : parseGrant(stored);
  const kept = before?.clientId === clientId ? before.clientSecret : null;
  const clientSecret = given.clientSecret === undefined ? kept : new Secret(given.clientSecret);
  if (method.needsClientSecret && clientSecret === null) {
    throw new TaskSyncError(
      'invalid-input',
      `Signing in needs the client secret of your app. Nothing was changed. ${method.help}`,
    );
  }
  return { clientId, clientSecret };
}

function lookOnly(): TaskSyncError {
  return new TaskSyncError(
    'locked',
    'Another Task Sync is working on this data. This one can only look; use the other one to sign in.',
  );
}
