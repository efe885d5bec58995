import type { ConnectorDescriptor } from '../../../src-shared/connector/descriptor.ts';
import { ownCertificate } from '../kit/own-certificate.ts';

export const caldav: ConnectorDescriptor = {
  id: 'caldav',
  name: 'CalDAV tasks',
  summary:
    'Tasks of any calendar server (Nextcloud, Radicale, Fastmail, …): all fields but milestone and estimate, and addresses as attachments; alarms, repetition and files inside of tasks stay as they are.',
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
    ownCertificate,
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
    // A task holds addresses; the files that they lead to are elsewhere.
    attachments: { identity: 'C', canCopy: false, canLink: true, canDelete: true, removalsTouchRecord: true },
  },
  // The XML and iCalendar readers are loaded with the first connection, not with the program.
  connect: async (context) => (await import('./caldav-connector.ts')).connectCaldav(context),
};
