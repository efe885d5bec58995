import { emptyValue, type Fields, type FieldValue } from '../domain/field.ts';
import { type Filter, isEverything } from '../filter/filter.ts';
import { type FilterContext, matchFilter } from '../filter/match-filter.ts';
import type { Mapper } from './apply-mapping.ts';

/**
 * What an endpoint's filter lets through. It looks at the record alone, as task values lifted from it, so that the same
 * record is always in or always out, whatever is known of its task.
 */
export interface Scope {
  /** @param remote remote values */
  includes(remote: Fields): boolean;
}

export const everywhere: Scope = { includes: () => true };

export function createScope(filter: Filter, mapper: Mapper, context: FilterContext): Scope {
  if (isEverything(filter)) return everywhere;
  return { includes: (remote) => matchFilter(filter, { fields: readRecord(mapper, remote) }, context) };
}

/** A record as task values; what cannot be translated stays as its service says it. */
export function readRecord(mapper: Mapper, remote: Fields): Fields {
  return Object.fromEntries(
    mapper.fields.flatMap((field): [string, FieldValue][] => {
      const value = remote[mapper.remoteName(field)];
      if (value === undefined) return [];
      const lifted = mapper.lift(field, value, emptyValue(field));
      return [[field, lifted.ok ? lifted.value : value]];
    }),
  );
}
