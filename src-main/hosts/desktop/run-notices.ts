import type { Api } from '../../../src-shared/api/contract.ts';
import type { RunView } from '../../../src-shared/api/views.ts';
import type { RunState } from '../../../src-shared/domain/run.ts';
import type { Notifier } from '../../../src-shared/ports/ports.ts';

/** What is known of a profile when one of its runs ends. */
export interface Before {
  readonly state: RunState;
  readonly conflicts: number;
  /** The person was told that it went wrong, and not yet that it is well again. */
  readonly toldOfTrouble: boolean;
}

/** How bad it is. Offline and stopped are nobody's trouble: what waits is safe and goes out later. */
const badness: Readonly<Record<RunState, number>> = {
  running: 0,
  done: 0,
  offline: 0,
  stopped: 0,
  problems: 1,
  failed: 2,
  held: 2,
};

/**
 * The message of the system for a run that ended, or null (ux.md 2.13): once when a profile gets worse, once when it is
 * well again after that, and always when the person pressed *Sync now* in the tray. Counts and names only, no task text.
 * @param inSight the window is before the person, which shows all this already
 */
export function noticeOf(run: RunView, before: Before, inSight: boolean): string | null {
  if (inSight) return null;
  if (badness[run.state] > badness[before.state]) return troubleOf(run);
  if (run.conflicts > before.conflicts) return `${plural(run.conflicts, 'conflict')} to decide.`;
  if (run.trigger === 'tray') return badness[run.state] > 0 ? troubleOf(run) : resultOf(run);
  return before.toldOfTrouble && run.state === 'done' ? 'In sync again.' : null;
}

function troubleOf(run: RunView): string {
  const signIn = run.problems.find((problem) => problem.code === 'auth-expired');
  if (signIn) return `${signIn.endpoint} needs you to sign in again.`;
  if (run.state === 'held') return `Held: ${run.brakes.join(' ')} Nothing was written.`;
  if (run.state === 'failed') return run.problems[0]?.message ?? 'The run could not be done.';
  return `${plural(run.problems.length, 'task')} could not be sent. Open Task Sync to see why.`;
}

function resultOf(run: RunView): string {
  if (run.state === 'offline') return 'Offline. What is to be sent waits on this computer.';
  if (run.state === 'stopped') return 'Stopped.';
  const total = (pick: 'created' | 'updated' | 'closed' | 'deleted'): number =>
    run.endpoints.reduce((sum, endpoint) => sum + endpoint[pick], 0);
  const parts = [
    [run.tasks.created + total('created'), 'created'],
    [run.tasks.updated + total('updated') + total('closed'), 'changed'],
    [run.tasks.deleted + total('deleted'), 'deleted'],
  ] as const;
  const told = parts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  return told.length === 0 ? 'In sync. Nothing to change.' : `In sync. ${told.join(', ')}.`;
}

function plural(count: number, word: string): string {
  return count === 1 ? `1 ${word}` : `${count} ${word}s`;
}

export interface RunNoticesOptions {
  readonly api: Api;
  readonly notifier: Notifier;
  readonly isInSight: () => boolean;
}

/** Tells of runs from now on. What was wrong before the start is not told again. */
export async function announceRuns({ api, notifier, isInSight }: RunNoticesOptions): Promise<void> {
  const known = new Map<string, Before>();
  for (const { name, lastRun, conflicts } of await api.call('profiles.list', {})) {
    known.set(name, { state: lastRun?.state ?? 'done', conflicts, toldOfTrouble: false });
  }
  api.subscribe((event) => {
    if (event.kind !== 'run-finished') return;
    const { run } = event;
    const before = known.get(run.profile) ?? { state: 'done', conflicts: 0, toldOfTrouble: false };
    const body = noticeOf(run, before, isInSight());
    const isTrouble = badness[run.state] > 0;
    known.set(run.profile, {
      state: run.state,
      conflicts: run.conflicts,
      toldOfTrouble: isTrouble && (before.toldOfTrouble || body !== null),
    });
    if (body !== null) notifier.notify({ tag: `run-${run.profile}`, title: run.profile, body });
  });
}
