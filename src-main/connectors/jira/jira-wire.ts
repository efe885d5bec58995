import { z } from 'zod';

/**
 * The fields of Jira's REST API that we use: version 3 of Cloud and version 2 of Data Center, which differ in how people are
 * named (`accountId`, `name`) and in texts (a document, wiki markup). Ids are strings and stay strings.
 */
const id = z.string();
const reference = z.object({ id });
const moment = z.string();

export const userSchema = z.object({
  accountId: z.string().nullish(),
  name: z.string().nullish(),
  displayName: z.string().nullish(),
  emailAddress: z.string().nullish(),
  active: z.boolean().nullish(),
  accountType: z.string().nullish(),
});
export type User = z.infer<typeof userSchema>;

export const issueIdSchema = z.object({ id: z.string().regex(/^\d+$/), key: z.string().optional() });

/** What the feed looks at first. */
export const stubSchema = z.object({
  id: z.string().regex(/^\d+$/),
  fields: z.object({ updated: moment, created: moment.optional() }),
});

const issueType = z.object({
  id,
  subtask: z.boolean().nullish(),
  hierarchyLevel: z.number().int().nullish(),
  name: z.string().nullish(),
});

export const issueSchema = z.object({
  id: z.string().regex(/^\d+$/),
  key: z.string(),
  fields: z.looseObject({
    summary: z.string(),
    /** A document in Cloud, text in Data Center; left out where the project hides it. */
    description: z.unknown().optional(),
    project: z.object({ id, key: z.string() }),
    issuetype: issueType,
    status: reference,
    priority: reference.nullish(),
    assignee: userSchema.nullish(),
    labels: z.array(z.string()).nullish(),
    duedate: z.iso.date().nullish(),
    fixVersions: z.array(reference).nullish(),
    components: z.array(reference).nullish(),
    parent: reference.nullish(),
    resolution: z.object({ name: z.string() }).nullish(),
    timeoriginalestimate: z.number().nullish(),
    timeestimate: z.number().nullish(),
    created: moment,
    updated: moment,
  }),
  properties: z.record(z.string(), z.unknown()).nullish(),
});
export type Issue = z.infer<typeof issueSchema>;

export const propertiesSchema = z.object({ properties: z.record(z.string(), z.unknown()).nullish() });

/** Cloud: `nextPageToken` until the last page. Data Center: `startAt` and `total`. Issues are looked at one by one. */
export const searchSchema = z.object({
  issues: z.array(z.unknown()),
  nextPageToken: z.string().nullish(),
  isLast: z.boolean().nullish(),
  startAt: z.number().int().nullish(),
  maxResults: z.number().int().nullish(),
  total: z.number().int().nullish(),
});

export const createdSchema = z.object({ id: z.string().regex(/^\d+$/), key: z.string() });

const fieldType = z.object({
  type: z.string(),
  items: z.string().nullish(),
  system: z.string().nullish(),
  custom: z.string().nullish(),
});
export type FieldType = z.infer<typeof fieldType>;

const allowedValue = z.looseObject({
  id: z.string().nullish(),
  name: z.string().nullish(),
  value: z.string().nullish(),
  archived: z.boolean().nullish(),
  disabled: z.boolean().nullish(),
});
export type AllowedValue = z.infer<typeof allowedValue>;

/** A field as the screens for creating and for transitions describe it. */
export const screenFieldSchema = z.object({
  name: z.string(),
  required: z.boolean(),
  hasDefaultValue: z.boolean().nullish(),
  schema: fieldType,
  allowedValues: z.array(allowedValue).nullish(),
});
const createField = screenFieldSchema.extend({ fieldId: z.string() });
export type CreateField = z.infer<typeof createField>;

const projectType = issueType.extend({ name: z.string() });
export type IssueType = z.infer<typeof projectType>;
const page = {
  total: z.number().int().nullish(),
  isLast: z.boolean().nullish(),
};
/** Cloud says `issueTypes` and `fields`, Data Center `values`. */
export const createTypesSchema = z.object({
  ...page,
  issueTypes: z.array(projectType).optional(),
  values: z.array(projectType).optional(),
});
export const createFieldsSchema = z.object({
  ...page,
  fields: z.array(createField).optional(),
  values: z.array(createField).optional(),
});

/** All fields of the site, also those that this project does not use. */
export const siteFieldsSchema = z.array(
  z.object({ id: z.string(), name: z.string(), custom: z.boolean(), schema: fieldType.nullish() }),
);
export type SiteField = z.infer<typeof siteFieldsSchema>[number];

export const myselfSchema = userSchema.extend({ timeZone: z.string().nullish() });

export const serverSchema = z.object({ version: z.string().nullish(), deploymentType: z.string().nullish() });

const project = z.object({ id, key: z.string(), name: z.string(), archived: z.boolean().nullish() });
export type Project = z.infer<typeof project>;
export const projectsSchema = z.array(project);
export const projectPageSchema = z.object({
  values: projectsSchema,
  isLast: z.boolean().nullish(),
  total: z.number().nullish(),
});
export const projectSchema = project.extend({ issueTypes: z.array(projectType).nullish() });

const status = z.object({
  id,
  name: z.string(),
  statusCategory: z.object({ key: z.string() }).nullish(),
});
export type Status = z.infer<typeof status>;
export const projectStatusesSchema = z.array(z.object({ statuses: z.array(status) }));
export const statusesSchema = z.array(status);

const priority = z.object({ id, name: z.string(), isDefault: z.boolean().nullish() });
export type Priority = z.infer<typeof priority>;
export const prioritiesSchema = z.array(priority);

const version = z.object({
  id,
  name: z.string(),
  archived: z.boolean().nullish(),
  released: z.boolean().nullish(),
});
export type Version = z.infer<typeof version>;
export const versionsSchema = z.array(version);

export const usersSchema = z.array(userSchema);

const transition = z.object({
  id,
  name: z.string(),
  to: status,
  isAvailable: z.boolean().nullish(),
  fields: z.record(z.string(), screenFieldSchema).nullish(),
});
export type Transition = z.infer<typeof transition>;
export const transitionsSchema = z.object({ transitions: z.array(transition) });
/** Of issues that a search found, to learn a workflow from. */
export const workflowSampleSchema = z.object({
  id,
  fields: z.object({ status: reference }),
  transitions: z.array(transition).nullish(),
});

const property = z.object({ key: z.string(), value: z.unknown() });
const comment = z.object({
  id,
  author: userSchema.nullish(),
  /** A document in Cloud, text in Data Center. */
  body: z.unknown().optional(),
  created: moment,
  visibility: z.unknown().optional(),
  jsdPublic: z.boolean().nullish(),
  properties: z.array(property).nullish(),
});
export type Comment = z.infer<typeof comment>;
export const commentSchema = comment;
export const commentPageSchema = z.object({ comments: z.array(comment), total: z.number().int() });
export const commentCountSchema = z.object({
  id,
  fields: z.object({ comment: z.object({ total: z.number().int() }).nullish() }),
});

const attachment = z.object({
  id,
  filename: z.string(),
  author: userSchema.nullish(),
  created: moment,
  size: z.number().int().nonnegative(),
  mimeType: z.string().nullish(),
});
export type Attachment = z.infer<typeof attachment>;
export const attachmentsSchema = z.array(attachment);
export const withAttachmentsSchema = z.object({
  id,
  fields: z.object({ attachment: attachmentsSchema.nullish() }),
});

export const permissionsSchema = z.object({
  permissions: z.record(z.string(), z.object({ havePermission: z.boolean() })),
});
