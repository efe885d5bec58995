import type { Narrowing } from '../../../src-shared/connector/connector.ts';
import type { EndpointId } from '../../../src-shared/domain/ids.ts';
import { dayIn } from '../../../src-shared/filter/days.ts';
import { dependsOnToday, everything, isEverything, leavesOf } from '../../../src-shared/filter/filter.ts';
import type { FilterContext } from '../../../src-shared/filter/match-filter.ts';
import { createMapper, type References } from '../../../src-shared/sync/apply-mapping.ts';
import { narrowPull } from '../../../src-shared/sync/narrow-pull.ts';
import { createScope, everywhere, type Scope } from '../../../src-shared/sync/scope.ts';
import type { CoreOptions } from '../core.ts';
import type { Store } from '../store/store.ts';
import { type Place, type RunContext, timestamp } from './run-context.ts';

/** A filter asks of a parent only whether there is one, so any name will do. */
const anyReference: References = { toTask: (remote) => remote, toRemote: (task) => task };

/** The filter in the endpoint's own remote values. */
export function scopeOf(place: Pick<Place, 'endpoint' | 'schema' | 'filter' | 'filterContext'>): Scope {
  const { endpoint, schema, filter, filterContext } = place;
  return schema ? createScope(filter, createMapper(endpoint, schema, anyReference), filterContext) : everywhere;
}

/** What a first reading may leave out. */
export function narrowingOf({ endpoint, schema, filter, filterContext }: Place): readonly Narrowing[] {
  return schema ? narrowPull(filter, createMapper(endpoint, schema, anyReference), schema, filterContext) : [];
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
export function unfiltered(): Pick<Place, 'filter' | 'filterContext' | 'scope' | 'newcomers'> {
  return { filter: everything, filterContext: noContext, scope: everywhere, newcomers: 0 };
}

/** Setting that holds by which filter and mapping an endpoint was read through last. */
const readKey = (endpoint: EndpointId): string => `read-through.${endpoint}`;

/** Empty where everything is let through. */
function printOf({ endpoint, filter, filterContext, schema }: Place): string {
  if (isEverything(filter)) return '';
  const { today, me } = filterContext;
  const asked = leavesOf(filter).map((leaf) => {
    const mapping = leaf.kind === 'field' ? endpoint.mapping[leaf.field] : undefined;
    const name = (mapping || undefined)?.field ?? (leaf.kind === 'field' ? leaf.field : '');
    return [mapping ?? null, schema?.fields[name]?.options ?? null];
  });
  return JSON.stringify([endpoint.filter, asked, me, dependsOnToday(filter) ? today : null]);
}

/**
 * Records that the filter keeps out are not stored, so after a change of the filter or of what it depends on (a
 * mapping, a list of choices, the day) everything is read again.
 */
export async function isReadAnew(store: Store, place: Place): Promise<boolean> {
  return ((await store.settings.get<string>(readKey(place.endpoint.id))) ?? '') !== printOf(place);
}

/** Everything was read through the filter as it is now: its tasks are looked at again. */
export async function markReadAnew(context: RunContext, place: Place): Promise<void> {
  await context.store.transaction('scope', async (tx) => {
    await tx.settings.set(readKey(place.endpoint.id), printOf(place));
    await tx.links.markAllDirty(context.profile.id);
  });
}
