import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planItem } from '../../../src-shared/sync/plan-item.ts';
import { lines } from '../../unit/sync/fixtures.ts';
import { applyPlan } from './apply-plan.ts';
import { costlyLaws, laws } from './laws.ts';
import { type Sketch, sketches, tell } from './stories.ts';

/** The same stories in every run of the suite; `FC_RUNS=5000000 FC_SEED=7` looks for new ones. */
const numRuns = Number(process.env['FC_RUNS'] ?? 200_000);
const seed = Number(process.env['FC_SEED'] ?? 20_261_126);

/** A planner that wrote into its input would be caught here. */
function freeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const one of Object.values(value)) freeze(one);
  return value;
}

/** The first law that a story breaks, in words; null: none. */
function brokenIn(sketch: Sketch): string | null {
  const { item, rules } = tell(sketch);
  freeze(item);
  freeze(rules.profile);
  const plan = planItem(item, rules);
  const after = applyPlan(item, plan, rules);
  for (const [name, law] of Object.entries(laws)) {
    if (costlyLaws.has(name) && sketch.start % 4 !== 0) continue;
    const broken = law({ item, rules, plan, after });
    if (broken !== null) return `${name}: ${broken}`;
  }
  return null;
}

function explain(sketch: Sketch): string {
  const { item, rules } = tell(sketch);
  const plan = planItem(item, rules);
  const links = item.links.map(({ endpoint, state, base, observation }) => ({
    endpoint,
    state,
    base,
    seen: observation?.fields,
  }));
  return [
    brokenIn(sketch),
    `sketch ${JSON.stringify(sketch)}`,
    `task   ${JSON.stringify(item.task?.fields)}`,
    ...links.map((link) => `link   ${JSON.stringify(link)}`),
    ...lines(plan),
    ...plan.overruled.map(
      ({ endpoint, field, value, rule }) => `overruled ${endpoint} ${field} ${JSON.stringify(value)} ${rule}`,
    ),
  ].join('\n');
}

describe('any story of one task, one or two services and all policies', () => {
  it('is planned by the laws S3, S5, S6, S8, S9, S13, S14, S15, S19, S24, S26, S27 and L3', () => {
    const started = performance.now();
    const result = fc.check(
      fc.property(sketches, (sketch) => brokenIn(sketch) === null),
      { numRuns, seed },
    );
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.info(`${result.numRuns} stories in ${seconds} s, seed ${seed}`);
    expect(result.counterexample ? explain(result.counterexample[0]) : 'no law is broken').toBe('no law is broken');
  }, 600_000);
});
