import type { ApiEvent, ApiInput, ApiName, ApiOutput } from '../../../src-shared/api/contract.ts';
import type { Connection } from '../../../src-shared/domain/connection.ts';
import type { ConflictId, RunId, TaskId } from '../../../src-shared/domain/ids.ts';
import type { Profile } from '../../../src-shared/domain/profile.ts';
import type { Run } from '../../../src-shared/domain/run.ts';
import type { Task } from '../../../src-shared/domain/task.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { ArchiveDesk } from '../archive/archive-desk.ts';
import type { BackupDesk } from '../backup/backup-desk.ts';
import type { CoreOptions } from '../core.ts';
import type { EditHold } from '../edit-hold.ts';
import type { Runs } from '../engine/runs.ts';
import type { NoticeDesk } from '../notices/notice-desk.ts';
import type { SeenPlans } from './seen-plans.ts';
import type { TestsUnderWay } from './tests-under-way.ts';

/** What the handlers share. */
export interface ApiContext {
  readonly options: CoreOptions;
  readonly runs: Runs;
  readonly hold: EditHold;
  readonly seenPlans: SeenPlans;
  emit(event: ApiEvent): void;
  /** Profiles or their schedules changed. */
  reschedule(): void;
  readonly backups: BackupDesk;
  readonly notices: Pick<NoticeDesk, 'snooze'>;
  readonly archive: ArchiveDesk;
  readonly tests: TestsUnderWay;
  /** Aborted when the core stops. */
  readonly stopping: AbortSignal;
}

/** One function for each name of the contract; each feature file supplies its part. */
export type Handlers<Name extends ApiName = ApiName> = {
  readonly [N in Name]: (input: ApiInput<N>) => Promise<ApiOutput<N>>;
};

export async function requireProfile({ options }: ApiContext, name: string): Promise<Profile> {
  const { profiles } = options.store;
  const found = (await profiles.byName(name)) ?? (await profiles.get(name));
  if (found) return found;
  const names = (await profiles.list()).map((profile) => profile.name);
  const known = names.length > 0 ? ` There are: ${names.join(', ')}.` : ' There is none yet.';
  throw new TaskSyncError('invalid-input', `There is no profile “${name}”.${known}`);
}

export async function requireConnection({ options }: ApiContext, name: string): Promise<Connection> {
  const found = await options.store.connections.byName(name);
  if (found) return found;
  const names = (await options.store.connections.list()).map((connection) => connection.name);
  const known = names.length > 0 ? ` There are: ${names.join(', ')}.` : ' There is none yet.';
  throw new TaskSyncError('invalid-input', `There is no connection “${name}”.${known}`);
}

/** @param id whole, or a beginning that only one task has */
export async function requireTask({ options }: ApiContext, id: TaskId): Promise<Task> {
  const { tasks } = options.store;
  const [first, second] = await tasks.idsStartingWith(id);
  if (first === undefined) throw new TaskSyncError('invalid-input', `There is no task with the id “${id}”.`);
  if (second !== undefined && first !== id) {
    throw new TaskSyncError('invalid-input', `Several tasks have ids that begin with “${id}”. Give more of it.`);
  }
  const task = (await tasks.get([first])).get(first);
  if (!task) throw new TaskSyncError('invalid-input', `There is no task with the id “${id}”.`);
  return task;
}

/** @param id whole, or a beginning that only one of the newest thousand has */
export async function requireRun({ options, archive }: ApiContext, id: RunId): Promise<Run> {
  const { runs } = options.store;
  const found = await runs.get(id);
  if (found) return found;
  const newest = await runs.list({ limit: 1000 });
  if (!newest.some((run) => run.id.startsWith(id))) await refuseArchived(archive, id);
  return requireUnique(newest, id, 'run');
}

async function refuseArchived(archive: ArchiveDesk, run: RunId): Promise<void> {
  const { fileOfRun } = await import('../archive/find-lines.ts');
  const file = await fileOfRun(archive, run);
  if (file !== null) throw archivedRun(`The run “${run}” is in the file ${file} of the archive by now.`);
}

/** What is archived can be read, and nothing of it can be taken back. */
export function archivedRun(what: string): TaskSyncError {
  return new TaskSyncError(
    'invalid-input',
    `${what} It can be read there (Settings, Data, or "tasksync archive show"), but no longer undone. Nothing was changed.`,
  );
}

/** The one whose id begins with the given text. */
export function requireUnique<T extends { readonly id: ConflictId | RunId }>(
  all: readonly T[],
  id: string,
  what: string,
): T {
  const found = all.filter((one) => one.id === id || one.id.startsWith(id));
  const [first] = found;
  if (!first) throw new TaskSyncError('invalid-input', `There is no ${what} with the id “${id}”.`);
  if (found.length > 1 && first.id !== id) {
    throw new TaskSyncError('invalid-input', `Several ${what}s have ids that begin with “${id}”. Give more of it.`);
  }
  return first;
}

/** Endpoint names by id, for views; `here` stays `here`. */
export async function endpointNames({ options }: ApiContext): Promise<(origin: string) => string> {
  const profiles = await options.store.profiles.list();
  const names = new Map(profiles.flatMap((profile) => profile.endpoints.map(({ id, name }) => [id, name] as const)));
  return (origin) => names.get(origin) ?? origin;
}

/** A run has planned already what the change would touch. */
export function requireRest({ runs }: ApiContext, profile: Profile): void {
  if (!runs.isRunning(profile.id)) return;
  throw new TaskSyncError(
    'held',
    `“${profile.name}” is syncing now. Wait until it is done, or stop it, then try again. Nothing was changed.`,
  );
}
