import type { ConnectorView } from '../../../src-shared/api/views.ts';
import type { ConnectorDescriptor } from '../../../src-shared/connector/descriptor.ts';
import type { Connection } from '../../../src-shared/domain/connection.ts';
import type { Profile } from '../../../src-shared/domain/profile.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { CoreOptions } from '../core.ts';
import { descriptorOf } from '../engine/open-places.ts';
import { accountsOf } from '../sign-in/accounts.ts';
import { replaceSecret, viewSignIns } from '../sign-in/connection-secret.ts';
import { giveBack } from '../sign-in/give-back.ts';
import { certificateOf, fingerprintsOf, httpOf } from '../sign-in/own-certificate.ts';
import { type ApiContext, type Handlers, requireConnection } from './api-context.ts';
import { checkConfig, limitsOf, type NewConnection, withDefaults } from './connection-input.ts';
import { usersOf, viewConnection } from './connection-view.ts';
import { renameConnection } from './rename-connection.ts';
import { openForReading, testConnection } from './test-connection.ts';

type Names =
  | 'connectors.list'
  | 'connections.list'
  | 'connections.add'
  | 'connections.try'
  | 'connections.signIn'
  | 'connections.test'
  | 'connections.cancelTest'
  | 'connections.change'
  | 'connections.containers'
  | 'connections.schema'
  | 'connections.remove';

/** A test of something that was not saved, and that passed. */
interface Trial {
  readonly connection: Connection;
  readonly values: string;
}

/** Passed trials that nobody saved; older ones are forgotten, and what they tested is then saved untested. */
const mostTrials = 16;

export function connectionHandlers(context: ApiContext): Handlers<Names> {
  const { options } = context;
  const { store, ports } = options;
  const trials = new Map<string, Trial>();

  const open = async (name: string) => {
    const connection = await requireConnection(context, name);
    return await openForReading(options, connection);
  };

  const draft = (name: string, input: NewConnection): Connection => {
    const descriptor = descriptorOf(options, input.connector);
    checkConfig(descriptor, input);
    return {
      id: ports.ids.next(),
      name,
      connector: descriptor.id,
      url: input.url?.trim() || null,
      username: input.username?.trim() || null,
      options: withDefaults(descriptor, input.options),
      createdAt: now(),
      ...(input.signIn === undefined ? {} : { signIn: { ...input.signIn, apiUrl: null } }),
      ...(input.readOnly ? { readOnly: true as const } : {}),
    };
  };
  const now = (): string => new Date(ports.clock.now()).toISOString();

  const testSaved = async (connection: Connection, attempt?: string) => {
    const test = await testConnection(context, connection, { attempt });
    if (test.ok && connection.testedAt === undefined && store.writable) {
      await store.transaction('connection', async (tx) => {
        const current = await tx.connections.byName(connection.name);
        if (current?.id === connection.id) await tx.connections.put({ ...current, testedAt: now() });
      });
    }
    context.emit({ kind: 'changed', what: ['connections'] });
    return test;
  };

  return {
    'connectors.list': async () =>
      options.connectors.filter((descriptor) => descriptor.isOffered !== false).map(viewConnector),

    'connections.list': async () => {
      const profiles = await store.profiles.list();
      const connections = await store.connections.list();
      return await Promise.all(connections.map((connection) => viewConnection(context, connection, profiles)));
    },

    'connections.add': async ({ tested, ...input }) => {
      const name = input.name.trim();
      const trial = tested === undefined ? undefined : trials.get(tested);
      if (tested !== undefined && trial?.values !== valuesOf(input)) throw notTested();
      const fresh = draft(name, input);
      await requireFreeName(context, name);
      const connection: Connection = trial ? { ...trial.connection, name, testedAt: now() } : fresh;
      // The secret first: a connection without its secret would look whole and not work.
      if (input.secret && !input.signIn) await ports.secrets.set(connection.id, input.secret);
      await store.transaction('connection', (tx) => tx.connections.put(connection));
      if (tested !== undefined) trials.delete(tested);
      context.emit({ kind: 'changed', what: ['connections'] });
      return await viewConnection(context, connection, []);
    },

    'connections.try': async ({ attempt, ...input }) => {
      const connection = draft(input.name.trim(), input);
      const test = await testConnection(context, connection, { attempt, secret: input.secret });
      if (!test.ok) return test;
      trials.set(attempt, { connection, values: valuesOf(input) });
      const [oldest] = trials.keys();
      if (trials.size > mostTrials && oldest !== undefined) trials.delete(oldest);
      return test;
    },

    'connections.signIn': async ({ name, secret }) => {
      const { signIn, ...connection } = await requireConnection(context, name);
      if (signIn) await store.transaction('connection', (tx) => tx.connections.put(connection));
      await replaceSecret(options, connection, secret);
      context.emit({ kind: 'changed', what: ['connections', 'status', 'profiles'] });
      return await testSaved(connection);
    },

    'connections.test': async ({ name, attempt }) => await testSaved(await requireConnection(context, name), attempt),

    'connections.cancelTest': async ({ attempt }) => {
      context.tests.cancel(attempt);
      return null;
    },

    'connections.change': async ({ name, rename, readOnly, certificate }) => {
      const before = await requireConnection(context, name);
      const own = certificate === undefined ? certificateOf(before) : certificate;
      if (certificate) requireOwnServer(options, before, certificate);
      const users = usersOf(await store.profiles.list(), name);
      const to = rename?.trim() ?? name;
      if (to !== name) {
        await requireFreeName(context, to);
        requireNotRunning(context, users);
      }
      if (readOnly) requireOnlyPulled(name, users);
      const { readOnly: _, ...rest } = before;
      const { certificate: __, ...kept } = before.options;
      const mayOnlyRead = readOnly ?? before.readOnly === true;
      const connection: Connection = {
        ...rest,
        name: to,
        options: own === null ? kept : { ...kept, certificate: own },
        ...(mayOnlyRead ? { readOnly: true as const } : {}),
      };
      await store.transaction('connection', async (tx) => {
        await tx.connections.put(connection);
        if (to === name) return;
        for (const profile of users) await tx.profiles.put(renameConnection(profile, name, to));
      });
      accountsOf(options).forget(connection.id);
      context.emit({ kind: 'changed', what: ['connections', 'profiles', 'tasks', 'status'] });
      return await viewConnection(context, connection, await store.profiles.list());
    },

    'connections.containers': async ({ name }) => await (await open(name)).connector.containers(),

    'connections.schema': async ({ name, container }) => await (await open(name)).connector.schema(container),

    'connections.remove': async ({ name }) => {
      const connection = await requireConnection(context, name);
      const users = usersOf(await store.profiles.list(), name);
      if (users.length > 0) {
        const names = users.map((profile) => profile.name).join(', ');
        throw new TaskSyncError(
          'invalid-input',
          `“${name}” is used by: ${names}. Remove or change these profiles first. Nothing was removed.`,
        );
      }
      await store.transaction('connection', (tx) => tx.connections.remove(connection.id));
      const secret = await ports.secrets.get(connection.id).catch(() => null);
      await replaceSecret(options, connection, null);
      if (secret !== null) await giveBack({ ...ports, http: httpOf(ports.http, connection) }, connection.name, secret);
      context.emit({ kind: 'changed', what: ['connections'] });
      return null;
    },
  };
}

function viewConnector(descriptor: ConnectorDescriptor): ConnectorView {
  const { id, name, summary, config } = descriptor;
  return { id, name, summary, config, ...viewSignIns(descriptor), limits: limitsOf(descriptor) };
}

/** What a test was of; the name is nothing that a service sees. */
function valuesOf({ connector, url, username, secret, options, readOnly = false }: NewConnection): string {
  const sorted = Object.entries(options).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([connector, url?.trim() || null, username?.trim() || null, secret, sorted, readOnly]);
}

function notTested(): TaskSyncError {
  return new TaskSyncError(
    'invalid-input',
    'These are not the values that were tested. Nothing was saved. Test again, or save it untested.',
  );
}

export async function requireFreeName({ options }: ApiContext, name: string): Promise<void> {
  if (!(await options.store.connections.byName(name))) return;
  throw new TaskSyncError(
    'invalid-input',
    `There is already a connection “${name}”. Choose another name, or remove it first.`,
  );
}

function requireNotRunning({ runs }: ApiContext, users: readonly Profile[]): void {
  const running = users.find(({ id }) => runs.isRunning(id));
  if (!running) return;
  throw new TaskSyncError(
    'held',
    `“${running.name}” is syncing now. Wait until it is done, or stop it, then try again.`,
  );
}

/** Asks the same of a certificate as when the connection is made. */
function requireOwnServer(options: CoreOptions, { connector }: Connection, certificate: string): void {
  const { config, name } = descriptorOf(options, connector);
  if (config.some(({ kind }) => kind === 'certificate')) fingerprintsOf(certificate);
  else throw new TaskSyncError('unsupported', `A certificate of one’s own does not fit ${name}. Nothing was changed.`);
}

function requireOnlyPulled(name: string, users: readonly Profile[]): void {
  const writing = users.filter(({ endpoints }) =>
    endpoints.some(({ connection, direction }) => connection === name && direction !== 'pull'),
  );
  if (writing.length === 0) return;
  const names = writing.map((profile) => profile.name).join(', ');
  throw new TaskSyncError(
    'invalid-input',
    `These profiles also write to “${name}”: ${names}. Let them only take from it first. Nothing was changed.`,
  );
}
