import type { ContainerSchema } from '../../../src-shared/connector/connector.ts';
import { type FieldName, type FieldValue, kindOf } from '../../../src-shared/domain/field.ts';
import { here } from '../../../src-shared/domain/ids.ts';
import type { Profile } from '../../../src-shared/domain/profile.ts';
import type { ApiContext } from './api-context.ts';
import { plainValue } from './task-view.ts';

/** What a person calls places and their values. */
export interface Names {
  /** An endpoint's name; `here` stays `here`. */
  place(origin: string): string;
  /** As it is seen at its place: a list, a person or a parent by its name, never by its id. Dates as text. */
  value(origin: string, field: FieldName, value: FieldValue | undefined): FieldValue;
}

/** A value that will be named. */
export interface Said {
  readonly place: string;
  readonly field: FieldName | null;
  readonly values: readonly (FieldValue | undefined)[];
}

/** @param said what is going to be named: the titles of parents are read for it at once */
export async function namesIn(context: ApiContext, profile: Profile | null, said: readonly Said[]): Promise<Names> {
  const { store } = context.options;
  const endpoints = profile?.endpoints ?? [];
  const places = new Map(endpoints.map(({ id, name }) => [id, name]));
  const labels = new Map<string, ReadonlyMap<FieldName, Labels>>();
  for (const { id } of endpoints) labels.set(id, labelsOf((await store.endpoints.get(id)).schema));
  const titles = await parentTitles(context, said);
  return {
    place: (origin) => places.get(origin) ?? origin,
    value(origin, field, value) {
      if (isReference(field)) return typeof value === 'string' ? (titles.get(`${origin} ${value}`) ?? value) : null;
      const known = labels.get(origin)?.get(field);
      if (!known) return plainValue(value);
      if (typeof value === 'string') return known.get(value) ?? value;
      return Array.isArray(value) ? value.map((one) => known.get(one) ?? one) : plainValue(value);
    },
  };
}

type Labels = ReadonlyMap<string, string>;

function labelsOf(schema: ContainerSchema | null): ReadonlyMap<FieldName, Labels> {
  return new Map(
    Object.entries(schema?.fields ?? {}).flatMap(([field, { options }]) =>
      options ? [[field, new Map(options.map(({ value, label }) => [value, label]))] as const] : [],
    ),
  );
}

function isReference(field: FieldName | null): boolean {
  return field !== null && kindOf(field) === 'reference';
}

/** By place and id there. */
async function parentTitles({ options }: ApiContext, said: readonly Said[]): Promise<ReadonlyMap<string, string>> {
  const { store } = options;
  const tasks = new Map<string, string>();
  const references = said.filter(({ field }) => isReference(field));
  for (const [place, group] of Map.groupBy(references, (one) => one.place)) {
    const ids = [...new Set(group.flatMap(({ values }) => values.filter((value) => typeof value === 'string')))];
    if (place === here) for (const id of ids) tasks.set(`${place} ${id}`, id);
    else
      for (const { remoteId, task } of await store.links.byRemote(place, ids))
        if (remoteId !== null && task !== null) tasks.set(`${place} ${remoteId}`, task);
  }
  const found = await store.tasks.get([...new Set(tasks.values())]);
  return new Map(
    [...tasks].flatMap(([key, id]) => {
      const title = found.get(id)?.fields['title'];
      return typeof title === 'string' ? [[key, title] as const] : [];
    }),
  );
}
