import type { ConnectorDescriptor } from '../../../src-shared/connector/descriptor.ts';
import { ownCertificate } from '../kit/own-certificate.ts';

export const redmine: ConnectorDescriptor = {
  id: 'redmine',
  name: 'Redmine',
  summary:
    'Issues of one Redmine project, with status, people, dates, versions, subtasks, custom fields, notes as comments, and files; it has no labels.',
  config: [
    {
      key: 'url',
      label: 'Address',
      kind: 'url',
      required: true,
      help: 'As in the browser, with the folder if there is one: https://example.org/redmine/',
    },
    {
      key: 'secret',
      label: 'API access key',
      kind: 'secret',
      required: true,
      help: 'On “My account”, at the right. Redmine must have its REST API switched on (Administration, Settings, API).',
    },
    {
      key: 'textFormat',
      label: 'Text formatting',
      kind: 'choice',
      required: false,
      help: 'As in Administration, Settings, General. Redmine does not tell it to programs.',
      choices: [
        { value: 'textile', label: 'Textile' },
        { value: 'markdown', label: 'Markdown' },
      ],
      default: 'textile',
    },
    {
      key: 'tracker',
      label: 'Tracker of new issues',
      kind: 'text',
      required: false,
      help: 'Its name or id. Empty: the first of the project.',
    },
    ownCertificate,
  ],
  capabilities: {
    identity: 'C',
    // `find` sees every issue that was created; but a server whose client has gone still finishes what it began.
    settleMs: 5_000,
    precondition: false,
    deletions: 'listing',
    canCreate: true,
    canDelete: true,
    batchSize: 100,
    // On SQLite, Redmine takes 400 creates in 5 s one at a time, and over a minute with errors eight at a time.
    concurrency: { start: 1, max: 4 },
    // A note that is edited leaves the time as it was, up to Redmine 5.0 at least.
    comments: { identity: 'C', canEdit: true, canDelete: true, editsTouchRecord: false },
    // Its limit is a setting that only administrators see: a file above it is refused with that number.
    attachments: { identity: 'C', canCopy: true, canLink: false, canDelete: true, removalsTouchRecord: false },
  },
  connect: async (context) => (await import('./redmine-connector.ts')).connectRedmine(context),
};
