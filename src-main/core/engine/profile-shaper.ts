import type { Profile } from '../../../src-shared/domain/profile.ts';
import type { Scripts } from '../../../src-shared/ports/script-runner.ts';
import { applyRules, rulesAt } from '../../../src-shared/rules/apply-rules.ts';
import { type CompiledRule, compileRule } from '../../../src-shared/rules/compile-rule.ts';
import { fieldDirectionRules } from '../../../src-shared/sync/field-directions.ts';
import type { Shaper } from '../../../src-shared/sync/flow.ts';
import type { Place, RunContext } from './run-context.ts';

/** Read once a run; a run keeps the profile that it began with. */
const compiled = new WeakMap<Profile, readonly CompiledRule[]>();

function rulesOf(profile: Profile): readonly CompiledRule[] {
  const known = compiled.get(profile);
  if (known) return known;
  const own = (profile.rules ?? []).map((rule, index) => compileRule(rule, index + 1));
  const rules = [...own, ...fieldDirectionRules(profile.endpoints)];
  compiled.set(profile, rules);
  return rules;
}

/** The rules of each endpoint, ready for the planner. The engine for scripts is loaded only where a rule has one. */
export async function createShapers({
  profile,
  scripts: runner,
}: RunContext): Promise<(place: Place) => Shaper | null> {
  const rules = rulesOf(profile);
  const hasScript = rules.some((rule) => rule.steps.some((step) => step.kind === 'script'));
  const scripts = hasScript ? await runner.load() : null;
  return (place) => shaperOf(rules, place, scripts);
}

function shaperOf(rules: readonly CompiledRule[], place: Place, scripts: Scripts | null): Shaper | null {
  const [out, into] = [rulesAt(rules, place.endpoint.name, 'out'), rulesAt(rules, place.endpoint.name, 'in')];
  if (out.length + into.length === 0) return null;
  const context = place.filterContext;
  return {
    out: (fields) => applyRules({ rules: out, scripts, context }, fields),
    in: (fields) => applyRules({ rules: into, scripts, context }, fields),
  };
}
