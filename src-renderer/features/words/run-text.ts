import type { RunView } from '../../../src-shared/api/views.ts';
import type { Progress } from '../../../src-shared/domain/run.ts';
import { countText, plural } from './field-text.ts';
import { runWords } from './state-words.ts';
import { clockText } from './time-text.ts';

export interface RunCounts {
  readonly created: number;
  readonly updated: number;
  readonly deleted: number;
}

/**
 * How much a run did. What travels from one service over this device to another is written twice but happened once, so
 * the greater of both counts. Closing is a change.
 */
export function countsOf(run: RunView): RunCounts {
  const sum = (pick: (endpoint: RunView['endpoints'][number]) => number) =>
    run.endpoints.reduce((total, endpoint) => total + pick(endpoint), 0);
  return {
    created: Math.max(
      run.tasks.created,
      sum((endpoint) => endpoint.created),
    ),
    updated: Math.max(
      run.tasks.updated,
      sum((endpoint) => endpoint.updated + endpoint.closed),
    ),
    deleted: Math.max(
      run.tasks.deleted,
      sum((endpoint) => endpoint.deleted),
    ),
  };
}

/** "Done with 3 problems: 12 created, 18 changed." */
export function runSentence(run: RunView): string {
  const { created, updated, deleted } = countsOf(run);
  const parts = [
    created > 0 && `${countText(created)} created`,
    updated > 0 && `${countText(updated)} changed`,
    deleted > 0 && `${countText(deleted)} deleted`,
  ].filter(Boolean);
  const end = parts.length > 0 ? parts.join(', ') : 'nothing to change';
  const open = run.conflicts > 0 ? ` ${plural(run.conflicts, 'conflict')} to decide.` : '';
  const pairs = run.matches > 0 ? ` ${plural(run.matches, 'pair')} that may be the same task.` : '';
  if (run.state === 'held') return `Held: ${run.brakes.join(' ')} Nothing was written.`;
  if (run.state === 'problems') return `Done with ${plural(run.problems.length, 'problem')}: ${end}.${open}${pairs}`;
  return `${runWords[run.state].label}: ${end}.${open}${pairs}`;
}

const phases: Readonly<Record<Progress['phase'], string>> = {
  read: 'Reading',
  compare: 'Comparing',
  write: 'Writing',
  check: 'Checking',
};

/** "Writing to Jira, 120 of 400". */
export function progressText({ phase, endpoint, done, total, waitingUntil }: Progress): string {
  if (waitingUntil) return `${endpoint ?? 'The service'} asked to wait, goes on at ${clockText(waitingUntil)}`;
  const place = endpoint ? `${phase === 'write' ? ' to' : ''} ${endpoint}` : '';
  const count =
    total === null ? (done > 0 ? `, ${countText(done)}` : '') : `, ${countText(done)} of ${countText(total)}`;
  return `${phases[phase]}${place}${count}`;
}
