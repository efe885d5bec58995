import { expect, test } from 'vitest';
import {
  fieldsOf,
  kindCounts,
  planCounts,
  planRows,
  type ShownPlan,
  taskRows,
  usedKinds,
  wholePlan,
} from '../../../src-renderer/features/preview/plan-rows.ts';
import type { PlanView } from '../../../src-shared/api/views.ts';

type Action = PlanView['actions'][number];

const action = (task: string, kind: Action['kind'], endpoint: string, ...fields: string[]): Action => ({
  ...{ kind, task, title: `Paint fence ${task}`, endpoint },
  fields: fields.map((field) => ({ field, before: null, after: 'x' })),
});

const plan: ShownPlan = {
  actions: [
    action('t1', 'update', 'here', 'title'),
    action('t1', 'update', 'Home', 'title'),
    action('t2', 'create', 'here', 'title', 'due'),
    action('t2', 'create', 'Work', 'title', 'due'),
    action('t3', 'delete', 'here'),
    action('t3', 'close', 'Home', 'status'),
  ],
  conflicts: [],
  refusals: [
    { task: null, title: null, endpoint: 'Home', field: null, reason: 'read-only', message: 'Home is read-only.' },
  ],
};

test('a task is one line, under the heading of the gravest that happens to it at a service', () => {
  expect(planRows(plan, wholePlan).map((row) => (row.kind === 'heading' ? row.text : row.kind))).toEqual([
    'Create · 1 entry',
    'task',
    'Update · 1 entry',
    'task',
    'Close · 1 entry',
    'task',
    'Cannot be done · 1 entry',
    'refusal',
  ]);
  expect(taskRows(plan).map(({ actions }) => actions.length)).toEqual([2, 2, 2]);
});

test('one kind, one field, or some words can be looked at alone', () => {
  expect(planRows(plan, { ...wholePlan, kind: 'create' })).toHaveLength(2);
  expect(planRows(plan, { ...wholePlan, kind: 'delete' })).toEqual([]);
  expect(planRows(plan, { ...wholePlan, field: 'due' })).toHaveLength(2);
  expect(planRows(plan, { ...wholePlan, words: 'FENCE T2' })).toHaveLength(2);
  expect(fieldsOf(plan)).toEqual(['due', 'status', 'title']);
});

test('keys stay the same when the list is narrowed, so that an opened entry stays open', () => {
  const ids = planRows(plan, wholePlan).map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { id } of planRows(plan, { ...wholePlan, kind: 'update' })) expect(ids).toContain(id);
});

test('counts are by place, this device last', () => {
  expect(planCounts(plan).map(({ place, counts }) => [place, counts.create, counts.update])).toEqual([
    ['Home', 0, 1],
    ['Work', 1, 0],
    ['here', 1, 1],
  ]);
  expect(usedKinds(plan)).toEqual(['create', 'update', 'close', 'delete']);
  expect(kindCounts(plan).map(({ kind, count }) => `${kind} ${count}`)).toEqual([
    'create 1',
    'update 1',
    'close 1',
    'refusal 1',
  ]);
});
