import type { FieldName } from '../../../src-shared/domain/field.ts';

/**
 * Names of custom fields in a task: `x.` and what people call them. People may give the same name twice; the second field has its id
 * beside it, so call it in an order that does not change.
 * @param reserved names that the service's own fields have
 */
export function createFieldNames(reserved: Iterable<FieldName> = []): (name: string, id: string | number) => FieldName {
  const taken = new Set(reserved);
  return (name, id) => {
    const plain = `x.${name}`;
    const unique = taken.has(plain) ? `${plain} (#${id})` : plain;
    taken.add(unique);
    return unique;
  };
}
