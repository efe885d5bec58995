import type { RunView } from '../../../src-shared/api/views.ts';
import { countsOf } from '../words/run-text.ts';

/** Runs of one profile, one after the other and on one day, that ended alike. */
export interface ActivityGroup {
  readonly profile: string;
  readonly state: RunView['state'];
  /** The newest. */
  readonly run: string;
  readonly at: string;
  readonly runs: number;
  readonly created: number;
  readonly updated: number;
  readonly deleted: number;
}

/** @param runs newest first */
export function groupActivity(runs: readonly RunView[]): readonly ActivityGroup[] {
  const groups: ActivityGroup[] = [];
  for (const run of runs) {
    const counts = countsOf(run);
    const last = groups.at(-1);
    if (last && last.profile === run.profile && last.state === run.state && isSameDay(last.at, run.startedAt)) {
      groups[groups.length - 1] = {
        ...last,
        runs: last.runs + 1,
        created: last.created + counts.created,
        updated: last.updated + counts.updated,
        deleted: last.deleted + counts.deleted,
      };
    } else {
      groups.push({ profile: run.profile, state: run.state, run: run.run, at: run.startedAt, runs: 1, ...counts });
    }
  }
  return groups;
}

function isSameDay(one: string, other: string): boolean {
  return new Date(one).toDateString() === new Date(other).toDateString();
}
