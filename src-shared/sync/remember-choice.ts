import type { FieldName } from '../domain/field.ts';
import type { ConflictPolicy } from '../domain/profile.ts';

/** What of a profile's rules for conflicts a remembered choice may change. */
export interface Policies {
  readonly policy: ConflictPolicy;
  readonly fields: Readonly<Record<FieldName, ConflictPolicy>>;
  readonly priority: readonly string[];
}

/**
 * The rule that a choice stands for: the newer value, where it was the newer one, else the side. Null: the profile's order of
 * sides says otherwise already, and other fields rely on it. Pure.
 * @param places the names of the profile's endpoints
 */
export function ruleOfChoice(
  { policy, fields, priority }: Policies,
  field: FieldName,
  choice: { readonly side: string; readonly isNewest: boolean },
  places: readonly string[],
): { readonly kind: 'newest' | 'priority'; readonly policies: Policies } | null {
  if (choice.isNewest)
    return { kind: 'newest', policies: { policy, fields: { ...fields, [field]: 'newest' }, priority } };
  const others = Object.entries(fields).filter(([name]) => name !== field);
  const isRelied = policy === 'priority' || others.some(([, each]) => each === 'priority');
  if (isRelied && priority[0] !== choice.side) return null;
  const order = isRelied ? priority : [choice.side, ...places.filter((place) => place !== choice.side)];
  return { kind: 'priority', policies: { policy, fields: { ...fields, [field]: 'priority' }, priority: order } };
}
