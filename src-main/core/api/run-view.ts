import type { HistoryView, ProblemView, RunView } from '../../../src-shared/api/views.ts';
import type { FieldValue } from '../../../src-shared/domain/field.ts';
import type { HistoryEntry, Problem, Run } from '../../../src-shared/domain/run.ts';
import type { Names, Said } from './names.ts';
import { plainValue } from './task-view.ts';
import { viewHold } from './why-state.ts';

export function viewRun(run: Run, profileName: string): RunView {
  return {
    run: run.id,
    profile: profileName,
    trigger: run.trigger,
    state: run.state,
    startedAt: run.startedAt,
    finishedAt: run.finishedAt,
    endpoints: run.endpoints.map(({ endpoint: _, name, ...counts }) => ({ endpoint: name, ...counts })),
    tasks: run.tasks,
    conflicts: run.conflicts,
    matches: run.matches ?? 0,
    problems: run.problems.map(viewProblem),
    brakes: run.brakes.map((brake) => brake.message),
    ...(run.brakes.length > 0 ? { holds: run.brakes.map((brake) => viewHold(brake, placesOf(run))) } : {}),
    pending: run.pending,
    ...(run.left === undefined ? {} : { left: run.left, changed: run.changed ?? 0 }),
    durationMs: run.durationMs,
    ...(run.phases ? { phases: run.phases } : {}),
  };
}

function placesOf({ endpoints }: Run): Parameters<typeof viewHold>[1] {
  return endpoints.map(({ endpoint, name }) => ({ id: endpoint, name }));
}

export function viewProblem({
  task,
  title,
  endpointName,
  field,
  code,
  message,
  since,
  retryAt,
  facts,
}: Problem): ProblemView {
  return { task, title, endpoint: endpointName, field, code, message, since, retryAt, ...(facts ? { facts } : {}) };
}

/** What entries say, to be named. */
export function saidIn(entries: readonly HistoryEntry[]): readonly Said[] {
  return entries.map(({ place, field, before, after }) => ({ place, field, values: [before, after] }));
}

export function viewHistory(entry: HistoryEntry, names: Names): HistoryView {
  const { id, run, at, task, title, kind, field, before, after, by, place } = entry;
  const said = (value: FieldValue | undefined): FieldValue =>
    field === null ? plainValue(value) : names.value(place, field, value);
  return {
    id,
    run,
    at,
    task,
    title,
    kind,
    field,
    by,
    before: said(before),
    after: said(after),
    place: names.place(place),
    actor: names.place(entry.actor),
  };
}
