import { z } from 'zod';

/**
 * The fields of Redmine's REST API that we use (www.redmine.org/projects/redmine/wiki/Rest_api, checked against 5.0).
 * Of what an issue refers to only the id is read: its name may change without the issue changing.
 */
const reference = z.object({ id: z.number().int() });
const day = z.iso.date().nullish().default(null);
const moment = z.iso.datetime();

const customValue = z.object({
  id: z.number().int(),
  value: z
    .union([z.string(), z.array(z.string().nullable())])
    .nullish()
    .default(null),
});
export type CustomValue = z.infer<typeof customValue>;

export const issueSchema = z.object({
  id: z.number().int(),
  project: reference,
  tracker: reference,
  status: reference,
  priority: reference.nullish().default(null),
  assigned_to: reference.nullish().default(null),
  category: reference.nullish().default(null),
  fixed_version: reference.nullish().default(null),
  parent: reference.nullish().default(null),
  subject: z.string(),
  description: z.string().nullish().default(null),
  start_date: day,
  due_date: day,
  done_ratio: z.number().nullish().default(null),
  estimated_hours: z.number().nullish().default(null),
  custom_fields: z.array(customValue).nullish().default([]),
  created_on: moment.nullish().default(null),
  updated_on: moment,
});
export type Issue = z.infer<typeof issueSchema>;

/** Issues are looked at one by one, so that a strange one does not stand in the way of the others. */
export const issuesSchema = z.object({ issues: z.array(z.unknown()), total_count: z.number().int() });
export const issueIdSchema = z.object({ id: z.number().int() });

export const issueAnswerSchema = z.object({ issue: z.unknown() });

/** What an issue takes with it when it is deleted; `spent_hours` only for those who may see it. */
export const belongingsSchema = z.object({
  issue: z.object({
    id: z.number().int(),
    children: z.array(reference).nullish().default([]),
    spent_hours: z.number().nullish().default(0),
  }),
});
export type Belongings = z.infer<typeof belongingsSchema>['issue'];

const journal = z.object({
  id: z.number().int(),
  user: z.object({ id: z.number().int(), name: z.string() }).nullish().default(null),
  notes: z.string().nullish().default(null),
  created_on: moment,
  private_notes: z.boolean().nullish().default(false),
});
export type Journal = z.infer<typeof journal>;
export const journalsSchema = z.object({ issue: z.object({ journals: z.array(journal) }) });

const attachment = z.object({
  id: z.number().int(),
  filename: z.string(),
  filesize: z.number().int().nonnegative(),
  content_type: z.string().nullish().default(null),
  author: z.object({ id: z.number().int(), name: z.string() }).nullish().default(null),
  created_on: moment,
});
export type Attachment = z.infer<typeof attachment>;
const withAttachments = z.object({
  id: z.number().int(),
  updated_on: moment,
  attachments: z.array(attachment).nullish().default([]),
});
export type WithAttachments = z.infer<typeof withAttachments>;
export const withAttachmentsSchema = z.object({ issues: z.array(withAttachments) });
/** The token of an upload: the number that the attachment will have, and a digest of what was received. */
export const uploadSchema = z.object({ upload: z.object({ token: z.string() }) });

const named = z.object({ id: z.number().int(), name: z.string() });
export type Named = z.infer<typeof named>;

export const userSchema = z.object({
  user: z.object({
    id: z.number().int(),
    login: z.string().nullish(),
    firstname: z.string().nullish(),
    lastname: z.string().nullish(),
    mail: z.string().nullish(),
  }),
});
export type User = z.infer<typeof userSchema>['user'];

/** status: 1 active, 5 closed (read only), 9 archived. */
const project = z.object({
  id: z.number().int(),
  name: z.string(),
  identifier: z.string(),
  status: z.number().int().nullish().default(1),
});
export type Project = z.infer<typeof project>;
export const projectsSchema = z.object({ projects: z.array(project), total_count: z.number().int() });
export const projectSchema = z.object({
  project: project.extend({
    trackers: z.array(named).nullish().default([]),
    issue_categories: z.array(named).nullish().default([]),
    issue_custom_fields: z.array(named).nullish().default([]),
  }),
});
export type ProjectDetails = z.infer<typeof projectSchema>['project'];

const status = named.extend({ is_closed: z.boolean().nullish().default(false) });
export const statusesSchema = z.object({ issue_statuses: z.array(status) });
export type Status = z.infer<typeof status>;

/** Lowest first. */
const priority = named.extend({
  is_default: z.boolean().nullish().default(false),
  active: z.boolean().nullish().default(true),
});
export const prioritiesSchema = z.object({ issue_priorities: z.array(priority) });
export type Priority = z.infer<typeof priority>;

/** With their formats; administrators only. */
const customField = named.extend({
  customized_type: z.string().nullish(),
  field_format: z.string(),
  multiple: z.boolean().nullish().default(false),
  max_length: z.number().int().nullish(),
  possible_values: z
    .array(z.object({ value: z.coerce.string(), label: z.string().nullish() }))
    .nullish()
    .default([]),
});
/** Of an issue only their names. */
export const customNamesSchema = z.object({ custom_fields: z.array(named).nullish().default([]) });
export const customFieldsSchema = z.object({ custom_fields: z.array(customField) });
export type CustomField = z.infer<typeof customField>;

export const membershipsSchema = z.object({
  memberships: z.array(z.object({ user: named.optional(), group: named.optional() })),
  total_count: z.number().int(),
});

/** Only open versions can be given to an issue that does not have them yet. */
const version = named.extend({ status: z.string().nullish().default('open') });
export const versionsSchema = z.object({ versions: z.array(version) });
export type Version = z.infer<typeof version>;
