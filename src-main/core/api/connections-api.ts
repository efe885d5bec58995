import type { ApiInput } from '../../../src-shared/api/contract.ts';
import type { ConnectionTest, ConnectionView } from '../../../src-shared/api/views.ts';
import type { ConnectorDescriptor } from '../../../src-shared/connector/descriptor.ts';
import type { Connection } from '../../../src-shared/domain/connection.ts';
import { TaskSyncError, toTaskSyncError } from '../../../src-shared/errors.ts';
import { readOnlyHttp } from '../../../src-shared/http/read-only-http.ts';
import { descriptorOf, openConnector } from '../engine/open-places.ts';
import { type ApiContext, type Handlers, requireConnection } from './api-context.ts';

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
    return await openConnector(options, connection, new AbortController().signal, readOnlyHttp(ports.http));
  };

  return {
    'connectors.list': async () =>
      options.connectors
        .filter((descriptor) => descriptor.isOffered !== false)
        .map(({ id, name, summary, config }) => ({ id, name, summary, config })),

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
      };
      // The secret first: a connection without its secret would look whole and not work.
      if (input.secret) await ports.secrets.set(connection.id, input.secret);
      await store.transaction('connection', (tx) => tx.connections.put(connection));
      context.emit({ kind: 'changed', what: ['connections'] });
      return await view(context, connection, []);
    },

    'connections.signIn': async ({ name, secret }) => {
      const connection = await requireConnection(context, name);
      await ports.secrets.set(connection.id, secret);
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
      await ports.secrets.remove(connection.id);
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
  const { id, name, connector, url, username, options: own } = connection;
  const needsSecret = options.connectors
    .find((one) => one.id === connector)
    ?.config.some((field) => field.kind === 'secret');
  const hasSecret = needsSecret === true && (await hasStored(options.ports.secrets, id));
  return { id, name, connector, url, username, options: own, hasSecret, profiles };
}

/** A locked store says nothing about a single secret: that it is there is then assumed. */
async function hasStored(secrets: ApiContext['options']['ports']['secrets'], id: string): Promise<boolean> {
  const state = await secrets.state();
  if (state === 'locked') return true;
  return state !== 'unset' && (await secrets.get(id)) !== null;
}

function checkConfig(descriptor: ConnectorDescriptor, input: ApiInput<'connections.add'>): void {
  const answerTo = (key: string): string | null | undefined => {
    if (key === 'url') return input.url;
    if (key === 'username') return input.username;
    return key === 'secret' ? input.secret : input.options[key];
  };
  for (const { key, label, kind, required, choices } of descriptor.config) {
    const value = answerTo(key);
    if (required && !value) {
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

/** Each step with what it found; after the first that failed the rest is skipped. Nothing is written at the service. */
async function testConnection({ options }: ApiContext, connection: Connection): Promise<ConnectionTest> {
  const steps: { label: string; state: 'ok' | 'failed' | 'skipped'; detail: string }[] = [];
  let failed = false;
  const step = async (label: string, work: () => Promise<string>): Promise<void> => {
    if (failed) {
      steps.push({ label, state: 'skipped', detail: '' });
      return;
    }
    try {
      steps.push({ label, state: 'ok', detail: await work() });
    } catch (error) {
      failed = true;
      steps.push({ label, state: 'failed', detail: toTaskSyncError(error).message });
    }
  };
  const controller = new AbortController();
  const http = readOnlyHttp(options.ports.http);
  const opening = openConnector(options, connection, controller.signal, http);
  await step('Signed in', async () => {
    const { name, server } = await (await opening).connector.check();
    return server ? `as ${name}, ${server}` : `as ${name}`;
  });
  await step('Can see task lists', async () => {
    const containers = await (await opening).connector.containers();
    if (containers.length === 0)
      throw new TaskSyncError(
        'not-found',
        'This account has no list that holds tasks. Make one there, then test again.',
      );
    return (
      containers
        .map((container) => container.name)
        .slice(0, 5)
        .join(', ') + (containers.length > 5 ? ` and ${containers.length - 5} more` : '')
    );
  });
  await step('Can read what a task looks like', async () => {
    const { connector } = await opening;
    const [container] = await connector.containers();
    const schema = await connector.schema(container?.id ?? '');
    return `${Object.keys(schema.fields).length} fields`;
  });
  return { ok: !failed, steps };
}
