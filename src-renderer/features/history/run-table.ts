import type { RunView } from '../../../src-shared/api/views.ts';
import type { DataTable } from '../../../src-shared/csv.ts';
import { countsOf } from '../words/run-text.ts';

/** Column names are the API's own, so that a program can rely on them in every language. */
export function runTable(runs: readonly RunView[]): DataTable {
  return {
    columns: [
      ...['run', 'profile', 'trigger', 'state', 'startedAt', 'finishedAt', 'durationMs'],
      ...['created', 'updated', 'deleted', 'conflicts', 'problems', 'pending'],
    ],
    rows: runs.map((run) => {
      const { created, updated, deleted } = countsOf(run);
      return [
        ...[run.run, run.profile, run.trigger, run.state, run.startedAt, run.finishedAt ?? '', run.durationMs],
        ...[created, updated, deleted, run.conflicts, run.problems.length, run.pending],
      ];
    }),
  };
}
