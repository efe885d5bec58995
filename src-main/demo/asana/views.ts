import type { AsanaStore } from './asana-store.ts';
import type { Attachment, CustomContent, CustomField, EventRecord, Story, Task } from './model.ts';
import type { Json } from './opt-fields.ts';
import { plainText } from './rich-text.ts';

/** Records as they are when all of them is asked for. */
export interface Views {
  user(gid: string): Json | null;
  task(task: Task): Json;
  story(story: Story): Json;
  attachment(attachment: Attachment, downloadUrl: string | null): Json;
  customField(field: CustomField): Json;
  event(event: EventRecord): Json;
}

/** Days are told as in California, whatever the moment: due dates and due times must not be mixed up. */
const localDay = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Los_Angeles' });

export function createViews(store: AsanaStore): Views {
  const user = (gid: string): Json | null => {
    const found = store.users.get(gid);
    return found === undefined ? null : { gid, resource_type: 'user', name: found.name, email: found.email };
  };
  const named = (type: string, records: ReadonlyMap<string, { readonly name: string }>, gid: string): Json => ({
    gid,
    resource_type: type,
    name: records.get(gid)?.name ?? '',
  });

  const task = (one: Task): Json => ({
    gid: one.gid,
    resource_type: 'task',
    resource_subtype: 'default_task',
    name: one.name,
    notes: plainText(one.html),
    html_notes: one.html,
    completed: one.completedAt !== null,
    completed_at: moment(one.completedAt),
    assignee: one.assignee === null ? null : user(one.assignee),
    due_on: one.dueAt === null ? one.dueOn : localDay.format(one.dueAt),
    due_at: moment(one.dueAt),
    start_on: one.startAt === null ? one.startOn : localDay.format(one.startAt),
    start_at: moment(one.startAt),
    parent:
      one.parent === null ? null : { ...named('task', store.tasks, one.parent), resource_subtype: 'default_task' },
    tags: one.tags.map((gid) => named('tag', store.tags, gid)),
    projects: one.memberships.map(({ project }) => named('project', store.projects, project)),
    memberships: one.memberships.map(({ project, section }) => ({
      project: named('project', store.projects, project),
      section: named('section', store.sections, section),
    })),
    custom_fields: fieldsOf(one).map((field) => contentView(field, one.custom.get(field.gid) ?? null)),
    workspace: named('workspace', store.workspaces, one.workspace),
    created_at: moment(one.createdAt),
    modified_at: moment(one.modifiedAt),
    permalink_url: `https://app.asana.com/1/${one.workspace}/task/${one.gid}`,
    num_subtasks: store.subtasksOf(one.gid).length,
    is_rendered_as_separator: one.isSeparator,
  });

  const fieldsOf = (one: Task): readonly CustomField[] => {
    const ids = new Set(one.memberships.flatMap(({ project }) => store.projects.get(project)?.customFields ?? []));
    return [...ids].flatMap((gid) => store.customFields.get(gid) ?? []);
  };

  const customField = (field: CustomField): Json => ({
    gid: field.gid,
    resource_type: 'custom_field',
    resource_subtype: field.subtype,
    type: field.subtype,
    name: field.name,
    is_formula_field: false,
    is_value_read_only: field.isReadOnly,
    asana_created_field: field.template,
    ...(field.subtype === 'number' ? { precision: field.precision } : {}),
    ...(field.options.length === 0 ? {} : { enum_options: field.options.map(optionView) }),
  });

  const contentView = (field: CustomField, content: CustomContent): Json => {
    const chosen = Array.isArray(content) ? content : typeof content === 'string' ? [content] : [];
    const options = field.options.filter(({ gid }) => chosen.includes(gid)).map(optionView);
    const people = chosen.map((gid) => user(gid) ?? { gid });
    const { subtype } = field;
    const display = { text: content, number: content === null ? null : String(content) };
    return {
      ...customField(field),
      enabled: true,
      ...(subtype === 'text' ? { text_value: content, display_value: display.text } : {}),
      ...(subtype === 'number' ? { number_value: content, display_value: display.number } : {}),
      ...(subtype === 'enum' ? { enum_value: options[0] ?? null, display_value: options[0]?.['name'] ?? null } : {}),
      ...(subtype === 'multi_enum' ? { multi_enum_values: options, display_value: joined(options) } : {}),
      ...(subtype === 'date' ? { date_value: content, display_value: null } : {}),
      ...(subtype === 'people' ? { people_value: people, display_value: joined(people) } : {}),
    };
  };

  return {
    user,
    task,
    customField,
    story: (one) => ({
      gid: one.gid,
      resource_type: 'story',
      resource_subtype: one.subtype,
      type: one.subtype === 'comment_added' ? 'comment' : 'system',
      text: plainText(one.html),
      html_text: one.html,
      created_at: moment(one.createdAt),
      created_by: user(one.createdBy),
      is_pinned: one.isPinned,
    }),
    attachment: (one, downloadUrl) => ({
      gid: one.gid,
      resource_type: 'attachment',
      resource_subtype: one.bytes === null ? 'external' : 'asana',
      host: one.bytes === null ? 'external' : 'asana',
      name: one.name,
      created_at: moment(one.createdAt),
      download_url: downloadUrl,
      permanent_url: one.bytes === null ? null : assetUrl(one.gid),
      view_url: one.url ?? downloadUrl,
      parent: { ...named('task', store.tasks, one.task), resource_subtype: 'default_task' },
      ...(one.bytes === null ? {} : { size: one.bytes.length }),
    }),
    event: ({ resource, action, parent, field, user: by, at }) => ({
      user: user(by),
      resource: { gid: resource.gid, resource_type: resource.type, name: store.tasks.get(resource.gid)?.name ?? '' },
      type: resource.type,
      action,
      parent: parent === null ? null : { gid: parent.gid, resource_type: parent.type },
      created_at: moment(at),
      ...(field === null ? {} : { change: { field, action: 'changed' } }),
    }),
  };
}

function optionView({ gid, name, enabled }: CustomField['options'][number]): Json {
  return { gid, resource_type: 'enum_option', name, enabled };
}

function joined(named: readonly Json[]): string | null {
  return named.length === 0 ? null : named.map(({ name }) => name).join(', ');
}

export function assetUrl(gid: string): string {
  return `https://app.asana.com/app/asana/-/get_asset?asset_id=${gid}`;
}

function moment(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}
