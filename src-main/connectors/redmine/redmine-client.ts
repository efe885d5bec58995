import type { z } from 'zod';
import type { Content } from '../../../src-shared/connector/attachments.ts';
import type { ConnectContext } from '../../../src-shared/connector/descriptor.ts';
import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import { createCheck, requireEmptyOrJson } from '../kit/check-answer.ts';
import type { Answer } from '../kit/client.ts';
import { createClient } from '../kit/client.ts';
import { noBytes } from '../kit/limited-stream.ts';
import { parseBaseUrl } from '../kit/origin.ts';
import type {
  Belongings,
  CustomField,
  Journal,
  Named,
  Priority,
  Project,
  ProjectDetails,
  Status,
  User,
  Version,
  WithAttachments,
} from './redmine-wire.ts';
import {
  belongingsSchema,
  customFieldsSchema,
  issueAnswerSchema,
  issuesSchema,
  journalsSchema,
  membershipsSchema,
  prioritiesSchema,
  projectSchema,
  projectsSchema,
  statusesSchema,
  uploadSchema,
  userSchema,
  versionsSchema,
  withAttachmentsSchema,
} from './redmine-wire.ts';

/** Most records that Redmine gives at once. */
export const pageSize = 100;

export interface IssuePage {
  readonly issues: readonly unknown[];
  /** How many fit the question altogether. */
  readonly total: number;
  readonly headers: Readonly<Record<string, string>>;
}

export interface AttachmentPage {
  readonly issues: readonly WithAttachments[];
  readonly headers: Readonly<Record<string, string>>;
}

export interface Member extends Named {
  readonly isGroup: boolean;
}

/** Parameters of the issue list; what is undefined is left out. */
export type IssueQuery = Readonly<Record<string, string | number | undefined>>;

/** The requests of Redmine's REST API and nothing else; answers are checked for their shape. */
export interface RedmineClient {
  readonly base: URL;
  me(): Promise<User>;
  /** Active and closed ones. */
  projects(): Promise<readonly Project[]>;
  project(id: string): Promise<ProjectDetails>;
  /** Of all projects; null: this account may not see them. */
  customFields(): Promise<readonly CustomField[] | null>;
  statuses(): Promise<readonly Status[]>;
  priorities(): Promise<readonly Priority[]>;
  /** Null: this account may not see them. */
  members(project: string): Promise<readonly Member[] | null>;
  user(id: number): Promise<User | null>;
  versions(project: string): Promise<readonly Version[]>;
  issues(query: IssueQuery): Promise<IssuePage>;
  /** Null: a positive 404. */
  issue(id: RemoteId): Promise<unknown>;
  /** Null: a positive 404. */
  journals(id: RemoteId): Promise<readonly Journal[] | null>;
  belongings(id: RemoteId): Promise<Belongings | null>;
  createIssue(attributes: Readonly<Record<string, unknown>>): Promise<unknown>;
  updateIssue(id: RemoteId, attributes: Readonly<Record<string, unknown>>): Promise<void>;
  /** The note of a journal entry; an empty one takes it away. */
  updateNotes(journal: RemoteId, notes: string): Promise<void>;
  /** Issues with their files. */
  attachments(query: IssueQuery): Promise<AttachmentPage>;
  /** The bytes of a file as they are asked for; more than `maxBytes` is `invalid-response`. */
  download(id: RemoteId, name: string, maxBytes: number): Promise<AsyncIterable<Uint8Array>>;
  /** Sends a file that belongs to nothing yet; Redmine throws it away if that stays so. Answers with its token. */
  upload(name: string, mediaType: string, content: Content): Promise<string>;
  /** A file that is not there any more is fine. */
  deleteAttachment(id: RemoteId): Promise<void>;
  /** An issue that is not there any more is fine. */
  deleteIssue(id: RemoteId): Promise<void>;
}

const check = createCheck(
  'Redmine',
  'Check that the address leads to Redmine; Task Sync is made for version 5 and later.',
);

export function createRedmineClient(context: ConnectContext): RedmineClient {
  const base = parseBaseUrl('Redmine', context.url ?? '');
  const { send } = createClient({
    context,
    baseUrl: base.href,
    service: 'Redmine',
    authorization: async () => ({ 'x-redmine-api-key': await context.secret() }),
  });
  const get = async <S extends z.ZodType>(schema: S, path: string, query: IssueQuery = {}): Promise<z.infer<S>> =>
    check(schema, await send({ method: 'GET', path, query }));
  const write = (method: string, path: string, body: Readonly<Record<string, unknown>>): Promise<Answer> =>
    send({ method, path, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

  return {
    base,
    me: async () => (await get(userSchema, 'users/current.json')).user,

    projects: async () => {
      const found: Project[] = [];
      for (let offset = 0; ; offset += pageSize) {
        const query = { status: '1|5', offset, limit: pageSize };
        const { projects, total_count } = await get(projectsSchema, 'projects.json', query);
        found.push(...projects);
        if (projects.length === 0 || offset + projects.length >= total_count) return found;
      }
    },

    project: async (id) => {
      const query = { include: 'trackers,issue_categories,issue_custom_fields' };
      return (await get(projectSchema, `projects/${encodeURIComponent(id)}.json`, query)).project;
    },

    customFields: async () => {
      const answer = await send({ method: 'GET', path: 'custom_fields.json', expect: [403] });
      return answer.status === 403 ? null : check(customFieldsSchema, answer).custom_fields;
    },

    statuses: async () => (await get(statusesSchema, 'issue_statuses.json')).issue_statuses,
    priorities: async () => (await get(prioritiesSchema, 'enumerations/issue_priorities.json')).issue_priorities,

    members: async (project) => {
      const path = `projects/${encodeURIComponent(project)}/memberships.json`;
      const members: Member[] = [];
      for (let offset = 0; ; offset += pageSize) {
        const answer = await send({ method: 'GET', path, query: { offset, limit: pageSize }, expect: [403] });
        if (answer.status === 403) return null;
        const { memberships, total_count } = check(membershipsSchema, answer);
        for (const { user, group } of memberships) {
          if (user !== undefined) members.push({ ...user, isGroup: false });
          if (group !== undefined) members.push({ ...group, isGroup: true });
        }
        if (memberships.length === 0 || offset + memberships.length >= total_count) return members;
      }
    },

    user: async (id) => {
      const answer = await send({ method: 'GET', path: `users/${id}.json`, expect: [403, 404] });
      return answer.status === 200 ? check(userSchema, answer).user : null;
    },

    versions: async (project) =>
      (await get(versionsSchema, `projects/${encodeURIComponent(project)}/versions.json`)).versions,

    issues: async (query) => {
      const answer = await send({ method: 'GET', path: 'issues.json', query: { status_id: '*', ...query } });
      const { issues, total_count } = check(issuesSchema, answer);
      return { issues, total: total_count, headers: answer.headers };
    },

    issue: async (id) => {
      const answer = await send({ method: 'GET', path: issuePath(id), expect: [404] });
      return answer.status === 404 ? null : check(issueAnswerSchema, answer).issue;
    },

    journals: async (id) => {
      const answer = await send({ method: 'GET', path: issuePath(id), query: { include: 'journals' }, expect: [404] });
      return answer.status === 404 ? null : check(journalsSchema, answer).issue.journals;
    },

    belongings: async (id) => {
      const answer = await send({ method: 'GET', path: issuePath(id), query: { include: 'children' }, expect: [404] });
      return answer.status === 404 ? null : check(belongingsSchema, answer).issue;
    },

    createIssue: async (attributes) =>
      check(issueAnswerSchema, await write('POST', 'issues.json', { issue: attributes }), 'unknown').issue,

    updateIssue: async (id, attributes) => requireEmptyOrJson(await write('PUT', issuePath(id), { issue: attributes })),

    updateNotes: async (journal, notes) =>
      requireEmptyOrJson(await write('PUT', `journals/${encodeURIComponent(journal)}.json`, { journal: { notes } })),

    attachments: async (query) => {
      const all = { status_id: '*', include: 'attachments', ...query };
      const answer = await send({ method: 'GET', path: 'issues.json', query: all });
      return { issues: check(withAttachmentsSchema, answer).issues, headers: answer.headers };
    },

    // The address that Redmine itself gives names the host of its settings, which behind a proxy is another one than ours.
    download: async (id, name, maxBytes) => {
      const path = `attachments/download/${encodeURIComponent(id)}/${encodeURIComponent(name)}`;
      const { stream } = await send({ method: 'GET', path, asStream: true, maxBytes });
      return stream ?? noBytes();
    },

    upload: async (name, mediaType, content) => {
      const answer = await send({
        method: 'POST',
        path: 'uploads.json',
        query: { filename: name, content_type: mediaType },
        headers: { 'content-type': 'application/octet-stream' },
        body: content,
      });
      return check(uploadSchema, answer).upload.token;
    },

    deleteAttachment: async (id) => {
      const path = `attachments/${encodeURIComponent(id)}.json`;
      const answer = await send({ method: 'DELETE', path, expect: [404] });
      if (answer.status !== 404) requireEmptyOrJson(answer);
    },

    deleteIssue: async (id) => {
      const answer = await send({ method: 'DELETE', path: issuePath(id), expect: [404] });
      if (answer.status !== 404) requireEmptyOrJson(answer);
    },
  };
}

function issuePath(id: RemoteId): string {
  return `issues/${encodeURIComponent(id)}.json`;
}
