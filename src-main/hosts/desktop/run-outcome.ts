import type { RunView } from '../../../src-shared/api/views.ts';

/** How a run ended, for a message of the system: counts and names of services, no task text. */
export function outcomeOf(run: RunView): string {
  const signIn = run.problems.find((problem) => problem.code === 'auth-expired');
  if (signIn) return `${signIn.endpoint} needs you to sign in again.`;
  switch (run.state) {
    case 'held':
      return `Held: ${run.brakes.join(' ')} Nothing was written.`;
    case 'failed':
      return run.problems[0]?.message ?? 'It could not be synced.';
    case 'offline':
      return 'Offline. What is to be sent waits on this computer.';
    case 'stopped':
      return 'Stopped.';
    default:
      return [changesOf(run), openOf(run)].filter(Boolean).join(' ');
  }
}

function changesOf(run: RunView): string {
  const total = (pick: 'created' | 'updated' | 'closed' | 'deleted'): number =>
    run.endpoints.reduce((sum, endpoint) => sum + endpoint[pick], 0);
  const parts = [
    [run.tasks.created + total('created'), 'created'],
    [run.tasks.updated + total('updated') + total('closed'), 'changed'],
    [run.tasks.deleted + total('deleted'), 'deleted'],
  ] as const;
  const told = parts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  return told.length === 0 ? 'Nothing to change.' : `${told.join(', ')}.`;
}

function openOf({ conflicts, matches, problems }: RunView): string {
  const parts = [
    problems.length > 0 && `${plural(problems.length, 'task')} could not be sent.`,
    conflicts > 0 && `${plural(conflicts, 'conflict')} to decide.`,
    matches > 0 && `${plural(matches, 'pair')} that may be the same task.`,
  ];
  return parts.filter(Boolean).join(' ');
}

function plural(count: number, word: string): string {
  return count === 1 ? `1 ${word}` : `${count} ${word}s`;
}
