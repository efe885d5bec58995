import type { Run } from '../../src-shared/domain/run.ts';

export interface Notice {
  /** One for each profile: a later notice replaces the earlier. */
  readonly tag: string;
  readonly title: string;
  readonly body: string;
}

/**
 * What a person is told of a run that nobody watches, or null: the bot is quiet (ux.md 2.13). Only a change for the worse is
 * worth a word; a success, the same trouble again, and runs that a person started are not. No task text.
 * @param before the profile's run before this one
 */
export function noticeOf(run: Run, before: Run | null, profileName: string): Notice | null {
  if (run.trigger === 'you') return null;
  const body = bodyOf(run, before);
  return body === null ? null : { tag: `run ${run.profile}`, title: profileName, body };
}

function bodyOf(run: Run, before: Run | null): string | null {
  const isNew = before?.state !== run.state;
  if (run.state === 'held' && isNew) return `Held: ${run.brakes[0]?.message ?? 'it would delete unusually much.'}`;
  const signIn = signInNeeded(run);
  if (signIn !== undefined && signInNeeded(before) === undefined) return `${signIn} needs you to sign in again.`;
  if (run.state === 'failed' && isNew) return run.problems[0]?.message ?? 'It could not be synced.';
  const news = run.conflicts - (before?.conflicts ?? 0);
  if (news > 0) return `${news} new conflict${news === 1 ? ' needs' : 's need'} a decision.`;
  const pairs = (run.matches ?? 0) - (before?.matches ?? 0);
  if (pairs > 0) return `${pairs} new pair${pairs === 1 ? '' : 's'} of tasks may be the same. Say whether they are.`;
  const worse = run.problems.length - (before?.problems.length ?? 0);
  if (run.state === 'problems' && isNew && worse > 0) {
    return `${worse} task${worse === 1 ? '' : 's'} could not be sent. Open Task Sync to see why.`;
  }
  return null;
}

function signInNeeded(run: Run | null): string | undefined {
  return run?.problems.find((problem) => problem.task === null && problem.code === 'auth-expired')?.endpointName;
}
