import type { ContainerSchema, CustomKind, FieldSchema } from '../connector/connector.ts';
import {
  type FieldName,
  type FieldValue,
  fieldKinds,
  isEmpty,
  isWhen,
  kindOf,
  normalSet,
  type StatusCategory,
  sameValue,
  statusCategories,
} from '../domain/field.ts';
import type { RemoteId, TaskId } from '../domain/ids.ts';
import type { RefusalReason } from '../domain/plan.ts';
import type { Endpoint, FieldMapping } from '../domain/profile.ts';
import { isOfKind, toKind } from './convert-custom.ts';
import { convertWhen } from './convert-when.ts';
import { buildValueTable, type ValueTable } from './value-table.ts';

/** A value on the other side of the mapping, or why there is none. `waiting`: not yet, nobody has to do anything. */
export type Mapped =
  | { readonly ok: true; readonly value: FieldValue }
  | { readonly ok: false; readonly reason: RefusalReason | 'waiting'; readonly message: string };

/** Which records are twins at one endpoint. */
export interface References {
  /** The twin of the task; `pending:<task>` when it will be created in this plan; undefined when there is and will be none. */
  toRemote(task: TaskId): RemoteId | undefined;
  toTask(remote: RemoteId): TaskId | undefined;
}

/** The only bridge between task values and one endpoint's remote values. Pure. */
export interface Mapper {
  /** Task fields that this endpoint has, by task field name. */
  readonly fields: readonly FieldName[];
  remoteName(field: FieldName): FieldName;
  isWritable(field: FieldName): boolean;
  /** Fields whose values may be other ones there than here. */
  readonly translated: readonly FieldName[];
  /** Remote names of what a new record has to have. */
  readonly required: readonly FieldName[];
  /**
   * Task value to remote value. May lose detail; keeps the detail of `remoteNow` where that already stands for the value
   * ("push keeps remote detail", sync.md section 3).
   */
  project(field: FieldName, value: FieldValue, remoteNow: FieldValue | undefined): Mapped;
  /** Remote value to task value; keeps `taskNow` where that already projects to the value ("lift keeps hub detail"). */
  lift(field: FieldName, value: FieldValue, taskNow: FieldValue): Mapped;
  /** The category of a remote status; null when unknown. */
  categoryOf(remoteStatus: FieldValue | undefined): StatusCategory | null;
  /** The remote status that says "will not be done", else "done"; undefined when the service has neither. */
  closedStatus(): FieldValue | undefined;
}

export function createMapper(endpoint: Endpoint, schema: ContainerSchema, references: References): Mapper {
  const rules = new Map<FieldName, FieldRule>();
  for (const field of mappedFields(endpoint, schema)) {
    const mapping = endpoint.mapping[field];
    if (mapping === false) continue;
    const remoteName = mapping?.field ?? field;
    const fieldSchema = schema.fields[remoteName];
    if (fieldSchema) rules.set(field, createRule(field, remoteName, mapping, fieldSchema, endpoint));
  }

  const ruleOf = (field: FieldName): FieldRule => {
    const rule = rules.get(field);
    if (!rule) throw new Error(`field ${field} is not mapped at ${endpoint.name}`);
    return rule;
  };

  const project: Mapper['project'] = (field, value, remoteNow) => {
    const rule = ruleOf(field);
    if (kindOf(field) === 'reference') return projectReference(value, references, endpoint);
    const projected = projectValue(rule, value, remoteNow);
    return field === 'assignees' ? keepAssigned(projected, value, remoteNow) : projected;
  };

  return {
    fields: [...rules.keys()],
    remoteName: (field) => ruleOf(field).remoteName,
    translated: [...rules.values()].filter(isTranslated).map((rule) => rule.field),
    required: Object.keys(schema.fields).filter((name) => schema.fields[name]?.required === true),
    isWritable: (field) => ruleOf(field).schema.writable,
    project,
    lift(field, value, taskNow) {
      const rule = ruleOf(field);
      if (kindOf(field) === 'reference') return liftReference(value, references);
      const back = projectValue(rule, taskNow, value);
      if (back.ok && !isEmpty(taskNow) && sameValue(field, back.value, value)) return { ok: true, value: taskNow };
      return liftValue(rule, value, taskNow);
    },
    categoryOf(remoteStatus) {
      const rule = rules.get('status');
      if (!rule || typeof remoteStatus !== 'string') return null;
      return categoryOf(rule, remoteStatus);
    },
    closedStatus() {
      const rule = rules.get('status');
      const options = rule?.schema.options ?? [];
      return (
        options.find((option) => option.means === 'cancelled')?.value ??
        options.find((option) => option.means === 'done')?.value
      );
    },
  };
}

interface FieldRule {
  readonly field: FieldName;
  readonly remoteName: FieldName;
  readonly schema: FieldSchema;
  /** Null: values are the same on both sides. */
  readonly table: ValueTable | null;
  readonly endpoint: Endpoint;
}

function isTranslated({ field, table, schema }: FieldRule): boolean {
  return kindOf(field) !== 'reference' && (table !== null || schema.kind !== undefined || schema.dates !== undefined);
}

function mappedFields(endpoint: Endpoint, schema: ContainerSchema): readonly FieldName[] {
  const own = Object.keys(schema.fields).filter((name) => Object.hasOwn(fieldKinds, name) || name.startsWith('x.'));
  return [...new Set([...own, ...Object.keys(endpoint.mapping)])];
}

function createRule(
  field: FieldName,
  remoteName: FieldName,
  mapping: FieldMapping | undefined,
  schema: FieldSchema,
  endpoint: Endpoint,
): FieldRule {
  const nearest = field === 'status' ? nearestCategory : {};
  const table =
    mapping?.values || schema.options ? buildValueTable(mapping?.values ?? {}, schema.options, nearest) : null;
  return { field, remoteName, schema, table, endpoint };
}

/** A service that only knows open and done still says which of the two: what was cancelled must not look open there. */
export const nearestCategory = { doing: 'todo', todo: 'doing', cancelled: 'done', done: 'cancelled' } satisfies Record<
  StatusCategory,
  StatusCategory
>;

function categoryOf(rule: FieldRule, remoteStatus: string): StatusCategory | null {
  const means = rule.schema.options?.find((option) => option.value === remoteStatus)?.means;
  const lifted = rule.table?.lift.get(remoteStatus)?.[0];
  return [lifted, means].find(isCategory) ?? null;
}

function isCategory(value: unknown): value is StatusCategory {
  return statusCategories.some((category) => category === value);
}

function projectReference(value: FieldValue, references: References, endpoint: Endpoint): Mapped {
  if (typeof value !== 'string' || value === '') return { ok: true, value: null };
  const remote = references.toRemote(value);
  if (remote !== undefined) return { ok: true, value: remote };
  return { ok: false, reason: 'waiting', message: `Its parent is not in ${endpoint.name}.` };
}

function liftReference(value: FieldValue, references: References): Mapped {
  if (typeof value !== 'string' || value === '') return { ok: true, value: null };
  const task = references.toTask(value);
  if (task !== undefined) return { ok: true, value: task };
  return { ok: false, reason: 'waiting', message: 'Its parent is not part of this profile.' };
}

function projectValue(rule: FieldRule, given: FieldValue, remoteNow: FieldValue | undefined): Mapped {
  const { kind } = rule.schema;
  const value = kind === undefined ? given : toKind(kind, given);
  if (value === undefined) return refuse('invalid-value', wrongKind(rule));
  if (Array.isArray(value)) return projectSet(rule, value, Array.isArray(remoteNow) ? remoteNow : []);
  if (isWhen(value)) return convertWhen(value, rule.schema.dates, rule.endpoint);
  if (isEmpty(value)) return { ok: true, value };
  const limit = rule.schema.maxLength;
  if (limit !== undefined && typeof value === 'string' && value.length > limit) {
    return refuse(
      'too-long',
      `${rule.endpoint.name} takes at most ${limit} characters here; this has ${value.length}.`,
    );
  }
  if (!rule.table) return { ok: true, value };
  if (typeof remoteNow === 'string' && rule.table.lift.get(remoteNow)?.includes(value)) {
    return { ok: true, value: remoteNow };
  }
  const remote = rule.table.project.get(value);
  if (remote !== undefined) return { ok: true, value: remote };
  return rule.table.closed ? refuse('unmapped-value', unmapped(rule, value)) : { ok: true, value };
}

function projectSet(rule: FieldRule, values: readonly string[], remoteNow: readonly string[]): Mapped {
  const table = rule.table;
  const known = values.flatMap((value) => {
    const kept = remoteNow.find((remote) => table?.lift.get(remote)?.includes(value));
    const remote = kept ?? (table ? (table.project.get(value) ?? (table.closed ? undefined : value)) : value);
    return remote === undefined || !canHold(rule, remote) ? [] : [remote];
  });
  const foreign = table?.closed ? remoteNow.filter((remote) => !table.lift.has(remote)) : [];
  const all = normalSet([...known, ...foreign]);
  const most = rule.schema.maxItems;
  if (most === undefined || all.length <= most) return { ok: true, value: all };
  const kept = all.filter((remote) => remoteNow.includes(remote));
  return { ok: true, value: normalSet([...kept, ...known].slice(0, most)) };
}

function liftValue(rule: FieldRule, value: FieldValue, taskNow: FieldValue): Mapped {
  const { kind } = rule.schema;
  if (kind !== undefined && !isOfKind(kind, value)) return refuse('invalid-value', wrongKind(rule));
  if (Array.isArray(value)) return liftSet(rule, value, Array.isArray(taskNow) ? taskNow : []);
  if (!rule.table || isEmpty(value) || typeof value !== 'string') return { ok: true, value };
  const task = rule.table.lift.get(value);
  if (task?.[0] !== undefined) return { ok: true, value: task[0] };
  return rule.table.closed ? refuse('unmapped-value', unmapped(rule, value)) : { ok: true, value };
}

/** Elements that only one side can express stay with that side (S15). */
function liftSet(rule: FieldRule, values: readonly string[], taskNow: readonly string[]): Mapped {
  const { table } = rule;
  const beyond = taskNow.filter((one) => !canHold(rule, table?.project.get(one) ?? one));
  if (!table) return { ok: true, value: normalSet([...values, ...beyond]) };
  const lifted = values.flatMap((value) => {
    const candidates = table.lift.get(value);
    if (!candidates) return table.closed ? [] : [value];
    const kept = candidates.find((one) => typeof one === 'string' && taskNow.includes(one)) ?? candidates[0];
    return typeof kept === 'string' ? [kept] : [];
  });
  const onlyHere = table.closed ? taskNow.filter((one) => !table.project.has(one)) : beyond;
  return { ok: true, value: normalSet([...lifted, ...onlyHere]) };
}

function canHold({ schema }: FieldRule, element: string): boolean {
  return schema.without === undefined || !element.includes(schema.without);
}

/** People whom this service does not know never clear the assignee that it has (S15). */
function keepAssigned(projected: Mapped, value: FieldValue, remoteNow: FieldValue | undefined): Mapped {
  const isNobody = projected.ok && isEmpty(projected.value) && !isEmpty(value);
  return isNobody && remoteNow !== undefined ? { ok: true, value: remoteNow } : projected;
}

function refuse(reason: RefusalReason, message: string): Mapped {
  return { ok: false, reason, message };
}

const kindWords: Readonly<Record<CustomKind, string>> = {
  text: 'a text',
  number: 'a number',
  flag: 'yes or no',
  date: 'a date',
  option: 'one of its choices',
  options: 'a list of its choices',
};

function wrongKind({ field, schema, endpoint }: FieldRule): string {
  return `The field “${field.replace(/^x\./, '')}” of ${endpoint.name} holds ${kindWords[schema.kind ?? 'text']}, and the value is none. It was left as it is on both sides; change it, or take the field out of the mapping.`;
}

function unmapped(rule: FieldRule, value: FieldValue): string {
  return `The ${rule.field.replace(/^x\./, '')} “${String(value)}” has no counterpart at ${rule.endpoint.name}. Add it to the profile’s mapping.`;
}
