import { describe, expect, it } from 'vitest';
import { announceRuns, type Before, noticeOf } from '../../../../src-main/hosts/desktop/run-notices.ts';
import type { RunView } from '../../../../src-shared/api/views.ts';
import { createFakeCore, profileView } from './fake-core.ts';

const well: Before = { state: 'done', conflicts: 0, toldOfTrouble: false };
const problem = {
  task: 't1',
  title: 'Very private',
  endpoint: 'Jira',
  field: 'due',
  code: 'rejected',
  message: 'Jira refuses the due date.',
  since: '2026-03-01T09:00:00.000Z',
  retryAt: null,
};
function run(changes: Partial<RunView> = {}): RunView {
  return {
    run: 'r1',
    profile: 'Work',
    trigger: 'schedule',
    state: 'done',
    startedAt: '2026-03-01T09:00:00.000Z',
    finishedAt: '2026-03-01T09:00:01.000Z',
    endpoints: [],
    tasks: { created: 0, updated: 0, deleted: 0 },
    conflicts: 0,
    problems: [],
    brakes: [],
    pending: 0,
    durationMs: 1000,
    ...changes,
  };
}
const counts = {
  endpoint: 'Jira',
  connector: 'jira',
  observed: 9,
  created: 1,
  updated: 2,
  closed: 1,
  deleted: 1,
  requests: 5,
};

describe('what the system tells of a run', () => {
  it.each([
    ['a scheduled run that went well', run(), well, null],
    ['a run that found the service away', run({ state: 'offline' }), well, null],
    ['a run that the person stopped', run({ state: 'stopped' }), well, null],
    [
      'problems that were there before',
      run({ state: 'problems', problems: [problem] }),
      { ...well, state: 'problems' },
      null,
    ],
    ['conflicts that were there before', run({ conflicts: 2 }), { ...well, conflicts: 2 }, null],
    ['a decision that was made', run({ conflicts: 1 }), { ...well, conflicts: 2 }, null],
    [
      'a first problem',
      run({ state: 'problems', problems: [problem] }),
      well,
      '1 task could not be sent. Open Task Sync to see why.',
    ],
    [
      'a sign-in that ran out',
      run({ state: 'failed', problems: [{ ...problem, code: 'auth-expired' }] }),
      well,
      'Jira needs you to sign in again.',
    ],
    [
      'a brake',
      run({ state: 'held', brakes: ['It would delete 214 tasks.'] }),
      well,
      'Held: It would delete 214 tasks. Nothing was written.',
    ],
    [
      'a failure after problems',
      run({ state: 'failed', problems: [problem] }),
      { ...well, state: 'problems' },
      'Jira refuses the due date.',
    ],
    ['new conflicts', run({ conflicts: 3 }), { ...well, conflicts: 1 }, '3 conflicts to decide.'],
    ['a recovery that was waited for', run(), { ...well, state: 'failed', toldOfTrouble: true }, 'In sync again.'],
    ['a recovery from what nobody was told', run(), { ...well, state: 'failed' }, null],
    [
      'a run from the tray',
      run({ trigger: 'tray', endpoints: [counts] }),
      well,
      'In sync. 1 created, 3 changed, 1 deleted.',
    ],
    ['a run from the tray with nothing to do', run({ trigger: 'tray' }), well, 'In sync. Nothing to change.'],
    [
      'a run from the tray without a network',
      run({ trigger: 'tray', state: 'offline' }),
      well,
      'Offline. What is to be sent waits on this computer.',
    ],
    [
      'a run from the tray with old problems',
      run({ trigger: 'tray', state: 'problems', problems: [problem] }),
      { ...well, state: 'problems' },
      '1 task could not be sent. Open Task Sync to see why.',
    ],
  ] as const)('%s', (_what, ended, before, expected) => {
    expect(noticeOf(ended, before, false)).toBe(expected);
    expect(noticeOf(ended, before, true)).toBeNull();
  });

  it('tells once when it gets worse and once when it is well again, and of each profile by itself', async () => {
    const core = createFakeCore();
    core.answers.set('profiles.list', () => [profileView({ lastRun: run() }), profileView({ name: 'Home' })]);
    const told: string[] = [];
    await announceRuns({
      api: core.api,
      isInSight: () => false,
      notifier: { notify: ({ tag, title, body }) => told.push(`${tag} | ${title} | ${body}`) },
    });
    const finished = (changes: Partial<RunView>): void => core.announce({ kind: 'run-finished', run: run(changes) });
    finished({ state: 'problems', problems: [problem] });
    finished({ state: 'problems', problems: [problem, problem] });
    finished({ profile: 'Home' });
    finished({});
    finished({});
    expect(told).toEqual([
      'run-Work | Work | 1 task could not be sent. Open Task Sync to see why.',
      'run-Work | Work | In sync again.',
    ]);
    expect(told.join()).not.toContain(problem.title);
  });

  it('does not repeat at the start what was wrong before', async () => {
    const core = createFakeCore();
    core.answers.set('profiles.list', () => [profileView({ lastRun: run({ state: 'failed' }), conflicts: 2 })]);
    const told: string[] = [];
    await announceRuns({ api: core.api, isInSight: () => false, notifier: { notify: ({ body }) => told.push(body) } });
    core.announce({ kind: 'run-finished', run: run({ state: 'failed', conflicts: 2, problems: [problem] }) });
    expect(told).toEqual([]);
  });
});
