import { z } from 'zod';

/**
 * What we use of Gitea's API, which Forgejo has as well (`/swagger.v1.json` of every server; the structures of
 * `modules/structs/issue.go`). Times carry the offset of the server's own zone.
 */
const moment = z.iso.datetime({ offset: true });

export const userSchema = z.object({
  id: z.number().int(),
  login: z.string(),
  full_name: z.string().nullish().default(null),
  email: z.string().nullish().default(null),
});
export type User = z.infer<typeof userSchema>;
export const usersSchema = z.array(userSchema);

export const labelSchema = z.object({ id: z.number().int(), name: z.string() });
export type Label = z.infer<typeof labelSchema>;
export const labelsSchema = z.array(labelSchema);

const milestone = z.object({ id: z.number().int(), title: z.string(), state: z.string().nullish().default('open') });
export type Milestone = z.infer<typeof milestone>;
export const milestonesSchema = z.array(milestone);

/** Of people, labels and milestones only what names them: the rest may change without the issue changing. */
export const issueSchema = z.object({
  number: z.number().int(),
  html_url: z.string(),
  title: z.string(),
  body: z.string().nullish().default(''),
  state: z.enum(['open', 'closed']),
  labels: labelsSchema.nullish().default([]),
  milestone: z.object({ id: z.number().int() }).nullish().default(null),
  assignees: z
    .array(z.object({ login: z.string() }))
    .nullish()
    .default([]),
  comments: z.number().int().nullish().default(0),
  created_at: moment,
  updated_at: moment,
  due_date: moment.nullish().default(null),
});
export type Issue = z.infer<typeof issueSchema>;

/** Issues are looked at one by one, so that a strange one does not stand in the way of the others. */
export const issuesSchema = z.array(z.unknown());
export const issueNumberSchema = z.object({ number: z.number().int() });

const repository = z.object({
  full_name: z.string(),
  archived: z.boolean().nullish().default(false),
  has_issues: z.boolean().nullish().default(true),
  permissions: z
    .object({ push: z.boolean().nullish().default(false) })
    .nullish()
    .default({ push: false }),
});
export type Repository = z.infer<typeof repository>;
export const repositorySchema = repository;
export const repositoriesSchema = z.array(repository);

export const commentSchema = z.object({
  id: z.number().int(),
  body: z.string().nullish().default(''),
  user: userSchema.nullish().default(null),
  created_at: moment,
});
export type Comment = z.infer<typeof commentSchema>;
export const commentsSchema = z.array(commentSchema);

export const versionSchema = z.object({ version: z.string() });
