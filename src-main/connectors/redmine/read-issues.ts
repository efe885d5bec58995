import { createIssueReader } from '../kit/issue-reader.ts';
import { issueIdSchema, issueSchema } from './redmine-wire.ts';

export const { readIssues, readIssue } = createIssueReader({
  service: 'Redmine',
  schema: issueSchema,
  numberOf: (issue) => issueIdSchema.safeParse(issue).data?.id,
  advice: 'Check which version of Redmine this is.',
});
