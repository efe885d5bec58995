import { createIssueReader } from '../kit/issue-reader.ts';
import { issueNumberSchema, issueSchema } from './gitea-wire.ts';

export const { readIssues, readIssue } = createIssueReader({
  service: 'Gitea',
  schema: issueSchema,
  numberOf: (issue) => issueNumberSchema.safeParse(issue).data?.number,
  advice: 'Check which version of Gitea or Forgejo this is.',
});
