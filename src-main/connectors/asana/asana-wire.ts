import { z } from 'zod';

/**
 * The fields of Asana's REST API 1.0 that we use (developers.asana.com/reference; github.com/Asana/openapi). Ids are decimal
 * strings beyond 2^53 and stay strings. Of what a task refers to only the id is read, because names change without the task.
 */
const reference = z.object({ gid: z.string().min(1) });
const named = reference.extend({ name: z.string().nullish().default(null) });
const day = z.iso.date().nullish().default(null);
const moment = z.iso.datetime({ offset: true });
const maybeMoment = moment.nullish().default(null);

const customValue = z.object({
  gid: z.string(),
  resource_subtype: z.string(),
  text_value: z.string().nullish().default(null),
  number_value: z.number().nullish().default(null),
  enum_value: reference.nullish().default(null),
  multi_enum_values: z.array(reference).nullish().default([]),
  date_value: z.object({ date: day, date_time: maybeMoment }).nullish().default(null),
  people_value: z.array(reference).nullish().default([]),
  display_value: z.string().nullish().default(null),
});
export type CustomValue = z.infer<typeof customValue>;

export const taskSchema = z.object({
  gid: z.string().min(1),
  name: z.string(),
  html_notes: z.string().nullish().default('<body></body>'),
  completed: z.boolean(),
  assignee: reference.nullish().default(null),
  due_on: day,
  due_at: maybeMoment,
  start_on: day,
  start_at: maybeMoment,
  parent: reference.nullish().default(null),
  tags: z.array(named).nullish().default([]),
  memberships: z
    .array(z.object({ project: reference.nullish().default(null), section: reference.nullish().default(null) }))
    .nullish()
    .default([]),
  custom_fields: z.array(customValue).nullish().default([]),
  created_at: moment,
  modified_at: moment,
  permalink_url: z.string().nullish().default(null),
});
export type Task = z.infer<typeof taskSchema>;

/** What `taskSchema` needs: without it Asana says little more than the name. */
export const taskFields = [
  ...['name', 'html_notes', 'completed', 'assignee', 'due_on', 'due_at', 'start_on', 'start_at', 'parent', 'tags.name'],
  ...['memberships.project', 'memberships.section', 'created_at', 'modified_at', 'permalink_url'],
  ...['custom_fields.resource_subtype', 'custom_fields.text_value', 'custom_fields.number_value'],
  ...['custom_fields.enum_value', 'custom_fields.multi_enum_values', 'custom_fields.date_value.date'],
  ...['custom_fields.date_value.date_time', 'custom_fields.people_value', 'custom_fields.display_value'],
  ...['num_subtasks', 'is_rendered_as_separator'],
].join(',');

/** Beside the task itself, because what it says of other tasks is no part of this one. */
export const taskPlaceSchema = z.object({
  gid: z.string().min(1),
  num_subtasks: z.number().int().nullish().default(0),
  is_rendered_as_separator: z.boolean().nullish().default(false),
});
export const placeFields = 'num_subtasks,is_rendered_as_separator';

const nextPage = z.object({ offset: z.string() }).nullish().default(null);
/** Records are looked at one by one, so that a strange one does not stand in the way of the others. */
export const pageSchema = z.object({ data: z.array(z.unknown()), next_page: nextPage });
export const answerSchema = z.object({ data: z.unknown() });
export const namedSchema = named;
export type Named = z.infer<typeof named>;

export const userSchema = named.extend({ email: z.string().nullish().default(null) });
export type User = z.infer<typeof userSchema>;

export const projectSchema = named.extend({ workspace: reference });
export type Project = z.infer<typeof projectSchema>;

const enumOption = named.extend({ enabled: z.boolean().nullish().default(true) });
export const customFieldSettingSchema = z.object({
  custom_field: named.extend({
    resource_subtype: z.string(),
    enum_options: z.array(enumOption).nullish().default([]),
    precision: z.number().int().nullish().default(null),
    is_formula_field: z.boolean().nullish().default(false),
    is_value_read_only: z.boolean().nullish().default(false),
    asana_created_field: z.string().nullish().default(null),
  }),
});
export type CustomField = z.infer<typeof customFieldSettingSchema>['custom_field'];
export const customFieldSettingFields = [
  ...['custom_field.name', 'custom_field.resource_subtype', 'custom_field.precision', 'custom_field.is_formula_field'],
  ...['custom_field.enum_options.name', 'custom_field.enum_options.enabled', 'custom_field.is_value_read_only'],
  ...['custom_field.asana_created_field'],
].join(',');

const eventResource = z.object({ gid: z.string(), resource_type: z.string() });
const event = z.object({
  action: z.string(),
  /** Null where it is not ours to see. */
  resource: eventResource.nullish().default(null),
  parent: eventResource.nullish().default(null),
});
export type AsanaEvent = z.infer<typeof event>;
export const eventsSchema = z.object({
  data: z.array(event).nullish().default([]),
  sync: z.string(),
  has_more: z.boolean().nullish().default(false),
});
export const expiredSchema = z.object({ sync: z.string() });

export const storySchema = z.object({
  gid: z.string().min(1),
  created_at: moment,
  created_by: named.nullish().default(null),
  resource_subtype: z.string(),
  text: z.string().nullish().default(''),
  html_text: z.string().nullish().default(null),
});
export type Story = z.infer<typeof storySchema>;
export const storyFields = 'created_at,created_by.name,resource_subtype,text,html_text';

export const attachmentSchema = z.object({
  gid: z.string().min(1),
  name: z.string(),
  resource_subtype: z.string(),
  created_at: moment,
  size: z.number().int().nonnegative().nullish().default(null),
  download_url: z.string().nullish().default(null),
  permanent_url: z.string().nullish().default(null),
  view_url: z.string().nullish().default(null),
});
export type Attachment = z.infer<typeof attachmentSchema>;
export const attachmentFields = 'name,resource_subtype,created_at,size,download_url,permanent_url,view_url';
