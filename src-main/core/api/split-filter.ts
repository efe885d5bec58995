import { allOf, conjuncts, type Filter, leavesOf, type Test } from '../../../src-shared/filter/filter.ts';
import { wordsOf } from '../../../src-shared/filter/fold.ts';
import type { FilterContext } from '../../../src-shared/filter/match-filter.ts';
import type { TaskQuery } from '../store/store.ts';
import type { TaskCondition } from '../store/task-condition.ts';
import { conditionOf } from './condition-of.ts';

export interface SplitFilter {
  /** What the store can answer exactly. */
  readonly query: TaskQuery;
  /** The only profile that can be meant. */
  readonly profileName: string | null;
  /** What is left. */
  readonly rest: Filter;
}

export function splitFilter(filter: Filter, context: FilterContext): SplitFilter {
  const rest: Filter[] = [];
  const where: TaskCondition[] = [];
  let query: TaskQuery = {};
  let profileName: string | null = null;
  for (const part of conjuncts(filter)) {
    const name = profileIn(part);
    const known = asQuery(part, query);
    const condition = known === null ? conditionOf(part, context) : null;
    if (name !== null && profileName === null) profileName = name;
    else if (known !== null) query = { ...query, ...known };
    else if (condition !== null) where.push(condition);
    else rest.push(part);
  }
  if (where.length > 0) query = { ...query, where: { kind: 'and', of: where } };
  const isAboutBin = leavesOf(allOf(rest)).some((leaf) => leaf.kind === 'state' && leaf.state === 'deleted');
  if (isAboutBin && query.deleted === undefined) query = { ...query, deleted: 'both' };
  return { query, profileName, rest: allOf(rest) };
}

function profileIn(filter: Filter): string | null {
  if (filter.kind !== 'field' || filter.field !== 'profile' || filter.tests.length > 1) return null;
  return filter.tests.flatMap(textOf)[0] ?? null;
}

/** Null: it is no simple question, or one like it has been asked already. */
function asQuery(filter: Filter, so: TaskQuery): TaskQuery | null {
  switch (filter.kind) {
    case 'words':
      return wordsOf(filter.text).length > 0 ? { words: [...(so.words ?? []), filter.text] } : null;
    case 'state':
      if (filter.state === 'deleted') return { deleted: true };
      return so.is === undefined || so.is === filter.state ? { is: filter.state } : null;
    case 'field':
      return fieldQuery(filter.field, filter.tests, so);
    default:
      return null;
  }
}

function fieldQuery(field: string, tests: readonly Test[], so: TaskQuery): TaskQuery | null {
  const texts = tests.flatMap(textOf);
  if (texts.length < tests.length) return null;
  if (field === 'status') return so.status === undefined ? { status: texts } : null;
  const [only] = texts;
  if (only === undefined || texts.length > 1) return null;
  if (field === 'labels') return so.label === undefined ? { label: only } : null;
  if (field === 'assignees') return so.assignee === undefined ? { assignee: only } : null;
  return null;
}

function textOf(test: Test): readonly string[] {
  return test.kind === 'is' && test.value.kind === 'text' ? [test.value.text] : [];
}
