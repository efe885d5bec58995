import { expect, test } from 'vitest';
import { planCounts, planRows, usedKinds } from '../../../src-renderer/features/preview/plan-rows.ts';
import type { PlanView } from '../../../src-shared/api/views.ts';

const action = (kind: PlanView['actions'][number]['kind'], endpoint: string): PlanView['actions'][number] => ({
  kind,
  task: 't1',
  title: 'Paint the fence',
  endpoint,
  fields: [],
});

const plan: PlanView = {
  profile: 'Both',
  hash: 'plan',
  at: '2026-03-01T09:00:00.000Z',
  tasks: [],
  equal: 0,
  failures: [],
  actions: [action('update', 'here'), action('create', 'Work'), action('update', 'Home'), action('create', 'Home')],
  conflicts: [],
  matches: [],
  refusals: [
    { task: null, title: null, endpoint: 'Home', field: null, reason: 'read-only', message: 'Home is read-only.' },
  ],
  brakes: [],
  requestsEstimated: 3,
};

test('every entry of the plan is shown once, under the heading of its kind', () => {
  expect(planRows(plan, 'all').map((row) => (row.kind === 'heading' ? row.text : row.kind))).toEqual([
    'Create · 2 entries',
    'action',
    'action',
    'Update · 2 entries',
    'action',
    'action',
    'Cannot be done · 1 entry',
    'refusal',
  ]);
});

test('one kind can be looked at alone', () => {
  expect(planRows(plan, 'create')).toHaveLength(3);
  expect(planRows(plan, 'delete')).toEqual([]);
});

test('keys stay the same when the list is narrowed, so that an opened entry stays open', () => {
  const ids = planRows(plan, 'all').map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { id } of planRows(plan, 'update')) expect(ids).toContain(id);
});

test('counts are by place, this device last', () => {
  expect(planCounts(plan).map(({ place, counts }) => [place, counts.create, counts.update])).toEqual([
    ['Home', 1, 1],
    ['Work', 1, 0],
    ['here', 0, 1],
  ]);
  expect(usedKinds(plan)).toEqual(['create', 'update']);
});
