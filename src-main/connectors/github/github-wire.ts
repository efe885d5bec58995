import { z } from 'zod';

/**
 * The parts of GitHub's REST API (2022-11-28) that we use, as its OpenAPI description has them. Ids are numbers of up to 64 bits
 * there: `int` refuses those that a number of ours cannot hold exactly, rather than take another one for it.
 */
const id = z.number().int();
const moment = z.iso.datetime();
const text = z.string().nullish().default(null);

/** Nobody: the account was deleted; GitHub shows it as “ghost”. */
const user = z.object({ id, login: z.string() });
export type User = z.infer<typeof user>;
export const usersSchema = z.array(user);
export const accountSchema = user.extend({ name: text });
export type Account = z.infer<typeof accountSchema>;

const label = z.object({ name: text });

const fieldValue = z.object({
  issue_field_id: id,
  issue_field_name: text,
  data_type: z.string(),
  value: z.unknown(),
  single_select_option: z.object({ name: z.string() }).nullish().default(null),
  multi_select_options: z
    .array(z.object({ name: z.string() }))
    .nullish()
    .default(null),
});
export type FieldValueAtIssue = z.infer<typeof fieldValue>;

export const issueSchema = z.object({
  id,
  number: id,
  title: z.string(),
  body: text,
  state: z.string(),
  state_reason: text,
  labels: z.array(z.union([z.string(), label])),
  assignees: z.array(user).nullish().default([]),
  milestone: z.object({ number: id }).nullish().default(null),
  user: user.nullish().default(null),
  comments: z.number().int(),
  created_at: moment,
  updated_at: moment,
  html_url: z.string(),
  repository_url: z.string(),
  /** Only of pull requests, which are in the lists of issues too. */
  pull_request: z.unknown().optional(),
  /** Only of issues that have a parent. */
  parent_issue_url: z.string().nullish().default(null),
  /** Where the server knows sub-issues. */
  sub_issues_summary: z.unknown().optional(),
  /** Where the organisation has types. */
  type: z.object({ name: z.string() }).nullish(),
  /** Where the organisation has fields. */
  issue_field_values: z.array(fieldValue).nullish(),
});
export type Issue = z.infer<typeof issueSchema>;

/** Issues are looked at one by one, so that a strange one does not stand in the way of the others. */
export const issuesSchema = z.array(z.unknown());
export const issueNameSchema = z.object({ number: id, updated_at: moment, pull_request: z.unknown().optional() });

export const countSchema = z.object({ total_count: z.number().int().nonnegative(), incomplete_results: z.boolean() });

const comment = z.object({
  id,
  body: text,
  user: user.nullish().default(null),
  created_at: moment,
  updated_at: moment,
  issue_url: z.string(),
});
export const commentSchema = comment;
export const commentsSchema = z.array(comment);
export type Comment = z.infer<typeof comment>;

export const repositorySchema = z.object({
  id,
  full_name: z.string(),
  owner: z.object({ login: z.string(), type: z.string().nullish() }),
  has_issues: z.boolean().nullish().default(true),
  archived: z.boolean().nullish().default(false),
  disabled: z.boolean().nullish().default(false),
  permissions: z
    .object({
      admin: z.boolean().nullish(),
      maintain: z.boolean().nullish(),
      push: z.boolean().nullish(),
      triage: z.boolean().nullish(),
    })
    .nullish(),
});
export type Repository = z.infer<typeof repositorySchema>;
export const repositoriesSchema = z.array(repositorySchema);

const milestone = z.object({ number: id, title: z.string(), state: z.string() });
export type Milestone = z.infer<typeof milestone>;
export const milestonesSchema = z.array(milestone);

const issueType = z.object({ name: z.string(), is_enabled: z.boolean().nullish().default(true) });
export type IssueType = z.infer<typeof issueType>;
export const issueTypesSchema = z.array(issueType);

const issueField = z.object({
  id,
  name: z.string(),
  data_type: z.string(),
  options: z
    .array(z.object({ name: z.string() }))
    .nullish()
    .default([]),
});
export type IssueField = z.infer<typeof issueField>;
export const issueFieldsSchema = z.array(issueField);
