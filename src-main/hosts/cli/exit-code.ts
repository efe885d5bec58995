import type { RunView } from '../../../src-shared/api/views.ts';
import type { ErrorCode } from '../../../src-shared/errors.ts';

/** What a calling program may rely on; docs/command-line.md says it to people. */
export const exitCodes = {
  done: 0,
  /** Done, with problems on some tasks. */
  problems: 1,
  /** Wrong usage: unknown commands, options and names, unreadable files. Nothing was done. */
  usage: 2,
  /** Waits for a decision: open conflicts, pairs that may be the same task, or a brake. */
  decision: 3,
  /** Somebody has to sign in, or to unlock the secrets. */
  signIn: 4,
  /** A service, or this data, cannot be reached now; later may be better. */
  unreachable: 5,
  bug: 70,
  /** 128 + SIGINT, as shells expect it of a program that was stopped. */
  stopped: 130,
} as const;

const byError: Readonly<Record<ErrorCode, number>> = {
  'not-found': exitCodes.usage,
  'already-exists': exitCodes.usage,
  'invalid-input': exitCodes.usage,
  unsupported: exitCodes.usage,
  rejected: exitCodes.problems,
  'conflict-unresolved': exitCodes.decision,
  held: exitCodes.decision,
  'auth-expired': exitCodes.signIn,
  forbidden: exitCodes.signIn,
  'no-keychain': exitCodes.signIn,
  'stale-version': exitCodes.unreachable,
  'rate-limited': exitCodes.unreachable,
  unavailable: exitCodes.unreachable,
  'invalid-response': exitCodes.unreachable,
  locked: exitCodes.unreachable,
  cancelled: exitCodes.stopped,
  bug: exitCodes.bug,
};

export function exitCodeOfError(code: ErrorCode): number {
  return byError[code];
}

export function exitCodeOfRun(run: Pick<RunView, 'state' | 'problems' | 'conflicts' | 'matches'>): number {
  switch (run.state) {
    case 'held':
      return exitCodes.decision;
    case 'offline':
      return exitCodes.unreachable;
    case 'stopped':
      return exitCodes.stopped;
    case 'failed':
      return gravest([exitCodes.problems, ...run.problems.map(codeOfEndpoint)]);
    case 'problems':
      return gravest([exitCodes.problems, exitCodeOfDecisions(run), ...run.problems.map(codeOfEndpointProblem)]);
    case 'done':
    case 'running':
      return exitCodeOfDecisions(run);
  }
}

function exitCodeOfDecisions({ conflicts, matches }: Pick<RunView, 'conflicts' | 'matches'>): number {
  return conflicts + matches > 0 ? exitCodes.decision : exitCodes.done;
}

function codeOfProblem(code: string): number {
  return (byError as Readonly<Record<string, number>>)[code] ?? exitCodes.problems;
}

function codeOfEndpoint({ task, code }: RunView['problems'][number]): number {
  return task === null ? codeOfProblem(code) : exitCodes.problems;
}

/** A whole endpoint that could not be used counts for more than a task: the others went on, but somebody has to know. */
function codeOfEndpointProblem({ task, code }: RunView['problems'][number]): number {
  const graver = ['auth-expired', 'no-keychain', 'unavailable'];
  return task === null && graver.includes(code) ? codeOfProblem(code) : exitCodes.problems;
}

/** Of several: the highest number, which is the order of gravity. */
export function gravest(codes: readonly number[]): number {
  return Math.max(exitCodes.done, ...codes);
}
