import { describe, expect, it } from 'vitest';
import { desktopWords } from '../../../../src-main/hosts/desktop/desktop-words.ts';
import { isToBeTold } from '../../../../src-main/hosts/desktop/run-end.ts';
import { outcomeOf } from '../../../../src-main/hosts/desktop/run-outcome.ts';
import { runView } from './fake-core.ts';

const english = desktopWords('en', []);

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
const jira = {
  endpoint: 'Jira',
  connector: 'jira',
  observed: 9,
  created: 1,
  updated: 2,
  closed: 1,
  deleted: 1,
  requests: 5,
};

describe('how a run ended', () => {
  it.each([
    [runView(), 'Nothing to change.'],
    [runView({ endpoints: [jira], tasks: { created: 2, updated: 0, deleted: 0 } }), '3 created, 3 changed, 1 deleted.'],
    [runView({ conflicts: 2 }), 'Nothing to change. 2 conflicts to decide.'],
    [
      runView({ state: 'problems', problems: [problem], endpoints: [jira], conflicts: 1 }),
      '1 created, 3 changed, 1 deleted. 1 task could not be sent. 1 conflict to decide.',
    ],
    [runView({ state: 'failed', problems: [problem] }), 'Jira refuses the due date.'],
    [runView({ state: 'failed' }), 'It could not be synced.'],
    [
      runView({ state: 'failed', problems: [{ ...problem, code: 'auth-expired' }] }),
      'Jira needs you to sign in again.',
    ],
    [
      runView({ state: 'held', brakes: ['It would delete 214 tasks.'] }),
      'Held: It would delete 214 tasks. Nothing was written.',
    ],
    [runView({ state: 'offline' }), 'Offline. What is to be sent waits on this computer.'],
    [runView({ state: 'stopped' }), 'Stopped.'],
  ])('case %#', (run, sentence) => {
    expect(outcomeOf(run, english)).toBe(sentence);
    expect(outcomeOf(run, english)).not.toContain(problem.title);
  });
});

describe('the end of a long run', () => {
  it.each([
    { trigger: 'you', durationMs: 61_000, isSeen: false, told: true },
    { trigger: 'you', durationMs: 61_000, isSeen: true, told: false },
    { trigger: 'you', durationMs: 60_000, isSeen: false, told: false },
    { trigger: 'schedule', durationMs: 61_000, isSeen: false, told: false },
    { trigger: 'tray', durationMs: 61_000, isSeen: false, told: false },
  ] as const)('$trigger after $durationMs ms, window seen: $isSeen', ({ isSeen, told, ...run }) => {
    expect(isToBeTold(run, isSeen)).toBe(told);
  });
});
