import type { ConnectorDescriptor } from '../../../src-shared/connector/descriptor.ts';
import { ownCertificate } from '../kit/own-certificate.ts';
import { signIn } from './sign-in.ts';

export const jira: ConnectorDescriptor = {
  id: 'jira',
  name: 'Jira',
  summary:
    'Issues of a Jira project or of a JQL query, with status by workflow, people, labels, dates, versions, parents, custom fields, comments and files; Cloud and Data Center.',
  config: [
    {
      key: 'deployment',
      label: 'Kind of Jira',
      kind: 'choice',
      required: false,
      choices: [
        { value: 'cloud', label: 'Cloud' },
        { value: 'datacenter', label: 'Data Center or Server' },
      ],
      default: 'cloud',
    },
    {
      key: 'url',
      label: 'Address',
      kind: 'url',
      required: true,
      help: 'As in the browser: https://example.atlassian.net, or with the folder of your own server if there is one.',
    },
    {
      key: 'username',
      label: 'E-mail address',
      kind: 'text',
      required: false,
      help: 'Of the account that the API token belongs to. Leave it empty with a personal access token of Data Center.',
    },
    {
      key: 'secret',
      label: 'API token or personal access token',
      kind: 'secret',
      required: true,
      help: 'Cloud: id.atlassian.com, Security, API tokens. Data Center: your profile, Personal access tokens.',
    },
    {
      key: 'issueType',
      label: 'Type of new issues',
      kind: 'text',
      required: false,
      help: 'Its name or id. Empty: “Task”, or the first type that is neither an epic nor a subtask.',
    },
    {
      key: 'site',
      label: 'Address for links',
      kind: 'url',
      required: false,
      help: 'Where people open issues, if that is another address than the one that programs use.',
    },
    ownCertificate,
  ],
  signIn,
  capabilities: {
    identity: 'C',
    // `find` reads the newest issues by their keys, past the search and its lag; but a create that was cut off may still be carried out.
    settleMs: 15_000,
    precondition: false,
    deletions: 'listing',
    canCreate: true,
    canDelete: true,
    // `reconcileIssues` makes the search see the present state of at most 50 issues.
    batchSize: 50,
    concurrency: { start: 4, max: 8 },
    comments: { identity: 'C', canEdit: true, canDelete: true, editsTouchRecord: false, maxLength: 32_767 },
    // How large files may be is a setting of each Jira.
    attachments: { identity: 'C', canCopy: true, canLink: false, canDelete: true, removalsTouchRecord: true },
  },
  connect: async (context) => (await import('./jira-connector.ts')).connectJira(context),
};
