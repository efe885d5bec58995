import { describe, expect, it } from 'vitest';
import { changesOf, runText } from '../../../../src-main/hosts/cli/text/run-text.ts';
import type { RunView } from '../../../../src-shared/api/views.ts';
import { stoppedRun } from '../../../contract/small-api.ts';

const counts = { observed: 0, created: 0, updated: 0, closed: 0, deleted: 0, requests: 1 };
const run = (changes: Partial<RunView> = {}): RunView => ({ ...stoppedRun('Web team'), state: 'done', ...changes });

describe('how a run is told', () => {
  it('in one line when there was nothing to do', () => {
    expect(runText(run())).toBe('Web team: in sync · nothing had changed · 1.0 s');
  });

  it('with what changed where', () => {
    const changed = run({
      tasks: { created: 3, updated: 0, deleted: 0 },
      endpoints: [
        { endpoint: 'gh', connector: 'github', ...counts, created: 2, closed: 1 },
        { endpoint: 'jira', connector: 'jira', ...counts },
      ],
    });
    expect(runText(changed)).toBe('Web team: in sync · 1.0 s\n  here  3 created\n  gh    2 created, 1 closed');
    expect(changesOf(changed).map(([place]) => place)).toEqual(['here', 'gh']);
  });

  it('with the way on when a brake held it or a conflict waits', () => {
    const held = runText(run({ state: 'held', brakes: ['left is empty now.'] }));
    expect(held).toContain('left is empty now.');
    expect(held).toContain('tasksync plan "Web team"');
    expect(held).toContain('--accept-brakes');
    expect(runText(run({ conflicts: 1 }))).toContain('1 conflict to decide');
    expect(runText(run({ conflicts: 2 }))).toContain('tasksync conflicts list');
  });

  it('with the first problems, safe to print, and the count of the others', () => {
    const problems = Array.from({ length: 12 }, (_, index) => ({
      task: 't',
      title: `Task ${index}\u001b[2J`,
      endpoint: 'gh',
      field: null,
      code: 'rejected',
      message: 'gh refused it.',
      since: '',
      retryAt: null,
    }));
    const text = runText(run({ state: 'problems', problems }));
    expect(text).toContain('done with 12 problems');
    expect(text).toContain('  ! gh "Task 0<U+001B>[2J": gh refused it.');
    expect(text).toContain('and 2 more problems: tasksync runs show r1');
    expect(text.match(/refused/g)).toHaveLength(10);
  });
});
