import type { ContainerSchema, Narrowing } from '../connector/connector.ts';
import { type FieldName, type FieldValue, kindOf } from '../domain/field.ts';
import { conjuncts, type Filter, leavesOf } from '../filter/filter.ts';
import type { FilterContext } from '../filter/match-filter.ts';
import type { Mapper } from './apply-mapping.ts';
import { createScope } from './scope.ts';

/**
 * What of a filter can be said in remote values: for each condition on one field with a closed choice, the choices that pass
 * it. They are tried out one by one, so the answer is as exact as the filter itself. Pure.
 */
export function narrowPull(
  filter: Filter,
  mapper: Mapper,
  schema: ContainerSchema,
  context: FilterContext,
): readonly Narrowing[] {
  return conjuncts(filter).flatMap((part): Narrowing[] => {
    const field = onlyFieldOf(part);
    if (field === null || !mapper.fields.includes(field)) return [];
    const name = mapper.remoteName(field);
    const options = schema.fields[name]?.options;
    const scope = createScope(part, mapper, context);
    const passes = (value: FieldValue): boolean => scope.includes({ [name]: value });
    const isSet = kindOf(field) === 'set';
    // Where an empty field passes, or a value that is on no list, or several values together could, the list does not decide.
    if (!options || (isSet && !isPositive(part)) || others.some((value) => passes(isSet ? [] : value))) return [];
    const values = options.map((option) => option.value).filter((value) => passes(isSet ? [value] : value));
    return values.length === 0 || values.length === options.length ? [] : [{ field: name, values }];
  });
}

function onlyFieldOf(filter: Filter): FieldName | null {
  const fields = new Set(leavesOf(filter).map((leaf) => (leaf.kind === 'field' ? leaf.field : null)));
  const [only = null] = fields;
  return fields.size === 1 ? only : null;
}

/** Values that a record may have all the same: none, and one that was on the list once. */
const others = [null, '\0'] as const;

/** A set passes when one of its elements does. */
function isPositive(filter: Filter): boolean {
  return filter.kind === 'field' && filter.tests.every((test) => test.kind === 'is' || test.kind === 'me');
}
