import { describe, expect, it } from 'vitest';
import { answerAll, newestOf, questionsOf } from '../../../src-renderer/features/conflicts/questions.ts';
import type { ConflictView } from '../../../src-shared/api/views.ts';

const side = (name: string, at: string | null) => ({ side: name, value: name, by: null, at });
function conflict(id: string, field: string, sides: ConflictView['sides'], kind: ConflictView['kind'] = 'field') {
  return {
    id,
    profile: 'Web',
    task: 't1',
    title: 'Task',
    kind,
    field,
    before: null,
    sides,
    since: '2026-03-01T10:00:00Z',
  };
}
const [early, late] = ['2026-03-01T09:00:00Z', '2026-03-01T09:30:00Z'];
const conflicts = [
  conflict('1', 'due', [side('GitHub', late), side('Jira', early)]),
  conflict('2', 'status', [side('Jira', late), side('GitHub', early)]),
  conflict('3', 'task', [side('Jira', null), side('GitHub', null)], 'deletion'),
];
const questions = questionsOf(conflicts, new Map([['Web', ['Jira', 'GitHub']]]));

describe('questions', () => {
  it('join the fields of a task, with the sides where the profile has them', () => {
    expect(questions.map((question) => question.conflicts.map(({ field }) => field))).toEqual([
      ['due', 'status'],
      ['task'],
    ]);
    expect(questions[0]?.conflicts.map(({ left, right }) => [left.side, right.side])).toEqual([
      ['Jira', 'GitHub'],
      ['Jira', 'GitHub'],
    ]);
    expect(questions[0]?.left.at).toBe(late);
  });

  it('are called what both sides called the task before they disagreed about that', () => {
    const renamed = { ...conflict('4', 'title', [side('Jira', late), side('GitHub', early)]), before: 'Both' };
    expect(questionsOf([renamed], new Map()).map(({ title }) => title)).toEqual(['Both']);
    expect(questions.map(({ title }) => title)).toEqual(['Task', 'Task']);
  });

  it('know which value is newer, or that nobody does', () => {
    const pairs = questions.flatMap((question) => question.conflicts);
    expect(pairs.map((pair) => newestOf(pair)?.side ?? null)).toEqual(['GitHub', 'Jira', null]);
  });

  it('can be answered alike, deletions excepted', () => {
    const pairs = questions.flatMap((question) => question.conflicts);
    expect(answerAll(pairs, 'newest')).toEqual({ '1': { use: 'GitHub' }, '2': { use: 'Jira' } });
    expect(answerAll(pairs, { side: 'Jira' })).toEqual({ '1': { use: 'Jira' }, '2': { use: 'Jira' } });
  });
});
