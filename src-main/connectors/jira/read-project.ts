import type { z } from 'zod';
import type { FieldOption, FieldSchema } from '../../../src-shared/connector/connector.ts';
import type { FieldName } from '../../../src-shared/domain/field.ts';
import { createFieldNames } from '../kit/field-names.ts';
import { inParallel } from '../kit/in-parallel.ts';
import { onceEach } from '../kit/once.ts';
import type { ValueKind } from './custom-fields.ts';
import { customKinds, kindOfType } from './custom-fields.ts';
import type { JiraClient } from './jira-client.ts';
import type { AllowedValue, CreateField, IssueType, SiteField } from './jira-wire.ts';
import { createFieldsSchema, createTypesSchema, projectSchema, siteFieldsSchema } from './jira-wire.ts';
import { projectOf } from './jql.ts';

/** A custom field of a container's issues, under the name that it has in a task. */
export interface FieldDefinition {
  readonly id: string;
  readonly name: FieldName;
  readonly kind: ValueKind;
  readonly schema: FieldSchema;
}

export interface ProjectType extends IssueType {
  /** What can be given when one is created. */
  readonly fields: readonly CreateField[];
}

/** What the issues of a container are made of. */
export interface ProjectModel {
  /** Null: the container's query names no single project, so nothing can be created in it. */
  readonly key: string | null;
  readonly types: readonly ProjectType[];
  /** Fields of Jira itself that can be given to a new issue of some type, by id; empty where that is not told. */
  readonly system: ReadonlyMap<string, CreateField>;
  readonly definitions: readonly FieldDefinition[];
}

/** Read once per connection and container, when the first issue is read or written. */
export function createProjectModels(client: JiraClient): (container: string) => Promise<ProjectModel> {
  return onceEach((container) => readModel(client, projectOf(container)));
}

async function readModel(client: JiraClient, key: string | null): Promise<ProjectModel> {
  const types = key === null ? [] : await readTypes(client, key);
  const creatable = types.filter(({ fields }) => fields.length > 0);
  if (creatable.length > 0) {
    const fields = mergeFields(creatable);
    const system = new Map(fields.filter(({ schema }) => !schema.custom).map((field) => [field.fieldId, field]));
    return { key, types, system, definitions: defineFields(fields) };
  }
  // Nothing can be created there by this account: what issues have is known for the whole site only, without choices.
  const site = await client.get(siteFieldsSchema, 'field');
  return { key, types, system: new Map(), definitions: defineFields(site.flatMap(readableField)) };
}

async function readTypes(client: JiraClient, key: string): Promise<readonly ProjectType[]> {
  const path = `issue/createmeta/${encodeURIComponent(key)}/issuetypes`;
  const types = await pages(client, createTypesSchema, path, ({ issueTypes, values }) => issueTypes ?? values ?? []);
  if (types === null || types.length === 0) {
    const project = await client.get(projectSchema, `project/${encodeURIComponent(key)}`);
    return (project.issueTypes ?? []).map((type) => ({ ...type, fields: [] }));
  }
  return await inParallel(types, 4, async (type) => {
    const own = `${path}/${encodeURIComponent(type.id)}`;
    const fields = await pages(client, createFieldsSchema, own, ({ fields, values }) => fields ?? values ?? []);
    return { ...type, fields: fields ?? [] };
  });
}

/** Null where Jira answers 403 or 404. */
async function pages<
  S extends z.ZodType<{ total?: number | null | undefined; isLast?: boolean | null | undefined }>,
  T,
>(
  client: JiraClient,
  schema: S,
  path: string,
  itemsOf: (page: z.infer<S>) => readonly T[],
): Promise<readonly T[] | null> {
  const items: T[] = [];
  for (;;) {
    const page = await client.getIfAllowed(schema, path, { startAt: items.length, maxResults: 200 });
    if (page === null) return null;
    const some = itemsOf(page);
    items.push(...some);
    if (some.length === 0 || page.isLast === true || items.length >= (page.total ?? 0)) return items;
  }
}

/** One entry for each field: with all choices of all types, and required where every type that can stand alone requires it. */
function mergeFields(types: readonly ProjectType[]): readonly CreateField[] {
  const standard = types.filter(({ subtask }) => subtask !== true);
  const merged = new Map<string, CreateField>();
  for (const { fields } of types) {
    for (const field of fields) {
      const known = merged.get(field.fieldId);
      const values = new Map(
        [...(known?.allowedValues ?? []), ...(field.allowedValues ?? [])].map((value) => [idOfValue(value), value]),
      );
      const isRequired = standard.every((type) =>
        type.fields.some((own) => own.fieldId === field.fieldId && own.required && own.hasDefaultValue !== true),
      );
      const hasChoices = field.allowedValues !== null && field.allowedValues !== undefined;
      merged.set(field.fieldId, {
        ...field,
        required: isRequired,
        ...(hasChoices && { allowedValues: [...values.values()] }),
      });
    }
  }
  return [...merged.values()];
}

function readableField({ id, name, custom, schema }: SiteField): readonly CreateField[] {
  return custom && schema ? [{ fieldId: id, name, required: false, schema }] : [];
}

const reserved: ReadonlySet<string> = new Set(['x.type', 'x.components', 'x.resolution']);

function defineFields(fields: readonly CreateField[]): readonly FieldDefinition[] {
  const nameOf = createFieldNames(reserved);
  const start = startFieldOf(fields);
  return fields
    .filter(({ schema }) => kindOfType(schema) !== null)
    .toSorted((a, b) => numberOf(a.fieldId) - numberOf(b.fieldId))
    .flatMap((field): readonly FieldDefinition[] => {
      const kind = kindOfType(field.schema);
      if (kind === null) return [];
      // Where there is no parent for issues that are no subtasks, this is it: the key of their epic.
      if (kind === 'epic') return [{ id: field.fieldId, name: 'parent', kind, schema: { writable: true } }];
      if (field.fieldId === start) {
        return [{ id: field.fieldId, name: 'start', kind, schema: { writable: true, dates: ['date'] } }];
      }
      const name = nameOf(field.name, numberOf(field.fieldId));
      return [{ id: field.fieldId, name, kind, schema: schemaOf(kind, field) }];
    });
}

/** Jira has no start date of its own; these custom fields are what its timelines use. */
function startFieldOf(fields: readonly CreateField[]): string | null {
  const days = fields.filter(({ schema }) => kindOfType(schema) === 'date');
  const found =
    days.find(({ name }) => /^start date$/i.test(name)) ??
    days.find(({ schema }) => schema.custom?.endsWith('baseline-start'));
  return found?.fieldId ?? null;
}

function schemaOf(kind: ValueKind, { required, allowedValues }: CreateField): FieldSchema {
  const isChoice = kind === 'option' || kind === 'options' || kind === 'version' || kind === 'versions';
  const options = isChoice ? optionsOf(allowedValues ?? []) : null;
  return {
    // Choices that we are not told cannot be written.
    writable: kind !== 'readonly' && (options === null || options.length > 0),
    kind: customKinds[kind],
    ...(required && { required: true }),
    ...(options !== null && { options }),
    ...(kind === 'date' && { dates: ['date'] }),
    ...(kind === 'datetime' && { dates: ['instant'] }),
    ...(kind === 'text' && { maxLength: 255 }),
    ...(kind === 'paragraph' && { maxLength: 32_767 }),
  };
}

export function optionsOf(values: readonly AllowedValue[]): readonly FieldOption[] {
  return values
    .filter(({ disabled }) => disabled !== true)
    .map((value) => ({ value: idOfValue(value), label: value.value ?? value.name ?? idOfValue(value) }));
}

function idOfValue({ id, name, value }: AllowedValue): string {
  return id ?? value ?? name ?? '';
}

function numberOf(fieldId: string): number {
  return Number(/\d+$/.exec(fieldId)?.[0] ?? 0);
}
