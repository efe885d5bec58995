import { describe, expect, it } from 'vitest';
import { noticeOf } from '../../../src-main/core/notify-run.ts';
import type { Problem, Run } from '../../../src-shared/domain/run.ts';

const run = (more: Partial<Run>): Run => ({
  id: 'r',
  profile: 'p',
  trigger: 'schedule',
  state: 'done',
  startedAt: '2026-03-01T09:00:00.000Z',
  finishedAt: '2026-03-01T09:00:01.000Z',
  endpoints: [],
  tasks: { created: 0, updated: 0, deleted: 0 },
  conflicts: 0,
  pending: 0,
  problems: [],
  brakes: [],
  durationMs: 1000,
  ...more,
});
const problem = (more: Partial<Problem>): Problem => ({
  profile: 'p',
  task: null,
  title: null,
  endpoint: 'A',
  endpointName: 'Redmine',
  remoteId: null,
  field: null,
  code: 'auth-expired',
  message: 'Redmine did not accept the key.',
  since: '2026-03-01T09:00:00.000Z',
  retryAt: null,
  ...more,
});
const held = run({
  state: 'held',
  brakes: [{ kind: 'emptied-side', endpoint: 'A', count: 9, of: 9, message: 'Redmine is empty now.' }],
});
const signedOut = run({ state: 'failed', problems: [problem({})] });

describe('what the bot says of a run', () => {
  it.each([
    { story: 'nothing of a success', now: run({}), before: null, says: undefined },
    { story: 'a brake, once', now: held, before: run({}), says: 'Held: Redmine is empty now.' },
    { story: 'nothing while it stays held', now: held, before: held, says: undefined },
    { story: 'a sign-in, once', now: signedOut, before: run({}), says: 'Redmine needs you to sign in again.' },
    { story: 'nothing while it stays signed out', now: signedOut, before: signedOut, says: undefined },
    {
      story: 'how many conflicts are new',
      now: run({ conflicts: 3 }),
      before: run({ conflicts: 1 }),
      says: '2 new conflicts need a decision.',
    },
    {
      story: 'how many pairs wait for an answer',
      now: run({ matches: 1 }),
      before: run({}),
      says: '1 new pair of tasks may be the same. Say whether they are.',
    },
    { story: 'nothing when a service is away', now: run({ state: 'offline' }), before: run({}), says: undefined },
    {
      story: 'nothing of what a person started',
      now: { ...held, trigger: 'you' as const },
      before: run({}),
      says: undefined,
    },
    {
      story: 'problems, without the title of any task',
      now: run({ state: 'problems', problems: [problem({ task: 't', title: 'secret plan', code: 'rejected' })] }),
      before: run({}),
      says: '1 task could not be sent. Open Task Sync to see why.',
    },
  ])('$story', ({ now, before, says }) => {
    expect(noticeOf(now, before, 'Work')?.body).toBe(says);
  });
});
