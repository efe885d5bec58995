import { describe, expect, it } from 'vitest';
import type { Action } from '../../../src-shared/domain/action.ts';
import type { ItemPlan } from '../../../src-shared/domain/plan.ts';
import type { AttachmentWrite } from '../../../src-shared/sync/attachment-rules.ts';
import type { CommentWrite } from '../../../src-shared/sync/comment-rules.ts';
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
  comments: 0,
  attachments: 0,
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

  it('can be made stricter, and never looser', () => {
    const held = (deletedThere: number, share: number) =>
      guardPlan([], [totals({ linked: 100, deletedThere })], {
        unseenChanges: [],
        shares: { delete: share, change: 30, create: 50 },
      });
    expect(held(6, 5)).toMatchObject([{ kind: 'mass-delete' }]);
    expect(held(5, 5)).toEqual([]);
    expect(held(11, 90)).toMatchObject([{ kind: 'mass-delete' }]);
  });
});

describe('the brakes on comments (S10)', () => {
  const writes = (kind: CommentWrite['kind'], count: number): readonly CommentWrite[] =>
    Array.from({ length: count }, (_, index) => ({
      ...{ kind, endpoint: 'A', record: 'r1', remoteId: `c${index}`, before: null, text: 'said' },
      comment: {
        ...{ task: 't1', identity: `i${index}`, origin: 'B', originName: 'B', author: 'Ana' },
        ...{ createdAt: '2026-03-01T09:00:00.000Z', text: 'said', isInternal: false },
      },
    }));
  const guard = (all: readonly CommentWrite[], more: Partial<EndpointTotals> = {}, options?: GuardOptions) => {
    const census = createPlanCensus();
    census.takeWrites('comments', all);
    return guardCensus(census, [totals({ comments: 40, ...more })], options);
  };

  it.each([
    ['delete', 4, 'This run would delete 5 of 40 comments in Lists. Nothing was changed anywhere.'],
    ['update', 20, 'This run would change 21 of 40 comments in Lists. Nothing was changed anywhere.'],
    ['create', 50, 'This run would add 51 comments to the 40 in Lists. Nothing was changed anywhere.'],
  ] as const)('let a run %s %i of 40, and hold one more', (kind, most, message) => {
    expect(guard(writes(kind, most))).toEqual([]);
    expect(guard(writes(kind, most + 1))).toMatchObject([{ what: 'comments', count: most + 1, of: 40, message }]);
  });

  it('count them by themselves, and let the first copy be as large as it is', () => {
    const census = createPlanCensus();
    for (const plan of plans('update', 15)) census.take(plan);
    census.takeWrites('comments', writes('update', 15));
    expect(guardCensus(census, [totals({ linked: 10, comments: 10 })])).toEqual([]);
    expect(guard(writes('create', 700), { isEstablished: false })).toEqual([]);
  });

  it('hold even one after settings were changed (S17)', () => {
    const [brake] = guard(writes('create', 1), {}, { unseenChanges: ['links back'] });
    expect(brake?.message).toContain('this run would now change 1 comment. Nothing was changed');
  });
});

describe('the brakes on attachments (S10)', () => {
  const writes = (kind: AttachmentWrite['kind'], count: number) =>
    Array.from({ length: count }, () => ({ kind, endpoint: 'A' }));
  const guard = (all: ReturnType<typeof writes>, more: Partial<EndpointTotals> = {}, options?: GuardOptions) => {
    const census = createPlanCensus();
    census.takeWrites('attachments', all);
    return guardCensus(census, [totals({ attachments: 40, ...more })], options);
  };

  it.each([
    ['delete', 4, 'This run would delete 5 of 40 attachments in Lists. Nothing was changed anywhere.'],
    ['copy', 50, 'This run would add 51 attachments to the 40 in Lists. Nothing was changed anywhere.'],
    ['link', 50, 'This run would add 51 attachments to the 40 in Lists. Nothing was changed anywhere.'],
  ] as const)('let a run %s %i of 40, and hold one more', (kind, most, message) => {
    expect(guard(writes(kind, most))).toEqual([]);
    expect(guard(writes(kind, most + 1))).toMatchObject([{ what: 'attachments', count: most + 1, of: 40, message }]);
  });

  it('count copies and links together, and let the first copy be as large as it is', () => {
    expect(guard([...writes('copy', 26), ...writes('link', 25)])).toMatchObject([{ count: 51 }]);
    expect(guard(writes('copy', 700), { isEstablished: false })).toEqual([]);
  });

  it('are told beside tasks and comments after settings were changed (S17)', () => {
    const census = createPlanCensus();
    for (const plan of plans('update', 2)) census.take(plan);
    census.takeWrites('comments', [{ kind: 'create', endpoint: 'A' }]);
    census.takeWrites('attachments', writes('copy', 3));
    const [brake] = guardCensus(census, [totals({})], { unseenChanges: ['attachments'] });
    expect(brake?.message).toContain('this run would now change 2 tasks, 1 comment and 3 attachments. Nothing');
  });
});

describe('changed settings (S17)', () => {
  const unseenChanges = ['mapping', 'directions'];

  it('hold the first plan that changes anything, even one task', () => {
    const [brake] = guardPlan(plans('update', 1), [totals({})], { unseenChanges });
    expect(brake).toMatchObject({ kind: 'changed-settings', count: 1 });
    expect(brake?.message).toBe(
      'The profile’s mapping and directions are new or were changed, and this run would now change 1 task. Nothing was changed anywhere. Look at the preview, then go on.',
    );
  });

  it('hold what would be changed here, too', () => {
    expect(guardPlan(plans('update', 2, 'here'), [totals({})], { unseenChanges })).toHaveLength(1);
  });

  it('hold nothing where nothing would change', () => {
    expect(guardPlan([...plans('link', 3), ...plans('unlink', 1)], [totals({})], { unseenChanges })).toEqual([]);
  });
});
