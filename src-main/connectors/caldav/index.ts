import type { Connector } from '../../../src-shared/connector/connector.ts';
import type { ConnectContext, ConnectorDescriptor } from '../../../src-shared/connector/descriptor.ts';

export const caldav: ConnectorDescriptor = {
  id: 'caldav',
  name: 'CalDAV tasks',
  summary:
    'Tasks of any calendar server (Nextcloud, Radicale, Fastmail, …): all fields but milestone and estimate; alarms, repetition and attachments stay as they are.',
  config: [
    {
      key: 'url',
      label: 'Address',
      kind: 'url',
      required: true,
      help: 'Of the server, of your account there, or of a single task list',
    },
    { key: 'username', label: 'User name', kind: 'text', required: true },
    {
      key: 'secret',
      label: 'Password',
      kind: 'secret',
      required: true,
      help: 'Better an app password, if your provider has them',
    },
  ],
  capabilities: {
    identity: 'A',
    settleMs: 0,
    precondition: true,
    deletions: 'feed',
    canCreate: true,
    canDelete: true,
    batchSize: 100,
    concurrency: { start: 4, max: 16 },
  },
  connect: connectLater,
};

/** The XML and iCalendar readers are loaded with the first request, not with the program. */
function connectLater(context: ConnectContext): Connector {
  let connecting: Promise<Connector> | null = null;
  const connector = (): Promise<Connector> => {
    connecting ??= import('./caldav-connector.ts').then(({ connectCaldav }) => connectCaldav(context));
    return connecting;
  };
  return {
    check: async () => (await connector()).check(),
    containers: async () => (await connector()).containers(),
    schema: async (container) => (await connector()).schema(container),
    async *pull(request) {
      yield* (await connector()).pull(request);
    },
    list: async (container) => (await connector()).list(container),
    get: async (container, ids) => (await connector()).get(container, ids),
    find: async (container, identity) => (await connector()).find(container, identity),
    create: async (request) => (await connector()).create(request),
    update: async (request) => (await connector()).update(request),
    remove: async (request) => (await connector()).remove(request),
  };
}
