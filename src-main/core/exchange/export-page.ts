import type { TaskSelection } from '../../../src-shared/api/contract.ts';
import type { ExportFormat, ExportPage } from '../../../src-shared/api/exchange.ts';
import type { Profile } from '../../../src-shared/domain/profile.ts';
import type { HistoryEntry } from '../../../src-shared/domain/run.ts';
import type { Task } from '../../../src-shared/domain/task.ts';
import type { ApiContext } from '../api/api-context.ts';
import { namesIn } from '../api/names.ts';
import { saidIn, viewHistory } from '../api/run-view.ts';
import { pageOfTasks, readQuery } from '../api/search-tasks.ts';
import { viewTasks } from '../api/task-view.ts';
import { sealText } from '../store/journal-seal.ts';
import { type HistoryRow, writeHistory } from './write-history.ts';
import { writeTasks } from './write-tasks.ts';

const pageSize = 500;

interface Rows<Row> {
  readonly rows: readonly Row[];
  readonly next: string | null;
}

/** In the order of their ids, so that a task that changes meanwhile is neither left out nor told twice. */
export async function exportTasks(
  context: ApiContext,
  format: ExportFormat,
  of: TaskSelection,
  after: string | null,
): Promise<ExportPage> {
  const read = 'tasks' in of ? chosenTasks(context, of.tasks) : await foundTasks(context, of);
  const { rows: tasks, next } = await someRows(context, after, read);
  const rows = await viewTasks(context, tasks);
  return {
    text: writeTasks(format, { rows, isFirst: after === null, isLast: next === null }),
    rows: rows.length,
    next,
  };
}

/** The newest entry first. */
export async function exportHistory(
  context: ApiContext,
  format: Exclude<ExportFormat, 'ics'>,
  profile: Profile | null,
  after: string | null,
): Promise<ExportPage> {
  const { history } = context.options.store;
  const { rows, next } = await someRows(context, after, async (before) => {
    const entries = await history.list({ limit: pageSize, ...(before === null ? {} : { before: Number(before) }) });
    const last = entries.length < pageSize ? null : String(entries.at(-1)?.id);
    return { rows: await named(context, entries, profile), next: last };
  });
  const page = { rows, isFirst: after === null, isLast: next === null };
  const seal = await history.seal();
  return { text: writeHistory(format, page, seal === null ? null : sealText(seal)), rows: rows.length, next };
}

/** Reads on until there is a row, or no more: what stands before the second row of a file depends on there being a first. */
async function someRows<Row>(
  { options }: ApiContext,
  after: string | null,
  read: (after: string | null) => Promise<Rows<Row>>,
): Promise<Rows<Row>> {
  let page = await read(after);
  while (page.rows.length === 0 && page.next !== null) {
    await options.ports.clock.sleep(0);
    page = await read(page.next);
  }
  return page;
}

function chosenTasks({ options }: ApiContext, ids: readonly string[]): (after: string | null) => Promise<Rows<Task>> {
  const ordered = [...new Set(ids)].sort();
  return async (after) => {
    const some = ordered.filter((id) => after === null || id > after).slice(0, pageSize);
    const found = await options.store.tasks.get(some);
    const rows = some.flatMap((id) => found.get(id) ?? []);
    return { rows, next: some.length < pageSize ? null : (some.at(-1) ?? null) };
  };
}

async function foundTasks(
  context: ApiContext,
  of: Exclude<TaskSelection, { readonly tasks: unknown }>,
): Promise<(after: string | null) => Promise<Rows<Task>>> {
  const search = await readQuery(context, of);
  const except = new Set(of.except);
  return async (after) => {
    const { tasks, next } = await pageOfTasks(context, search, { after, limit: pageSize });
    return { rows: except.size === 0 ? tasks : tasks.filter(({ id }) => !except.has(id)), next };
  };
}

/** With the names of places and values in the profile of each task; only those of the profile, if one is given. */
async function named(
  context: ApiContext,
  entries: readonly HistoryEntry[],
  only: Profile | null,
): Promise<readonly HistoryRow[]> {
  const { store } = context.options;
  const tasks = await store.tasks.get([...new Set(entries.map(({ task }) => task))]);
  const digests = await store.history.digests(entries.map(({ id }) => id));
  const rows = new Map<number, HistoryRow>();
  for (const [id, own] of Map.groupBy(entries, ({ task }) => tasks.get(task)?.profile ?? null)) {
    if (only !== null && id !== only.id) continue;
    const profile = id === null ? null : await store.profiles.get(id);
    const names = await namesIn(context, profile, saidIn(own));
    for (const entry of own) {
      const { id: number, op = null, remote } = entry;
      const held = { op, record: remote?.remoteId ?? null, digest: digests.get(number) ?? '' };
      rows.set(number, { ...viewHistory(entry, names), profile: profile?.name ?? '', ...held });
    }
  }
  return entries.flatMap(({ id }) => rows.get(id) ?? []);
}
