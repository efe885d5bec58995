import type { ConnectorDescriptor } from '../../../src-shared/connector/descriptor.ts';
import { ownCertificate } from '../kit/own-certificate.ts';

export const gitea: ConnectorDescriptor = {
  id: 'gitea',
  name: 'Gitea',
  summary:
    'Issues of one repository of a Gitea or Forgejo (Codeberg), with state, labels, people, due dates, milestones and comments; it has no priorities and no subtasks.',
  config: [
    {
      key: 'url',
      label: 'Address',
      kind: 'url',
      required: true,
      help: 'As in the browser, with the folder if there is one: https://codeberg.org/',
    },
    {
      key: 'secret',
      label: 'Access token',
      kind: 'secret',
      required: true,
      help: 'Settings, Applications: permissions “issue” and “repository” (read and write), “user” and “organization” (read).',
    },
    ownCertificate,
  ],
  capabilities: {
    identity: 'C',
    // `find` reads the list, which shows a new issue at once; but a server whose client has gone still finishes what it began.
    settleMs: 5_000,
    precondition: false,
    deletions: 'listing',
    canCreate: true,
    canDelete: true,
    // Each is a request of its own.
    batchSize: 50,
    concurrency: { start: 2, max: 4 },
    // An edited or deleted comment leaves the time of its issue as it was.
    comments: { identity: 'C', canEdit: true, canDelete: true, editsTouchRecord: false },
  },
  connect: async (context) => (await import('./gitea-connector.ts')).connectGitea(context),
};
