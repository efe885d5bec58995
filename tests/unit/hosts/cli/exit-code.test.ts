import { describe, expect, it } from 'vitest';
import { exitCodeOfError, exitCodeOfRun, gravest } from '../../../../src-main/hosts/cli/exit-code.ts';
import type { RunView } from '../../../../src-shared/api/views.ts';
import type { RunState } from '../../../../src-shared/domain/run.ts';
import { errorCodes } from '../../../../src-shared/errors.ts';

const problem = (code: string, task: string | null = null): RunView['problems'][number] => ({
  task,
  title: null,
  endpoint: 'gh',
  field: null,
  code,
  message: '',
  since: '',
  retryAt: null,
});
const codeOf = (state: RunState, problems: RunView['problems'] = [], conflicts = 0, matches = 0): number =>
  exitCodeOfRun({ state, problems, conflicts, matches });

describe('the exit code', () => {
  it('of a run says how it ended', () => {
    expect(codeOf('done')).toBe(0);
    expect(codeOf('problems', [problem('rejected', 't1')])).toBe(1);
    expect(codeOf('held')).toBe(3);
    expect(codeOf('offline', [problem('unavailable')])).toBe(5);
    expect(codeOf('stopped')).toBe(130);
  });

  it('of a run with open conflicts says that somebody has to decide', () => {
    expect(codeOf('done', [], 1)).toBe(3);
    expect(codeOf('done', [], 0, 1)).toBe(3);
    expect(codeOf('problems', [problem('rejected', 't1')], 1)).toBe(3);
  });

  it('of a run that failed says why', () => {
    expect(codeOf('failed', [problem('auth-expired')])).toBe(4);
    expect(codeOf('failed', [problem('no-keychain')])).toBe(4);
    expect(codeOf('failed', [problem('invalid-response')])).toBe(5);
    expect(codeOf('failed', [problem('not-found')])).toBe(2);
    expect(codeOf('failed', [problem('auth-expired'), problem('unavailable')])).toBe(5);
    expect(codeOf('failed')).toBe(1);
  });

  it('of a run in which one endpoint of several was away says that, but one odd task does not', () => {
    expect(codeOf('problems', [problem('unavailable')])).toBe(5);
    expect(codeOf('problems', [problem('auth-expired')])).toBe(4);
    expect(codeOf('problems', [problem('unavailable', 't1')])).toBe(1);
    expect(codeOf('problems', [problem('invalid-response')])).toBe(1);
  });

  it('of several profiles is the highest', () => {
    expect(gravest([])).toBe(0);
    expect(gravest([0, 4, 3, 1])).toBe(4);
  });

  it('of every error is one of those that are documented', () => {
    for (const code of errorCodes) expect([1, 2, 3, 4, 5, 70, 130]).toContain(exitCodeOfError(code));
    expect(exitCodeOfError('locked')).toBe(5);
    expect(exitCodeOfError('bug')).toBe(70);
  });
});
