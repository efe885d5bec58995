import type { ExportFormat, ExportPage } from '../../../src-shared/api/exchange.ts';
import type { Profile } from '../../../src-shared/domain/profile.ts';
import type { HistoryEntry } from '../../../src-shared/domain/run.ts';
import type { ApiContext } from '../api/api-context.ts';
import { namesIn } from '../api/names.ts';
import { saidIn, viewHistory } from '../api/run-view.ts';
import { viewTasks } from '../api/task-view.ts';
import { type HistoryRow, writeHistory } from './write-history.ts';
import { writeTasks } from './write-tasks.ts';

const pageSize = 500;

/** In the order of their ids, so that a task that changes meanwhile is neither left out nor told twice. Without the bin. */
export async function exportTasks(
  context: ApiContext,
  format: ExportFormat,
  profile: Profile | null,
  after: string | null,
): Promise<ExportPage> {
  const { tasks, next } = await context.options.store.tasks.page(profile?.id ?? null, after, pageSize);
  const rows = await viewTasks(context, tasks);
  return { text: writeTasks(format, { rows, isFirst: after === null, isLast: next === null }), next };
}

/** The newest entry first. */
export async function exportHistory(
  context: ApiContext,
  format: Exclude<ExportFormat, 'ics'>,
  profile: Profile | null,
  after: string | null,
): Promise<ExportPage> {
  const { history } = context.options.store;
  const entries = await history.list({ limit: pageSize, ...(after === null ? {} : { before: Number(after) }) });
  const next = entries.length < pageSize ? null : String(entries.at(-1)?.id);
  const rows = await named(context, entries, profile);
  return { text: writeHistory(format, { rows, isFirst: after === null, isLast: next === null }), next };
}

/** With the names of places and values in the profile of each task; only those of the profile, if one is given. */
async function named(
  context: ApiContext,
  entries: readonly HistoryEntry[],
  only: Profile | null,
): Promise<readonly HistoryRow[]> {
  const { store } = context.options;
  const tasks = await store.tasks.get([...new Set(entries.map(({ task }) => task))]);
  const rows = new Map<number, HistoryRow>();
  for (const [id, own] of Map.groupBy(entries, ({ task }) => tasks.get(task)?.profile ?? null)) {
    if (only !== null && id !== only.id) continue;
    const profile = id === null ? null : await store.profiles.get(id);
    const names = await namesIn(context, profile, saidIn(own));
    for (const entry of own) rows.set(entry.id, { ...viewHistory(entry, names), profile: profile?.name ?? '' });
  }
  return entries.flatMap(({ id }) => rows.get(id) ?? []);
}
