import type { Endpoint } from '../domain/profile.ts';
import type { RuleDirection } from '../domain/rule.ts';
import { everything } from '../filter/filter.ts';
import type { CompiledRule } from '../rules/compile-rule.ts';
import { dropped } from '../rules/lens.ts';

/**
 * The one-way fields of the mappings, as the rules that they are: a field that is only read there does not go there, one that is
 * only written does not come from there. They come after the person's own rules, so those still see every field.
 */
export function fieldDirectionRules(endpoints: readonly Endpoint[]): readonly CompiledRule[] {
  return endpoints.flatMap((endpoint) =>
    [ruleAt(endpoint, 'out'), ruleAt(endpoint, 'in')].flatMap((rule) => rule ?? []),
  );
}

function ruleAt({ name, mapping }: Endpoint, direction: RuleDirection): CompiledRule | null {
  const wanted = direction === 'out' ? 'pull' : 'push';
  const fields = Object.entries(mapping).flatMap(([field, entry]) =>
    entry !== false && entry.direction === wanted ? [field] : [],
  );
  if (fields.length === 0) return null;
  const steps = fields.map((field) => ({ kind: 'lens' as const, field, lens: dropped }));
  return { number: 0, when: everything, at: [name], direction, steps };
}
