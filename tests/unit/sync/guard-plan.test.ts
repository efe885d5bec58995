import { describe, expect, it } from 'vitest';
import type { Action } from '../../../src-shared/domain/action.ts';
import type { ItemPlan } from '../../../src-shared/domain/plan.ts';
import {
  createPlanCensus,
  type EndpointTotals,
  type GuardOptions,
  guardPlan as guardCensus,
} from '../../../src-shared/sync/guard-plan.ts';

const totals = (more: Partial<EndpointTotals>): EndpointTotals => ({
  endpoint: 'A',
  name: 'Lists',
  linked: 100,
  deletedThere: 0,
  isEstablished: true,
  ...more,
});

function plans(kind: Action['kind'], count: number, at = 'A'): readonly ItemPlan[] {
  return Array.from({ length: count }, (_, index) => {
    const action: Action = { kind, task: `t${index}`, title: '', at, remoteId: null, fields: [], from: 'here' };
    return { task: action.task, actions: [action], agreed: [], scopes: [], conflicts: [], overruled: [], refusals: [] };
  });
}

function guardPlan(all: readonly ItemPlan[], endpoints: readonly EndpointTotals[], options?: GuardOptions) {
  const census = createPlanCensus();
  for (const plan of all) census.take(plan);
  return guardCensus(census, endpoints, options);
}

describe('the brakes (S10)', () => {
  it.each([
    // what, how many need no question, of how many
    ['close', 3, 10],
    ['delete', 3, 10],
    ['close', 10, 100],
    ['delete', 100, 1000],
    ['update', 20, 10],
    ['update', 20, 60],
    ['update', 30, 100],
    ['create', 50, 10],
    ['create', 50, 100],
    ['create', 500, 1000],
  ] as const)('let a run %s %i of %i tasks, and hold one more', (kind, most, linked) => {
    expect(guardPlan(plans(kind, most), [totals({ linked })])).toEqual([]);
    const held = guardPlan(plans(kind, most + 1), [totals({ linked })]);
    expect(held).toMatchObject([{ endpoint: 'A', count: most + 1, of: linked }]);
    expect(held[0]?.message).toContain('Nothing was changed anywhere.');
  });

  it('count what is changed at services, not what is taken over here', () => {
    expect(guardPlan(plans('update', 500, 'here'), [totals({})])).toEqual([]);
  });

  it('let the first copy of a list be as large as it is, also after it was cut off half-way', () => {
    expect(guardPlan(plans('create', 700), [totals({ linked: 300, isEstablished: false })])).toEqual([]);
  });

  it('hold a side that is suddenly empty, and one that lost unusually much', () => {
    expect(guardPlan([], [totals({ linked: 2, deletedThere: 2 })])).toMatchObject([{ kind: 'emptied-side' }]);
    expect(guardPlan([], [totals({ linked: 100, deletedThere: 11 })])).toMatchObject([{ kind: 'mass-delete' }]);
    expect(guardPlan([], [totals({ linked: 100, deletedThere: 10 })])).toEqual([]);
  });
});

describe('changed settings (S17)', () => {
  const unseenChanges = ['mapping', 'directions'];

  it('hold the first plan that changes anything, even one task', () => {
    const [brake] = guardPlan(plans('update', 1), [totals({})], { unseenChanges });
    expect(brake).toMatchObject({ kind: 'changed-settings', count: 1 });
    expect(brake?.message).toBe(
      'The profile’s mapping and directions were changed, and this run would now change 1 task. Nothing was changed anywhere. Look at the preview, then go on.',
    );
  });

  it('hold what would be changed here, too', () => {
    expect(guardPlan(plans('update', 2, 'here'), [totals({})], { unseenChanges })).toHaveLength(1);
  });

  it('hold nothing where nothing would change', () => {
    expect(guardPlan([...plans('link', 3), ...plans('unlink', 1)], [totals({})], { unseenChanges })).toEqual([]);
  });
});
