import type { Narrowing } from '../../../src-shared/connector/connector.ts';
import type { EndpointId } from '../../../src-shared/domain/ids.ts';
import type { Profile } from '../../../src-shared/domain/profile.ts';
import { dayIn } from '../../../src-shared/filter/days.ts';
import { dependsOnToday, everything, isEverything, leavesOf } from '../../../src-shared/filter/filter.ts';
import type { FilterContext } from '../../../src-shared/filter/match-filter.ts';
import { createMapper, type References } from '../../../src-shared/sync/apply-mapping.ts';
import { narrowPull } from '../../../src-shared/sync/narrow-pull.ts';
import { withPeople } from '../../../src-shared/sync/people.ts';
import { createScope, everywhere, type Scope } from '../../../src-shared/sync/scope.ts';
import type { CoreOptions } from '../core.ts';
import { unreadKey } from './missing-fields.ts';
import { type Place, type RunContext, timestamp } from './run-context.ts';

/** A filter asks of a parent only whether there is one, so any name will do. */
export const anyReference: References = { toTask: (remote) => remote, toRemote: (task) => task };

/** The filter in the endpoint's own remote values. */
export function scopeOf(
  place: Pick<Place, 'endpoint' | 'schema' | 'filter' | 'filterContext'>,
  { people }: Pick<Profile, 'people'>,
): Scope {
  const { endpoint, schema, filter, filterContext } = place;
  if (!schema) return everywhere;
  return createScope(filter, createMapper(withPeople(endpoint, people), schema, anyReference), filterContext);
}

/** For profiles that ask nothing: loading the time zones takes longer than a whole run without changes does. */
export const noContext: FilterContext = { today: '', timeZone: 'UTC', me: [] };

/** Today there, and the accounts that are the person's own. */
export async function filterContextOf({ store, ports }: CoreOptions, timeZone: string): Promise<FilterContext> {
  const connections = await store.connections.list();
  return {
    today: dayIn(timestamp(ports), timeZone),
    timeZone,
    me: connections.flatMap(({ username }) => username ?? []),
  };
}

/** An endpoint without a filter. */
export function unfiltered(): Pick<Place, 'filter' | 'filterContext' | 'scope'> {
  return { filter: everything, filterContext: noContext, scope: everywhere };
}

/** Setting that holds by which filter and mapping an endpoint was read through last. */
const readKey = (endpoint: EndpointId): string => `read-through.${endpoint}`;

/** Empty where everything is let through. */
function printOf({ endpoint, filter, filterContext, schema }: Place, { people = {} }: Profile): string {
  if (isEverything(filter)) return '';
  const { today, me } = filterContext;
  const asked = leavesOf(filter).map((leaf) => {
    const mapping = leaf.kind === 'field' ? endpoint.mapping[leaf.field] : undefined;
    const name = (mapping || undefined)?.field ?? (leaf.kind === 'field' ? leaf.field : '');
    return [mapping ?? null, schema?.fields[name]?.options ?? null];
  });
  return JSON.stringify([endpoint.filter, asked, people, me, dependsOnToday(filter) ? today : null]);
}

/** How an endpoint has to be read this time. */
export interface Reading {
  /** From the beginning, wherever its feed was. */
  readonly isAnew: boolean;
  /** Also records whose version we hold: they may have fields that we have not seen. */
  readonly readsKnown: boolean;
  /** What may be left out: only where nothing of it is here, because what left the filter must be seen to leave. */
  readonly narrow: readonly Narrowing[];
}

/**
 * Records that the filter keeps out are not stored, so after a change of the filter or of what it depends on (a mapping, a
 * list of choices, the day) everything is read again; and so it is when the service has fields that it had not.
 */
export async function planReading(context: RunContext, place: Place, cursor: string | null): Promise<Reading> {
  const { store, profile } = context;
  const { id } = place.endpoint;
  const before = (await store.settings.get<string>(readKey(id))) ?? '';
  const readsKnown = (await store.settings.get<boolean>(unreadKey(id))) === true;
  const isFirst = cursor === null && !isEverything(place.filter) && (await store.links.countLive(id)) === 0;
  return {
    isAnew: readsKnown || before !== printOf(place, profile),
    readsKnown,
    narrow: isFirst ? narrowingOf(place, profile) : [],
  };
}

function narrowingOf({ endpoint, schema, filter, filterContext }: Place, { people }: Profile): readonly Narrowing[] {
  if (!schema) return [];
  return narrowPull(filter, createMapper(withPeople(endpoint, people), schema, anyReference), schema, filterContext);
}

/** Everything was read as it is to be read now: its tasks are looked at again. */
export async function markReadAnew(context: RunContext, place: Place): Promise<void> {
  const { id } = place.endpoint;
  await context.store.transaction('scope', async (tx) => {
    await tx.settings.set(readKey(id), printOf(place, context.profile));
    await tx.settings.set(unreadKey(id), null);
    await tx.links.markAllDirty(context.profile.id);
  });
}
