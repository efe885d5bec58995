import type { RemoteTask } from '../../../src-shared/connector/connector.ts';
import type { FieldName, Fields, FieldValue } from '../../../src-shared/domain/field.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { dayValue, textValue, titleValue } from '../kit/field-values.ts';
import { noSuchField } from '../kit/no-such-field.ts';
import { labelOf, writeValue } from './custom-fields.ts';
import type { Frame, Source } from './jira-fields.ts';
import { readSource } from './jira-fields.ts';
import type { Property } from './marker.ts';
import { propertyOf, withAnchor } from './marker.ts';
import { createRemembering } from './remembered-text.ts';

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
  /** Where the parent is an epic that is kept by its key: in which field, and the key. */
  readonly epic: { readonly field: string; readonly key: string | null } | null;
}

/** Everything but the status, which only transitions change. */
export function changeOf(fields: Fields, writing: Writing): Change {
  const source = readSource(writing.current?.raw ?? null);
  const properties = propertiesFor(fields, writing, source);
  const change = { fields: {} as Record<string, unknown>, update: {} as Record<string, readonly unknown[]> };
  for (const [name, value] of Object.entries(fields)) {
    if (name === 'status') continue;
    const { deployment, definitions } = writing.frame;
    const definition = definitions.find((one) => one.name === name && one.kind !== 'epic' && one.schema.writable);
    if (definition !== undefined) {
      const { id, kind } = definition;
      change.fields[id] = writeValue(kind, value, deployment, source?.texts[id] ?? null);
      continue;
    }
    const encode = encoders[name];
    if (encode === undefined) throw noSuchField('Jira issues', name);
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
  const markdown = typeof body === 'string' ? createRemembering(deployment).keep(body) : null;
  // Without an anchor that tells of it, nobody would look for the property.
  if (deployment.marker === 'anchor')
    return markdown === null || identity === null ? [] : [propertyOf(identity, markdown)];
  if (current === null) return [propertyOf(identity, markdown)];
  const isStale = body !== undefined && source?.isRemembered === true;
  return markdown === null && !isStale ? [] : [propertyOf(identity, markdown)];
}

type Encode = (value: FieldValue, writing: Writing, source: Source | null) => Partial<Change>;

const encoders: Readonly<Record<FieldName, Encode>> = {
  title: (value) => set('summary', titleValue(value)),
  body: (value, { frame: { deployment }, identity }, source) => {
    const text = deployment.text.fromMarkdown(textValue(value), source?.description ?? null);
    if (deployment.marker === 'property') return set('description', text);
    const isRemembered = createRemembering(deployment).keep(textValue(value)) !== null;
    return set('description', withAnchor(typeof text === 'string' ? text : '', identity, isRemembered));
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
  due: (value) => set('duedate', dayValue('Jira', value)),
  milestone: (value, _, source) => {
    if ((source?.fixVersions.length ?? 0) > 1) throw severalVersions(source?.key ?? '');
    return set('fixVersions', value === null || value === '' ? [] : [{ id: textValue(value) }]);
  },
  parent: (value, { current, epic }) => {
    if (epic !== null) return set(epic.field, epic.key);
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

function duration(minutes: number): string {
  return `${Math.round(minutes)}m`;
}

function severalVersions(key: string): TaskSyncError {
  return new TaskSyncError(
    'rejected',
    `Issue ${key} has several fix versions, and a task has one milestone. Nothing was sent, because the others would be lost. Change them in Jira.`,
    { facts: { issue: key } },
  );
}
