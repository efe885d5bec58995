import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import * as wire from '../../src-main/connectors/github/github-wire.ts';
import { whyNoSpec } from './spec-checker.ts';

/** GitHub's own examples of answers, and the schema that reads them. */
const readers: readonly (readonly [string, z.ZodType])[] = [
  ['issue', wire.issueSchema],
  ['issue-with-pinned-comment', wire.issueSchema],
  ['issue-items', wire.issueSchema.array()],
  ['issue-with-repo-items', wire.issueSchema.array()],
  ['issue-comment', wire.commentSchema],
  ['issue-comment-items', wire.commentsSchema],
  ['issue-search-result-item-paginated', wire.countSchema],
  ['milestone-items', wire.milestonesSchema],
  ['simple-user-items', wire.usersSchema],
  ['issue-type-items', wire.issueTypesSchema],
  ['issue-field-items', wire.issueFieldsSchema],
  ['repository-items-default-response', wire.repositoriesSchema],
  ['full-repository-default-response', wire.repositorySchema],
  ['private-user-response-with-public-and-private-profile-information', wire.accountSchema],
  ['public-user-default-response', wire.accountSchema],
];

const reason = whyNoSpec('github');
describe.skipIf(reason)(`GitHub's own examples${reason === null ? '' : ` (${reason})`}`, () => {
  const folder = process.env['TASKSYNC_SPECS'] ?? join(import.meta.dirname, '../../../shared/specs');

  test.each(readers)('%s is understood', (name, schema) => {
    const spec: unknown = JSON.parse(readFileSync(join(folder, 'github.json'), 'utf8'));
    const { components } = spec as { components: { examples: Record<string, { value: unknown }> } };
    expect(components.examples[name], 'there is such an example').toBeDefined();
    const parsed = schema.safeParse(components.examples[name]?.value);
    expect(parsed.error?.issues ?? []).toEqual([]);
  });
});
