import type { ConnectorDescriptor } from '../../../src-shared/connector/descriptor.ts';
import { ownCertificate } from '../kit/own-certificate.ts';
import { signIn } from './sign-in.ts';

export const github: ConnectorDescriptor = {
  id: 'github',
  name: 'GitHub Issues',
  summary:
    'Issues of one repository, with state and reason, labels, people, milestones, sub-issues, types and fields of the organisation, and comments; GitHub lets no program delete an issue or add a file.',
  config: [
    {
      key: 'url',
      label: 'Address',
      kind: 'url',
      required: false,
      help: 'Only for GitHub Enterprise: https://github.example.org. Empty: github.com.',
    },
    {
      key: 'secret',
      label: 'Token',
      kind: 'secret',
      required: true,
      help: 'Settings, Developer settings, Personal access tokens. Fine-grained: repository permission Issues, read and write (Metadata, read). Classic: the scope repo.',
    },
    {
      key: 'pacing',
      label: "Keep to GitHub's pace for changes",
      kind: 'flag',
      required: false,
      help: 'GitHub takes 80 new issues and comments a minute. Switch off only for an Enterprise Server with limits of its own.',
      default: 'true',
    },
    ownCertificate,
  ],
  signIn,
  capabilities: {
    identity: 'C',
    // A request that is cut off is carried out all the same, or given up after ten seconds; the list may come from a replica.
    settleMs: 30_000,
    precondition: false,
    deletions: 'listing',
    canCreate: true,
    canDelete: false,
    batchSize: 100,
    // GitHub asks for changes one after the other; a few at once are taken.
    concurrency: { start: 1, max: 4 },
    // That an edited comment changes its issue's time is nowhere promised.
    comments: { identity: 'C', canEdit: true, canDelete: true, editsTouchRecord: false, maxLength: 65_000 },
  },
  connect: async (context) => (await import('./github-connector.ts')).connectGithub(context),
};
