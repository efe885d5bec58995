import type { BinEntry } from '../../../src-shared/api/views.ts';
import { here, type TaskId } from '../../../src-shared/domain/ids.ts';
import type { Task } from '../../../src-shared/domain/task.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { allOf, type Filter } from '../../../src-shared/filter/filter.ts';
import { parseFilter } from '../../../src-shared/filter/parse-filter.ts';
import { readRetention } from '../store/compact.ts';
import type { Store } from '../store/store.ts';
import { type ApiContext, endpointNames, type Handlers, requireRest, requireTask } from './api-context.ts';
import { keep, taskIn } from './change-task.ts';
import { searchTasks } from './search-tasks.ts';
import { binTask, clearTombstones } from './task-changes.ts';
import { viewTasks } from './task-view.ts';
import { followAgain } from './unlink-api.ts';

export function binHandlers(context: ApiContext): Handlers<'bin.list' | 'bin.restore' | 'bin.erase'> {
  const { store } = context.options;
  const changed = (): void => context.emit({ kind: 'changed', what: ['tasks', 'status', 'profiles'] });
  const idsOf = async (given: readonly TaskId[]): Promise<readonly TaskId[]> => {
    const ids: TaskId[] = [];
    for (const id of given) {
      const task = await requireTask(context, id);
      if (task.deletedAt === null) {
        throw new TaskSyncError('invalid-input', 'Not all of these tasks are in the bin. Nothing was changed.');
      }
      ids.push(task.id);
    }
    return [...new Set(ids)];
  };
  return {
    'bin.list': async ({ query = '', offset = 0, limit = 100 }) => {
      const filter = allOf([parseFilter(query), inBin]);
      const page = { profile: null, group: null, sort: 'updated', descending: true, offset, limit } as const;
      const { tasks, total } = await searchTasks(context, { filter, ...page });
      return { entries: await viewEntries(context, tasks), total };
    },
    'bin.restore': async ({ tasks: given }) => {
      const ids = await idsOf(given);
      await store.transaction('task', async (tx) => {
        for (const id of ids) {
          const task = await restoreFromBin(context, tx, id);
          await context.hold.touch([id]);
          await tx.links.markDirty(task.profile, [id]);
        }
      });
      changed();
      return { restored: ids.length };
    },
    'bin.erase': async ({ tasks: given }) => {
      const ids = await idsOf(given);
      const profiles = new Set([...(await store.tasks.get(ids)).values()].map(({ profile }) => profile));
      for (const profile of await store.profiles.list()) if (profiles.has(profile.id)) requireRest(context, profile);
      const erased = await store.transaction('task', (tx) => tx.compaction.erase(ids));
      changed();
      const left = await store.tasks.get(ids);
      return {
        erased,
        kept: [...left.values()].map(({ id, fields }) => ({ task: id, title: String(fields['title'] ?? '') })),
      };
    },
  };
}

const inBin: Filter = { kind: 'state', state: 'deleted' };

/** Out of the bin; what was deleted at a service is created there again, and what was let go with it is followed again. */
export async function restoreFromBin(context: ApiContext, tx: Store, id: TaskId): Promise<Task> {
  const task = await taskIn(tx, id);
  const restored = await keep(tx, task, binTask(context, task, false));
  await clearTombstones(tx, [restored]);
  if (task.deletedAt !== null) await followAgain(context, tx, id, task.deletedAt);
  return restored;
}

async function viewEntries(context: ApiContext, tasks: readonly Task[]): Promise<readonly BinEntry[]> {
  const { store } = context.options;
  const nameOf = await endpointNames(context);
  const { binDays } = await readRetention(store);
  const history = await store.history.list({ tasks: tasks.map(({ id }) => id) });
  const deletions = history.filter(({ place, kind }) => place === here && kind === 'delete');
  const lastOf = Map.groupBy(deletions, ({ task }) => task);
  return (await viewTasks(context, tasks)).map((task) => {
    const [last] = lastOf.get(task.id) ?? [];
    const from = last === undefined ? null : nameOf(last.actor);
    const deletedAt = Date.parse(task.deletedAt ?? task.updatedAt);
    const keptUntil = binDays === null ? null : new Date(deletedAt + binDays * dayMs).toISOString();
    return { task, from, by: last?.by ?? null, run: last?.run ?? null, keptUntil };
  });
}

const dayMs = 24 * 3_600_000;
