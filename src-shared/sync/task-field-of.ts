import type { FieldName } from '../domain/field.ts';
import type { Mapping } from '../domain/profile.ts';

/** The task field that a remote field holds: the reverse of the mapping's names. */
export function taskFieldOf(mapping: Mapping, remoteName: FieldName): FieldName {
  const renamed = Object.entries(mapping).find(([, rule]) => rule !== false && rule.field === remoteName);
  return renamed?.[0] ?? remoteName;
}
