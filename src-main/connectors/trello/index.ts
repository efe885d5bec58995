import type { ConnectorDescriptor } from '../../../src-shared/connector/descriptor.ts';

export const trello: ConnectorDescriptor = {
  id: 'trello',
  name: 'Trello',
  summary:
    'Cards of one board, with lists and ticks as status, members, labels, dates, custom fields, checklists, comments, files and links; Trello has no priorities, no milestones and no subtasks of its own.',
  config: [
    {
      key: 'key',
      label: 'API key',
      kind: 'text',
      required: true,
      help: 'At trello.com/power-ups/admin: of a Power-Up of yours, under “API key”.',
    },
    {
      key: 'secret',
      label: 'API token',
      kind: 'secret',
      required: true,
      help: 'Beside the API key, the link “Token”: allow it to read and to write, without an end.',
    },
    {
      key: 'url',
      label: 'Address',
      kind: 'url',
      required: false,
      help: 'Only for another address than Trello’s own.',
      default: 'https://api.trello.com/1/',
    },
  ],
  capabilities: {
    identity: 'C',
    // `find` sees every card that was created; but a request that was cut off may still be carried out.
    settleMs: 5_000,
    precondition: false,
    // The list of actions has deletions of cards, but not those that come with a list or a board that goes.
    deletions: 'listing',
    canCreate: true,
    canDelete: true,
    batchSize: 1_000,
    // A hundred requests in ten seconds are allowed to a token, whatever they do.
    concurrency: { start: 4, max: 8 },
    // That an edited comment counts as activity of its card is documented nowhere.
    comments: { identity: 'C', canEdit: true, canDelete: true, editsTouchRecord: false, maxLength: 16_342 },
    // How large a file may be depends on what is paid for.
    attachments: { identity: 'C', canCopy: true, canLink: true, canDelete: true, removalsTouchRecord: true },
  },
  connect: async (context) => (await import('./trello-connector.ts')).connectTrello(context),
};
