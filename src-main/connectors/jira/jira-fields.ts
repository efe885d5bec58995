import type { RemoteTask } from '../../../src-shared/connector/connector.ts';
import type { When } from '../../../src-shared/domain/field.ts';
import { readValue } from './custom-fields.ts';
import type { Deployment } from './deployment.ts';
import { isoTime } from './jira-time.ts';
import type { Issue } from './jira-wire.ts';
import { propertyKey, readMarked } from './marker.ts';
import type { FieldDefinition } from './read-project.ts';
import { createRemembering, rememberedIn } from './remembered-text.ts';

/** What a task is made of, apart from the issue itself. */
export interface Frame {
  readonly deployment: Deployment;
  readonly site: URL;
  readonly definitions: readonly FieldDefinition[];
  /** Ids of epics by their keys, as far as issues refer to them by key. */
  readonly epics: ReadonlyMap<string, string>;
}

const systemFields = [
  ...['key', 'summary', 'description', 'project', 'issuetype', 'status', 'priority', 'assignee', 'labels', 'duedate'],
  ...[
    'fixVersions',
    'components',
    'parent',
    'resolution',
    'timeoriginalestimate',
    'timeestimate',
    'created',
    'updated',
  ],
];

/** What has to be asked for, so that an issue can become a task. */
export function fieldsToRead(definitions: readonly FieldDefinition[]): readonly string[] {
  return [...systemFields, ...definitions.map(({ id }) => id)];
}

/** The search of Data Center takes no notice of it. */
export const propertiesToRead: readonly string[] = [propertyKey];

/** The time of the last change, to the millisecond. */
export function versionOf(updated: string): string {
  return isoTime(updated);
}

export function toRemoteTask(issue: Issue, { deployment, site, definitions, epics }: Frame): RemoteTask {
  const { fields, key } = issue;
  const { description, identity, isRemembered } = readMarked(issue, deployment);
  const remembered = isRemembered ? rememberedIn(issue.properties) : null;
  const url = new URL(`browse/${encodeURIComponent(key)}`, site).href;
  const minutes = Math.round((fields.timeoriginalestimate ?? 0) / 60);
  return {
    id: issue.id,
    version: versionOf(fields.updated),
    updatedAt: isoTime(fields.updated),
    createdAt: isoTime(fields.created),
    updatedBy: null,
    url,
    fields: {
      title: fields.summary,
      body: createRemembering(deployment).read(description, remembered),
      status: fields.status.id,
      priority: fields.priority?.id ?? null,
      assignees: fields.assignee ? [deployment.userValue(fields.assignee) ?? ''].filter(Boolean) : [],
      labels: fields.labels ?? [],
      due: dayOf(fields.duedate),
      // A task has one; which of several that is, is Jira's order of them.
      milestone: fields.fixVersions?.[0]?.id ?? null,
      parent: fields.parent?.id ?? epics.get(epicKeyOf(issue, definitions) ?? '') ?? null,
      estimate: minutes === 0 ? null : minutes,
      'x.type': fields.issuetype.id,
      'x.components': (fields.components ?? []).map(({ id }) => id),
      // By its name: nobody writes it, and no project says which there are.
      'x.resolution': fields.resolution?.name ?? null,
      ...Object.fromEntries(
        definitions
          .filter(({ id, kind }) => id in fields && kind !== 'epic')
          .map(({ id, name, kind }) => [name, readValue(kind, fields[id], deployment)]),
      ),
    },
    raw: JSON.stringify(sourceOf(issue, description, definitions, remembered !== null)),
    references: [url, key],
    identity,
  };
}

/** The key of the epic that an issue belongs to, where it is kept in a field of its own. */
export function epicKeyOf({ fields }: Issue, definitions: readonly FieldDefinition[]): string | null {
  const key = fields[definitions.find(({ kind }) => kind === 'epic')?.id ?? ''];
  return typeof key === 'string' && key !== '' ? key : null;
}

function dayOf(date: string | null | undefined): When | null {
  return date ? { kind: 'date', date } : null;
}

/** What an update needs to know of the issue besides its fields: texts as Jira keeps them, and what must not be lost. */
export interface Source {
  readonly key: string;
  readonly project: string;
  readonly type: string;
  readonly isSubtask: boolean;
  readonly status: string;
  readonly description: unknown;
  /** Its Markdown is kept beside our marker. */
  readonly isRemembered: boolean;
  readonly fixVersions: readonly string[];
  readonly remaining: number | null;
  /** Texts of custom fields with formats, by id. */
  readonly texts: Readonly<Record<string, unknown>>;
  /** Ids of the fields that are not empty. */
  readonly filled: readonly string[];
}

function sourceOf(
  { key, fields }: Issue,
  description: unknown,
  definitions: readonly FieldDefinition[],
  isRemembered: boolean,
): Source {
  const paragraphs = definitions.filter(({ id, kind }) => kind === 'paragraph' && (fields[id] ?? null) !== null);
  return {
    key,
    project: fields.project.key,
    type: fields.issuetype.id,
    isSubtask: fields.issuetype.subtask === true,
    status: fields.status.id,
    description: description ?? null,
    isRemembered,
    fixVersions: (fields.fixVersions ?? []).map(({ id }) => id),
    remaining: fields.timeestimate ?? null,
    texts: Object.fromEntries(paragraphs.map(({ id }) => [id, fields[id]])),
    filled: Object.keys(fields)
      .filter((id) => isFilled(fields[id]))
      .sort(),
  };
}

function isFilled(value: unknown): boolean {
  return value !== null && value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0);
}

/** @throws `bug` when it is not what `toRemoteTask` wrote */
export function readSource(raw: string | null): Source | null {
  return raw === null ? null : (JSON.parse(raw) as Source);
}
