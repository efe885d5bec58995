import type { RemoteTask } from '../../../src-shared/connector/connector.ts';
import type { FieldName, Fields, FieldValue, When } from '../../../src-shared/domain/field.ts';
import { isWhen } from '../../../src-shared/domain/field.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { labelOf, readValue, writeValue } from './custom-fields.ts';
import type { Deployment } from './deployment.ts';
import { isoTime } from './jira-time.ts';
import type { Issue } from './jira-wire.ts';
import type { Property } from './marker.ts';
import { propertyKey, propertyOf, readMarked, withAnchor } from './marker.ts';
import type { FieldDefinition } from './read-project.ts';
import { createRemembering, rememberedIn } from './remembered-text.ts';

/** What a task is made of, apart from the issue itself. */
export interface Frame {
  readonly deployment: Deployment;
  readonly site: URL;
  readonly definitions: readonly FieldDefinition[];
}

const systemFields = [
  ...['summary', 'description', 'project', 'issuetype', 'status', 'priority', 'assignee', 'labels', 'duedate'],
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

export function propertiesToRead({ marker }: Deployment): readonly string[] {
  return marker === 'property' ? [propertyKey] : [];
}

/** The time of the last change, to the millisecond. */
export function versionOf(updated: string): string {
  return isoTime(updated);
}

export function toRemoteTask(issue: Issue, { deployment, site, definitions }: Frame): RemoteTask {
  const { fields, key } = issue;
  const { description, identity } = readMarked(issue, deployment);
  const remembered = rememberedIn(issue.properties);
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
      parent: fields.parent?.id ?? null,
      estimate: minutes === 0 ? null : minutes,
      'x.type': fields.issuetype.id,
      'x.components': (fields.components ?? []).map(({ id }) => id),
      'x.resolution': fields.resolution?.id ?? null,
      ...Object.fromEntries(
        definitions
          .filter(({ id }) => id in fields)
          .map(({ id, name, kind }) => [name, readValue(kind, fields[id], deployment)]),
      ),
    },
    raw: JSON.stringify(sourceOf(issue, description, definitions, remembered !== null)),
    references: [url, key],
    identity,
  };
}

function dayOf(date: string | null | undefined): When | null {
  return date ? { kind: 'date', date } : null;
}

/** What an update needs to know of the issue besides its fields: texts as Jira keeps them, and what must not be lost. */
export interface Source {
  readonly key: string;
  readonly project: string;
  readonly type: string;
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

/** The body of a create or an edit. */
export interface Change {
  readonly properties: readonly Property[];
  readonly fields: Readonly<Record<string, unknown>>;
  /** Of fields that are changed in part. A field is never in both. */
  readonly update: Readonly<Record<string, readonly unknown[]>>;
}

export interface Writing {
  readonly frame: Pick<Frame, 'deployment' | 'definitions'>;
  /** Our marker, if the issue has it or is to have it. */
  readonly identity: string | null;
  /** Null: the issue is new. */
  readonly current: RemoteTask | null;
}

/** Everything but the status, which only transitions change. */
export function changeOf(fields: Fields, writing: Writing): Change {
  const source = readSource(writing.current?.raw ?? null);
  const properties = propertiesFor(fields, writing, source);
  const change = { fields: {} as Record<string, unknown>, update: {} as Record<string, readonly unknown[]> };
  for (const [name, value] of Object.entries(fields)) {
    if (name === 'status') continue;
    const { deployment, definitions } = writing.frame;
    const definition = definitions.find((one) => one.name === name && one.schema.writable);
    if (definition !== undefined) {
      const { id, kind } = definition;
      change.fields[id] = writeValue(kind, value, deployment, source?.texts[id] ?? null);
      continue;
    }
    const encode = encoders[name];
    if (encode === undefined) throw noSuchField(name);
    const part = encode(value, writing, source);
    Object.assign(change.fields, part.fields);
    Object.assign(change.update, part.update);
  }
  return { ...change, properties };
}

/** Our marker in a new issue, and with a body what its document cannot keep; none when nothing changes in them. */
function propertiesFor(
  { body }: Fields,
  { frame: { deployment }, identity, current }: Writing,
  source: Source | null,
): readonly Property[] {
  if (deployment.marker !== 'property') return [];
  const markdown = typeof body === 'string' ? createRemembering(deployment).keep(body) : null;
  if (current === null) return [propertyOf(identity, markdown)];
  const isStale = body !== undefined && source?.isRemembered === true;
  return markdown === null && !isStale ? [] : [propertyOf(identity, markdown)];
}

type Encode = (value: FieldValue, writing: Writing, source: Source | null) => Partial<Change>;

const encoders: Readonly<Record<FieldName, Encode>> = {
  title: (value) => set('summary', textValue(value).replace(/\s*[\r\n]+\s*/g, ' ')),
  body: (value, { frame: { deployment }, identity }, source) => {
    const text = deployment.text.fromMarkdown(textValue(value), source?.description ?? null);
    if (deployment.marker === 'property') return set('description', text);
    return set('description', withAnchor(typeof text === 'string' ? text : '', identity));
  },
  priority: (value) => chosen('priority', value),
  assignees: (value, { frame: { deployment } }) =>
    set('assignee', deployment.userReference(Array.isArray(value) ? (value[0] ?? null) : null)),
  labels: (value, { current }) => {
    const wanted = (Array.isArray(value) ? value : []).map(labelOf);
    if (current === null) return set('labels', wanted);
    // One by one, so that a label that somebody adds in this moment stays.
    const now = current.fields['labels'];
    const had = Array.isArray(now) ? now : [];
    const added = wanted.filter((label) => !had.includes(label)).map((add) => ({ add }));
    const removed = had.filter((label) => !wanted.includes(label)).map((remove) => ({ remove }));
    return added.length + removed.length === 0 ? {} : { update: { labels: [...added, ...removed] } };
  },
  due: (value) => set('duedate', dayText(value)),
  milestone: (value, _, source) => {
    if ((source?.fixVersions.length ?? 0) > 1) throw severalVersions(source?.key ?? '');
    return set('fixVersions', value === null || value === '' ? [] : [{ id: textValue(value) }]);
  },
  parent: (value, { current }) => {
    if (value !== null && value !== '') return set('parent', { id: textValue(value) });
    return current === null ? {} : { update: { parent: [{ set: { none: true } }] } };
  },
  estimate: (value, _, source) => {
    const minutes = typeof value === 'number' ? Math.round(value) : 0;
    // Left out, some versions of Jira set what remains to the same.
    const remaining =
      source?.remaining === null || source === null ? {} : { remainingEstimate: duration(source.remaining / 60) };
    return set('timetracking', { originalEstimate: duration(minutes), ...remaining });
  },
  'x.type': (value) => chosen('issuetype', value),
  'x.components': (value) =>
    set(
      'components',
      (Array.isArray(value) ? value : []).map((id) => ({ id })),
    ),
};

function set(id: string, value: unknown): Partial<Change> {
  return { fields: { [id]: value } };
}

/** What an issue always has cannot be cleared, so nothing is sent for it; a new issue gets the default. */
function chosen(id: string, value: FieldValue): Partial<Change> {
  return value === null || value === '' ? {} : set(id, { id: textValue(value) });
}

function textValue(value: FieldValue): string {
  return typeof value === 'string' ? value : '';
}

function duration(minutes: number): string {
  return `${Math.round(minutes)}m`;
}

function dayText(value: FieldValue): string | null {
  if (value === null || value === '') return null;
  if (isWhen(value) && value.kind === 'date') return value.date;
  throw new TaskSyncError('rejected', 'Jira knows days only, without a time. Nothing was sent. Give a date instead.');
}

function noSuchField(field: FieldName): TaskSyncError {
  return new TaskSyncError(
    'unsupported',
    'Jira issues have no such field here, or Task Sync cannot write it. Nothing was sent. Leave the field out of the mapping.',
    { facts: { field } },
  );
}

function severalVersions(key: string): TaskSyncError {
  return new TaskSyncError(
    'rejected',
    `Issue ${key} has several fix versions, and a task has one milestone. Nothing was sent, because the others would be lost. Change them in Jira.`,
    { facts: { issue: key } },
  );
}
