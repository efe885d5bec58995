import type { ConnectorDescriptor } from '../../../src-shared/connector/descriptor.ts';

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
    concurrency: { start: 6, max: 24 },
  },
  // The XML and iCalendar readers are loaded with the first connection, not with the program.
  connect: async (context) => (await import('./caldav-connector.ts')).connectCaldav(context),
};
