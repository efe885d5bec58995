import type { ApiInput } from '../../../src-shared/api/contract.ts';
import type { ConnectionView } from '../../../src-shared/api/views.ts';
import type { ConnectorDescriptor } from '../../../src-shared/connector/descriptor.ts';
import type { Connection } from '../../../src-shared/domain/connection.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { descriptorOf } from '../engine/open-places.ts';
import { methodOf, replaceSecret, viewSignIns } from '../sign-in/connection-secret.ts';
import { giveBack } from '../sign-in/give-back.ts';
import { parseGrant } from '../sign-in/grant.ts';
import { type ApiContext, type Handlers, requireConnection } from './api-context.ts';
import { openForReading, testConnection } from './test-connection.ts';

type Names =
  | 'connectors.list'
  | 'connections.list'
  | 'connections.add'
  | 'connections.signIn'
  | 'connections.test'
  | 'connections.containers'
  | 'connections.schema'
  | 'connections.remove';

export function connectionHandlers(context: ApiContext): Handlers<Names> {
  const { options } = context;
  const { store, ports } = options;

  const open = async (name: string) => {
    const connection = await requireConnection(context, name);
    return await openForReading(options, connection);
  };

  return {
    'connectors.list': async () =>
      options.connectors
        .filter((descriptor) => descriptor.isOffered !== false)
        .map((one) => ({ id: one.id, name: one.name, summary: one.summary, config: one.config, ...viewSignIns(one) })),

    'connections.list': async () => {
      const profiles = await store.profiles.list();
      return await Promise.all(
        (await store.connections.list()).map((connection) =>
          view(
            context,
            connection,
            profiles
              .filter((one) => one.endpoints.some((endpoint) => endpoint.connection === connection.name))
              .map((one) => one.name),
          ),
        ),
      );
    },

    'connections.add': async (input) => {
      const descriptor = descriptorOf(options, input.connector);
      const name = input.name.trim();
      checkConfig(descriptor, input);
      const before = await store.connections.byName(name);
      if (before)
        throw new TaskSyncError(
          'invalid-input',
          `There is already a connection “${name}”. Choose another name, or remove it first.`,
        );
      const connection: Connection = {
        id: ports.ids.next(),
        name,
        connector: descriptor.id,
        url: input.url?.trim() || null,
        username: input.username?.trim() || null,
        options: withDefaults(descriptor, input.options),
        createdAt: new Date(ports.clock.now()).toISOString(),
        ...(input.signIn === undefined ? {} : { signIn: { ...input.signIn, apiUrl: null } }),
      };
      // The secret first: a connection without its secret would look whole and not work.
      if (input.secret && !input.signIn) await ports.secrets.set(connection.id, input.secret);
      await store.transaction('connection', (tx) => tx.connections.put(connection));
      context.emit({ kind: 'changed', what: ['connections'] });
      return await view(context, connection, []);
    },

    'connections.signIn': async ({ name, secret }) => {
      const { signIn, ...connection } = await requireConnection(context, name);
      if (signIn) await store.transaction('connection', (tx) => tx.connections.put(connection));
      await replaceSecret(options, connection, secret);
      context.emit({ kind: 'changed', what: ['connections', 'status', 'profiles'] });
      return await testConnection(context, connection);
    },

    'connections.test': async ({ name }) => await testConnection(context, await requireConnection(context, name)),

    'connections.containers': async ({ name }) => await (await open(name)).connector.containers(),

    'connections.schema': async ({ name, container }) => await (await open(name)).connector.schema(container),

    'connections.remove': async ({ name }) => {
      const connection = await requireConnection(context, name);
      const users = (await store.profiles.list()).filter((profile) =>
        profile.endpoints.some((endpoint) => endpoint.connection === connection.name),
      );
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
      if (secret !== null) await giveBack(ports, connection.name, secret);
      context.emit({ kind: 'changed', what: ['connections'] });
      return null;
    },
  };
}

async function view(
  { options }: ApiContext,
  connection: Connection,
  profiles: readonly string[],
): Promise<ConnectionView> {
  const { id, name, connector, url, username, options: own, signIn } = connection;
  const needsSecret =
    signIn !== undefined ||
    options.connectors.find((one) => one.id === connector)?.config.some((field) => field.kind === 'secret') === true;
  const stored = needsSecret ? await readStored(options.ports.secrets, id) : null;
  const isRefused = typeof stored === 'string' && (parseGrant(stored)?.refused ?? null) !== null;
  return {
    ...{ id, name, connector, url, username, options: own, profiles },
    hasSecret: stored !== null,
    ...(signIn === undefined ? {} : { signIn: { kind: signIn.kind, clientId: signIn.clientId } }),
    ...(isRefused || (signIn !== undefined && stored === null) ? { needsSignIn: true as const } : {}),
  };
}

/** A locked store says nothing about a single secret: that it is there is then assumed. */
async function readStored(
  secrets: ApiContext['options']['ports']['secrets'],
  id: string,
): Promise<string | 'unknown' | null> {
  const state = await secrets.state();
  if (state === 'locked') return 'unknown';
  return state === 'unset' ? null : await secrets.get(id);
}

function checkConfig(descriptor: ConnectorDescriptor, input: ApiInput<'connections.add'>): void {
  const answerTo = (key: string): string | null | undefined => {
    if (key === 'url') return input.url;
    if (key === 'username') return input.username;
    return key === 'secret' ? input.secret : input.options[key];
  };
  const method = input.signIn === undefined ? null : methodOf(descriptor, input.signIn.kind);
  const isGiven = (key: string): boolean =>
    method !== null && (key === 'secret' || key === 'username' || (key === 'url' && method.sites !== undefined));
  for (const { key, label, kind, required, choices } of descriptor.config) {
    const value = answerTo(key);
    if (required && !value && !isGiven(key)) {
      throw new TaskSyncError('invalid-input', `${descriptor.name} needs “${label}”. Nothing was saved.`);
    }
    if (kind === 'url' && value) checkUrl(descriptor, label, value);
    if (kind === 'choice' && value && !choices?.some((choice) => choice.value === value)) {
      const known = choices?.map((choice) => choice.value).join(', ') ?? '';
      throw new TaskSyncError('invalid-input', `“${label}” must be one of: ${known}. Nothing was saved.`);
    }
  }
  const known = descriptor.config.map((field) => field.key);
  const stranger = Object.keys(input.options).find((key) => !known.includes(key));
  if (stranger !== undefined) {
    throw new TaskSyncError('invalid-input', `${descriptor.name} has no option “${stranger}”. Nothing was saved.`);
  }
}

function checkUrl(descriptor: ConnectorDescriptor, label: string, value: string): void {
  const url = URL.canParse(value) ? new URL(value) : null;
  if (url && url.protocol === `${descriptor.id}:`) return;
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    throw new TaskSyncError(
      'invalid-input',
      `“${label}” must be an address that begins with https:// (or http://). Nothing was saved.`,
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw new TaskSyncError(
      'invalid-input',
      `“${label}” must not contain a user name or password; they have their own place. Nothing was saved.`,
    );
  }
}

function withDefaults(
  descriptor: ConnectorDescriptor,
  given: Readonly<Record<string, string>>,
): Record<string, string> {
  const defaults = descriptor.config.flatMap(({ key, default: value }) =>
    value !== undefined && !['url', 'username', 'secret'].includes(key) ? [[key, value] as const] : [],
  );
  return { ...Object.fromEntries(defaults), ...given };
}
