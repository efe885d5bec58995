import type { ConnectorDescriptor } from '../../../src-shared/connector/descriptor.ts';
import { signIn } from './sign-in.ts';

export const asana: ConnectorDescriptor = {
  id: 'asana',
  name: 'Asana',
  summary:
    'Tasks and subtasks of one Asana project, with sections as status, assignee, dates, tags, custom fields, comments and files; followers, dependencies and estimates stay as they are.',
  config: [
    {
      key: 'secret',
      label: 'Personal access token',
      kind: 'secret',
      required: true,
      help: 'In Asana: your picture, Settings, Apps, “Manage developer apps”, “Create new token”.',
    },
    {
      key: 'url',
      label: 'Address',
      kind: 'url',
      required: false,
      help: 'Leave it as it is, unless your organisation reaches Asana at an address of its own.',
      default: 'https://app.asana.com/',
    },
  ],
  signIn,
  capabilities: {
    // `external` would be class B, and is for OAuth apps only; personal access tokens need the marker in the text.
    identity: 'C',
    // `find` lists the project itself, which knows new tasks at once; but a request that was cut off may still be under way.
    settleMs: 10_000,
    precondition: false,
    deletions: 'feed',
    canCreate: true,
    canDelete: true,
    batchSize: 100,
    // Asana takes 15 writes at a time from one token.
    concurrency: { start: 4, max: 12 },
    // Asana lists what changes a task's time; editing a comment is not among it.
    comments: { identity: 'C', canEdit: true, canDelete: true, editsTouchRecord: false },
    attachments: {
      identity: 'C',
      canCopy: true,
      canLink: true,
      canDelete: true,
      removalsTouchRecord: true,
      maxBytes: 100_000_000,
    },
  },
  connect: async (context) => (await import('./asana-connector.ts')).connectAsana(context),
};
