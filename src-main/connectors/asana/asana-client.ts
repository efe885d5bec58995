import type { z } from 'zod';
import type { ConnectContext } from '../../../src-shared/connector/descriptor.ts';
import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import type { Applied, ErrorCode } from '../../../src-shared/errors.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { httpDate } from '../../../src-shared/http/http-date.ts';
import type { Answer, Call } from '../kit/client.ts';
import { createClient } from '../kit/client.ts';
import { parseBaseUrl } from '../kit/origin.ts';
import type { AsanaEvent, Attachment, CustomField, Named, Project, Story, User } from './asana-wire.ts';
import {
  answerSchema,
  attachmentFields,
  attachmentSchema,
  customFieldSettingFields,
  customFieldSettingSchema,
  eventsSchema,
  expiredSchema,
  namedSchema,
  pageSchema,
  projectSchema,
  storyFields,
  storySchema,
  taskFields,
  userSchema,
} from './asana-wire.ts';
import type { Upload } from './multipart.ts';
import { refusalOf, refusals, requireObjectMissing } from './refusal.ts';

/** Most records that Asana gives at once. */
export const pageSize = 100;

export type Query = Readonly<Record<string, string | number | undefined>>;
export type Attributes = Readonly<Record<string, unknown>>;

export interface Page {
  readonly data: readonly unknown[];
  /** Where the next page begins; null: there is none. */
  readonly offset: string | null;
  /** By Asana's clock. */
  readonly now: number;
}

export interface EventPage {
  readonly events: readonly AsanaEvent[];
  readonly sync: string;
  readonly hasMore: boolean;
  /** The token was none, or is too old: `sync` is a new one, and says nothing of what happened before. */
  readonly isExpired: boolean;
  readonly now: number;
}

/** The requests of Asana's REST API and nothing else; answers are checked for their shape. */
export interface AsanaClient {
  me(): Promise<User>;
  workspaces(): Promise<readonly Named[]>;
  /** Without the archived ones. */
  projects(workspace: string): Promise<readonly Named[]>;
  project(id: string): Promise<Project>;
  sections(project: string): Promise<readonly Named[]>;
  /** Null: this account may not see them. */
  users(workspace: string): Promise<readonly User[] | null>;
  tags(workspace: string): Promise<readonly Named[]>;
  createTag(workspace: string, name: string): Promise<Named>;
  /** None where the workspace has no custom fields. */
  customFields(project: string): Promise<readonly CustomField[]>;
  events(project: string, sync: string | null): Promise<EventPage>;
  /** One page of a list of tasks: `tasks`, `sections/1/tasks`, `tasks/1/subtasks`. */
  tasks(path: string, query: Query): Promise<Page>;
  /** Null: a positive 404. */
  task(id: RemoteId, fields?: string): Promise<unknown>;
  createTask(attributes: Attributes): Promise<unknown>;
  updateTask(id: RemoteId, attributes: Attributes): Promise<unknown>;
  /** A task that is not there any more is fine. */
  deleteTask(id: RemoteId): Promise<void>;
  addToSection(section: string, task: RemoteId): Promise<void>;
  /** @param section null: the first one */
  addToProject(task: RemoteId, project: string, section: string | null): Promise<void>;
  setParent(task: RemoteId, parent: RemoteId | null): Promise<void>;
  addTag(task: RemoteId, tag: string): Promise<void>;
  removeTag(task: RemoteId, tag: string): Promise<void>;
  /** Null: a positive 404 on the task. */
  stories(task: RemoteId): Promise<readonly Story[] | null>;
  story(id: RemoteId): Promise<Story | null>;
  createStory(task: RemoteId, html: string): Promise<Story>;
  updateStory(id: RemoteId, html: string): Promise<Story>;
  /** A story that is not there any more is fine. */
  deleteStory(id: RemoteId): Promise<void>;
  /** Null: a positive 404 on the task. */
  attachments(task: RemoteId): Promise<readonly Attachment[] | null>;
  attachment(id: RemoteId): Promise<Attachment | null>;
  createAttachment(upload: Upload): Promise<Attachment>;
  /** An attachment that is not there any more is fine. */
  deleteAttachment(id: RemoteId): Promise<void>;
}

export function createAsanaClient(context: ConnectContext): AsanaClient {
  const base = new URL('api/1.0/', parseBaseUrl('Asana', context.url ?? 'https://app.asana.com/'));
  const client = createClient({
    context,
    baseUrl: base.href,
    service: 'Asana',
    authorization: async () => ({ authorization: `Bearer ${await context.secret()}` }),
  });
  const send = async (call: Call): Promise<Answer> => {
    const answer = await client.send({ ...call, expect: [...refusals, ...(call.expect ?? [])] });
    const { status } = answer;
    if (refusals.includes(status) && !call.expect?.includes(status)) throw await refusalOf(context, call, answer);
    if (status === 404) requireObjectMissing(answer);
    return answer;
  };
  const nowOf = ({ headers }: Answer): number => httpDate(headers['date']) ?? context.clock.now();
  const page = async (path: string, query: Query): Promise<Page> => {
    const answer = await send({ method: 'GET', path, query: { limit: pageSize, ...query } });
    const { data, next_page } = check(pageSchema, answer.json());
    const offset = next_page?.offset ?? null;
    if (offset !== null && offset === query['offset']) throw goesInCircles();
    return { data, offset, now: nowOf(answer) };
  };
  const all = async <S extends z.ZodType>(schema: S, path: string, query: Query): Promise<readonly z.infer<S>[]> => {
    const found: z.infer<S>[] = [];
    for (let offset: string | undefined; ; ) {
      const next = await page(path, { ...query, offset });
      for (const one of next.data) found.push(check(schema, one));
      if (next.offset === null) return found;
      offset = next.offset;
    }
  };
  const one = async <S extends z.ZodType>(schema: S, path: string, query: Query = {}): Promise<z.infer<S> | null> => {
    const answer = await send({ method: 'GET', path, query, expect: [404] });
    return answer.status === 404 ? null : check(schema, check(answerSchema, answer.json()).data);
  };
  const write = async (method: 'POST' | 'PUT', path: string, data: Attributes, fields?: string): Promise<unknown> => {
    const answer = await send({
      method,
      path,
      query: { opt_fields: fields },
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ data }),
    });
    return check(answerSchema, answer.json(), 'unknown').data;
  };
  const act = async (path: string, data: Attributes): Promise<void> => void (await write('POST', path, data));
  const remove = async (path: string): Promise<void> => {
    const answer = await send({ method: 'DELETE', path, expect: [404] });
    if (answer.status !== 404) check(answerSchema, answer.json(), 'unknown');
  };

  return {
    me: async () => (await one(userSchema, 'users/me', { opt_fields: 'name,email' })) ?? missing('The account'),
    workspaces: () => all(namedSchema, 'workspaces', { opt_fields: 'name' }),
    projects: (workspace) => all(namedSchema, 'projects', { workspace, archived: 'false', opt_fields: 'name' }),
    project: async (id) =>
      (await one(projectSchema, `projects/${part(id)}`, { opt_fields: 'name,workspace' })) ?? missing('The project'),
    sections: (project) => all(namedSchema, `projects/${part(project)}/sections`, { opt_fields: 'name' }),
    users: (workspace) => unless('forbidden', all(userSchema, 'users', { workspace, opt_fields: 'name,email' })),
    tags: (workspace) => all(namedSchema, `workspaces/${part(workspace)}/tags`, { opt_fields: 'name' }),
    createTag: async (workspace, name) =>
      check(namedSchema, await write('POST', `workspaces/${part(workspace)}/tags`, { name }, 'name'), 'unknown'),

    customFields: async (project) => {
      const path = `projects/${part(project)}/custom_field_settings`;
      const settings = all(customFieldSettingSchema, path, { opt_fields: customFieldSettingFields });
      return ((await unless('forbidden', settings)) ?? []).map(({ custom_field }) => custom_field);
    },

    events: async (project, sync) => {
      const query = { resource: project, sync: sync ?? undefined, opt_fields: 'action,resource,parent' };
      const answer = await send({ method: 'GET', path: 'events', query, expect: [412] });
      const now = nowOf(answer);
      if (answer.status === 412) {
        const fresh = check(expiredSchema, answer.json()).sync;
        return { events: [], sync: fresh, hasMore: false, isExpired: true, now };
      }
      const { data, sync: next, has_more } = check(eventsSchema, answer.json());
      if (has_more === true && next === sync) throw goesInCircles();
      return { events: data ?? [], sync: next, hasMore: has_more === true, isExpired: false, now };
    },

    tasks: page,
    task: async (id, fields = taskFields) => {
      const answer = await send({ method: 'GET', path: task(id), query: { opt_fields: fields }, expect: [404] });
      return answer.status === 404 ? null : check(answerSchema, answer.json()).data;
    },
    createTask: (attributes) => write('POST', 'tasks', attributes, taskFields),
    updateTask: (id, attributes) => write('PUT', task(id), attributes, taskFields),
    deleteTask: (id) => remove(task(id)),
    addToSection: (section, id) => act(`sections/${part(section)}/addTask`, { task: id }),
    addToProject: (id, project, section) =>
      act(`${task(id)}/addProject`, { project, ...(section === null ? {} : { section }) }),
    setParent: async (id, parent) => void (await write('POST', `${task(id)}/setParent`, { parent }, 'parent')),
    addTag: (id, tag) => act(`${task(id)}/addTag`, { tag }),
    removeTag: (id, tag) => act(`${task(id)}/removeTag`, { tag }),

    stories: (id) => unless('not-found', all(storySchema, `${task(id)}/stories`, { opt_fields: storyFields })),
    story: (id) => one(storySchema, `stories/${part(id)}`, { opt_fields: storyFields }),
    createStory: async (id, html) =>
      check(storySchema, await write('POST', `${task(id)}/stories`, { html_text: html }, storyFields), 'unknown'),
    updateStory: async (id, html) =>
      check(storySchema, await write('PUT', `stories/${part(id)}`, { html_text: html }, storyFields), 'unknown'),
    deleteStory: (id) => remove(`stories/${part(id)}`),

    attachments: (id) =>
      unless('not-found', all(attachmentSchema, 'attachments', { parent: id, opt_fields: attachmentFields })),
    attachment: (id) => one(attachmentSchema, `attachments/${part(id)}`, { opt_fields: attachmentFields }),
    createAttachment: async ({ contentType, body }) => {
      const answer = await send({
        method: 'POST',
        path: 'attachments',
        query: { opt_fields: attachmentFields },
        headers: { 'content-type': contentType },
        body,
      });
      return check(attachmentSchema, check(answerSchema, answer.json(), 'unknown').data, 'unknown');
    },
    deleteAttachment: (id) => remove(`attachments/${part(id)}`),
  };
}

/** Null in place of this error. */
function unless<R>(code: ErrorCode, list: Promise<R>): Promise<R | null> {
  return list.catch((error: unknown) => {
    if (error instanceof TaskSyncError && error.code === code) return null;
    throw error;
  });
}

function part(id: string): string {
  return encodeURIComponent(id);
}

function task(id: RemoteId): string {
  return `tasks/${part(id)}`;
}

/** @param applied whether a write was carried out if its answer makes no sense */
function check<S extends z.ZodType>(schema: S, value: unknown, applied: Applied = 'no'): z.infer<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new TaskSyncError(
    'invalid-response',
    'Asana sent an answer that Task Sync does not understand. Nothing was taken from it. Check that the address leads to Asana; if it does, its API has changed, and Task Sync needs an update.',
    { applied, facts: { at: parsed.error.issues[0]?.path.join('.') ?? null } },
  );
}

function missing(what: string): never {
  throw new TaskSyncError('not-found', `${what} is not in Asana any more, or this account may not see it.`);
}

function goesInCircles(): TaskSyncError {
  return new TaskSyncError(
    'invalid-response',
    'Asana gave the same page of a list again instead of the next one. Nothing was taken from it. It is tried again later.',
  );
}
