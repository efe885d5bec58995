import type {
  JiraAttachment,
  JiraComment,
  JiraField,
  JiraIssue,
  JiraOption,
  JiraProject,
  JiraStatus,
  JiraTransition,
  JiraType,
  JiraUser,
  ScreenField,
} from './model.ts';
import type { JiraStore } from './store.ts';
import { zonedTime } from './zone-time.ts';

type Json = Readonly<Record<string, unknown>>;

/** How Jira writes what it has, as JSON. Cloud (version 3) and Data Center (version 2) differ in people and texts. */
export interface Beans {
  user(id: string | null | undefined): Json | null;
  person(user: JiraUser): Json;
  status(id: string): Json;
  type(type: JiraType): Json;
  priority(id: string): Json | null;
  resolution(id: string): Json | null;
  project(project: JiraProject): Json;
  version(id: string): Json | null;
  component(id: string): Json | null;
  time(at: number): string;
  comment(comment: JiraComment, issue: JiraIssue, withProperties: boolean): Json;
  attachment(attachment: JiraAttachment): Json;
  issue(issue: JiraIssue, fields: readonly string[], properties: readonly string[], more?: Json): Json;
  screenField(field: JiraField, screen: ScreenField, project: JiraProject, type?: JiraType): Json;
  transition(transition: JiraTransition, project: JiraProject, withFields: boolean): Json;
}

const customPrefixes = (custom: string): string =>
  custom.startsWith('gh-')
    ? `com.pyxis.greenhopper.jira:${custom}`
    : `com.atlassian.jira.plugin.system.customfieldtypes:${custom}`;

export function fieldSchema({ id, type, items, custom }: JiraField): Json {
  return {
    type,
    ...(items !== undefined && { items }),
    ...(custom === undefined ? { system: id } : { custom: customPrefixes(custom), customId: Number(id.slice(12)) }),
  };
}

export function createBeans(store: JiraStore, origin: string): Beans {
  const { site } = store;
  const isCloud = site.deployment === 'cloud';
  const api = `${origin}/rest/api/${isCloud ? 3 : 2}`;
  const named = (kind: string, id: string, name: string): Json => ({ self: `${api}/${kind}/${id}`, id, name });
  const fieldsById = new Map(site.fields.map((field) => [field.id, field]));
  const versions = () => [...store.projects.values()].flatMap((project) => project.versions);
  const components = () => [...store.projects.values()].flatMap((project) => project.components);

  const person = ({ id, displayName, email, timeZone }: JiraUser): Json => ({
    self: `${api}/user?${isCloud ? 'accountId' : 'username'}=${encodeURIComponent(id)}`,
    ...(isCloud ? { accountId: id, accountType: 'atlassian' } : { name: id, key: `JIRAUSER${id}` }),
    ...(email !== null && { emailAddress: email }),
    ...{ displayName, active: true, timeZone },
  });

  const beans: Beans = {
    person,
    user: (id) => {
      const user = site.users.find((one) => one.id === id);
      return user === undefined ? null : person(user);
    },
    time: (at) => zonedTime(at, site.me.timeZone),
    status: (id) => {
      const { name, category } =
        site.statuses.find((status) => status.id === id) ?? ({ name: id, category: 'new' } as JiraStatus);
      const key = { new: [2, 'To Do'], indeterminate: [4, 'In Progress'], done: [3, 'Done'] }[category] ?? [];
      const statusCategory = {
        ...{ self: `${api}/statuscategory/${key[0]}`, id: key[0], key: category, colorName: 'blue-gray', name: key[1] },
      };
      return { ...named('status', id, name), description: '', iconUrl: `${origin}/`, statusCategory };
    },
    type: ({ id, name, level }) => ({
      ...named('issuetype', id, name),
      ...{ description: '', iconUrl: `${origin}/type.svg`, subtask: level < 0 },
      ...(isCloud && { hierarchyLevel: level }),
    }),
    priority: (id) => {
      const found = site.priorities.find((one) => one.id === id);
      return found === undefined ? null : { ...named('priority', id, found.name), iconUrl: `${origin}/priority.svg` };
    },
    resolution: (id) => {
      const found = site.resolutions.find((one) => one.id === id);
      return found === undefined ? null : { ...named('resolution', id, found.name), description: '' };
    },
    project: ({ id, key, name }) => ({
      ...{ self: `${api}/project/${id}`, id, key, name, projectTypeKey: 'software' },
      ...(isCloud && { simplified: false }),
    }),
    version: (id) => {
      const found = versions().find((one) => one.id === id);
      if (found === undefined) return null;
      const { name, released, archived } = found;
      return { ...named('version', id, name), archived, released };
    },
    component: (id) => {
      const found = components().find((one) => one.id === id);
      return found === undefined ? null : named('component', id, found.name);
    },

    comment: (comment, issue, withProperties) => ({
      ...{ self: `${api}/issue/${issue.id}/comment/${comment.id}`, id: comment.id },
      ...{ author: beans.user(comment.author), updateAuthor: beans.user(comment.author), body: comment.body },
      ...{ created: beans.time(comment.created), updated: beans.time(comment.updated) },
      ...(isCloud && { jsdPublic: true }),
      ...(comment.visibility !== null && { visibility: comment.visibility }),
      ...(withProperties && { properties: comment.properties }),
    }),

    attachment: ({ id, author, filename, mimeType, bytes, created }) => ({
      ...{ self: `${api}/attachment/${id}`, id, filename, author: beans.user(author), created: beans.time(created) },
      ...{ size: bytes.length, mimeType },
      content: isCloud
        ? `${api}/attachment/content/${id}`
        : `${origin}/secure/attachment/${id}/${encodeURIComponent(filename)}`,
    }),

    issue: (issue, wanted, properties, more = {}) => {
      const own = Object.fromEntries(
        properties.filter((key) => key in issue.properties).map((key) => [key, issue.properties[key]]),
      );
      return {
        ...{ expand: 'transitions', id: issue.id, self: `${api}/issue/${issue.id}`, key: issue.key },
        fields: fieldsOf(issue, wanted),
        ...(properties.length > 0 && { properties: own }),
        ...more,
      };
    },

    screenField: (field, { required, hasDefault = false }, project, type) => ({
      ...{ required, schema: fieldSchema(field), name: field.name, key: field.id, hasDefaultValue: hasDefault },
      operations: field.type === 'array' ? ['add', 'set', 'remove'] : ['set'],
      ...allowed(field, project, type),
    }),

    transition: (transition, project, withFields) => ({
      ...{ id: transition.id, name: transition.name, to: beans.status(transition.to) },
      ...{ hasScreen: transition.screen !== undefined, isGlobal: transition.from === 'any', isInitial: false },
      ...{ isAvailable: true, isConditional: transition.condition !== undefined, looped: false },
      ...(withFields && {
        fields: Object.fromEntries(
          (transition.screen ?? []).flatMap((screen) => {
            const field = fieldsById.get(screen.id);
            return field === undefined ? [] : [[screen.id, beans.screenField(field, screen, project)]];
          }),
        ),
      }),
    }),
  };

  const allowed = (field: JiraField, project: JiraProject, type?: JiraType): Json => {
    const listed = (values: readonly unknown[]): Json => ({ allowedValues: values });
    if (field.id === 'issuetype') return listed(type === undefined ? [] : [beans.type(type)]);
    if (field.id === 'project') return listed([beans.project(project)]);
    if (field.id === 'priority') {
      return {
        ...listed(site.priorities.map(({ id }) => beans.priority(id))),
        defaultValue: beans.priority(site.defaultPriority),
      };
    }
    if (field.id === 'resolution') return listed(site.resolutions.map(({ id }) => beans.resolution(id)));
    if (field.id === 'components') return listed(project.components.map(({ id }) => beans.component(id)));
    if (field.type === 'version' || field.items === 'version') {
      return listed(project.versions.filter(({ archived }) => !archived).map(({ id }) => beans.version(id)));
    }
    if (field.options !== undefined) return listed(field.options.map((option) => optionBean(api, option)));
    if (field.type === 'user') return { autoCompleteUrl: `${api}/user/assignable/search?project=${project.key}` };
    return {};
  };

  /** Of a field as it is kept, what is shown. */
  const shown = (issue: JiraIssue, field: JiraField): unknown => {
    const value = issue.fields[field.id] ?? null;
    const many = Array.isArray(value) ? value.map(String) : [];
    const one = typeof value === 'string' ? value : null;
    if (field.id === 'parent') {
      const parent = one === null ? undefined : store.issues.get(one);
      return parent === undefined ? undefined : { id: parent.id, key: parent.key, self: `${api}/issue/${parent.id}` };
    }
    if (field.id === 'components') return many.map((id) => beans.component(id));
    if (field.items === 'version') return many.map((id) => beans.version(id));
    if (field.type === 'version') return one === null ? null : beans.version(one);
    if (field.type === 'user') return beans.user(one);
    if (field.items === 'user') return many.map((id) => beans.user(id));
    if (field.id === 'priority') return one === null ? null : beans.priority(one);
    if (field.id === 'resolution') return one === null ? null : beans.resolution(one);
    if (field.custom === 'gh-sprint') return sprints(issue, many);
    if (field.type === 'datetime') return typeof value === 'number' ? beans.time(value) : null;
    if (field.items === 'option') {
      return many.length === 0 ? null : many.map((id) => optionBean(api, optionOf(field, id)));
    }
    if (field.type === 'option') return one === null ? null : optionBean(api, optionOf(field, one));
    if (field.type === 'option-with-child') {
      const [parent, child] = many.map((id) => optionBean(api, optionOf(field, id)));
      return parent === undefined ? null : { ...parent, ...(child && { child }) };
    }
    if (field.id === 'labels') return many;
    return value;
  };

  const sprints = (issue: JiraIssue, ids: readonly string[]): unknown => {
    const found = (store.projects.get(issue.project)?.sprints ?? []).filter(({ id }) => ids.includes(String(id)));
    if (found.length === 0) return null;
    return found.map(({ id, name, state }) =>
      isCloud
        ? { id, name, state, boardId: 1 }
        : `com.atlassian.greenhopper.service.sprint.Sprint@${id}[id=${id},rapidViewId=1,state=${state.toUpperCase()},name=${name}]`,
    );
  };

  const fieldsOf = (issue: JiraIssue, wanted: readonly string[]): Json => {
    const isAll = wanted.includes('*all');
    const wants = (id: string): boolean => isAll || wanted.includes(id);
    const project = store.projects.get(issue.project);
    const type = site.types.find(({ id }) => id === issue.type);
    const found: Record<string, unknown> = {};
    for (const field of site.fields) if (wants(field.id)) found[field.id] = shown(issue, field);
    const more: Readonly<Record<string, () => unknown>> = {
      issuetype: () => (type === undefined ? null : beans.type(type)),
      project: () => (project === undefined ? null : beans.project(project)),
      status: () => beans.status(issue.status),
      creator: () => beans.user(issue.creator),
      reporter: () => beans.user(issue.creator),
      created: () => beans.time(issue.created),
      updated: () => beans.time(issue.updated),
      timetracking: () => undefined,
      timeoriginalestimate: () => issue.fields['timeoriginalestimate'] ?? null,
      timeestimate: () => issue.fields['timeestimate'] ?? null,
      attachment: () => issue.attachments.map(beans.attachment),
      comment: () => {
        const comments = issue.comments.slice(0, 20).map((comment) => beans.comment(comment, issue, false));
        return { comments, total: issue.comments.length, maxResults: comments.length, startAt: 0 };
      },
    };
    for (const [id, read] of Object.entries(more)) if (wants(id)) found[id] = read();
    return found;
  };

  return beans;
}

function optionOf(field: JiraField, id: string): JiraOption {
  const all = (field.options ?? []).flatMap((option) => [option, ...(option.children ?? [])]);
  return all.find((option) => option.id === id) ?? { id, value: id };
}

function optionBean(api: string, { id, value, children }: JiraOption): Json {
  return {
    ...{ self: `${api}/customFieldOption/${id}`, id, value },
    ...(children !== undefined && { children: children.map((child) => optionBean(api, child)) }),
  };
}
