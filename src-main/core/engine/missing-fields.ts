import type { ContainerSchema } from '../../../src-shared/connector/connector.ts';
import { type FieldName, fieldKinds } from '../../../src-shared/domain/field.ts';
import type { EndpointId } from '../../../src-shared/domain/ids.ts';
import type { Endpoint } from '../../../src-shared/domain/profile.ts';
import type { Problem } from '../../../src-shared/domain/run.ts';
import type { Store } from '../store/store.ts';
import { type Place, problemAt, type RunContext } from './run-context.ts';

/** Setting that holds the fields which an endpoint once had. */
const lostKey = (endpoint: EndpointId): string => `lost-fields.${endpoint}`;

/** Setting that says that records may have fields which were not there when they were read. */
export const unreadKey = (endpoint: EndpointId): string => `unread-fields.${endpoint}`;

/** Fields that a service had and has no longer are remembered until they come back (S26); new ones have to be read. */
export async function noteFields(
  tx: Store,
  endpoint: EndpointId,
  before: ContainerSchema | null,
  now: ContainerSchema,
): Promise<void> {
  if (before === null) return;
  const known = [...(await lostFields(tx, endpoint)), ...Object.keys(before.fields)];
  const lost = [...new Set(known)].filter((name) => !Object.hasOwn(now.fields, name));
  await tx.settings.set(lostKey(endpoint), lost);
  const isGained = Object.keys(now.fields).some((name) => !Object.hasOwn(before.fields, name));
  if (isGained) await tx.settings.set(unreadKey(endpoint), true);
}

async function lostFields(store: Store, endpoint: EndpointId): Promise<readonly FieldName[]> {
  return (await store.settings.get<readonly FieldName[]>(lostKey(endpoint))) ?? [];
}

/**
 * Fields that should be kept in step and that the service does not have: removed, renamed, or misspelt in the mapping. They
 * stay as they are on both sides, and nothing is guessed or emptied.
 */
export async function missingFields(tx: Store, context: RunContext, place: Place): Promise<readonly Problem[]> {
  const { endpoint, schema } = place;
  if (!schema || place.failure) return [];
  const lost = (await lostFields(tx, endpoint.id)).filter(
    (name) => Object.hasOwn(fieldKinds, name) || name.startsWith('x.'),
  );
  const pairs = new Map(lost.map((name) => [name, name]));
  for (const [field, mapping] of Object.entries(endpoint.mapping)) {
    if (mapping === false) pairs.delete(field);
    else pairs.set(field, mapping.field ?? field);
  }
  return [...pairs]
    .filter(([, name]) => !Object.hasOwn(schema.fields, name))
    .map(([field, name]) =>
      problemAt(context, place, { field, code: 'drift', message: sentence(endpoint, field, name) }),
    );
}

function sentence({ name: place }: Endpoint, field: FieldName, name: FieldName): string {
  return `${place} has no field “${name}” now. The ${field} of its tasks stays as it is on both sides until the field is back; or leave it out in the profile’s mapping (${field}: false).`;
}
