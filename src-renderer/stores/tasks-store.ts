import { create } from 'zustand';
import type { ApiInput } from '../../src-shared/api/contract.ts';
import type { TaskGroupView, TaskView } from '../../src-shared/api/views.ts';
import { type TaskSyncError, toTaskSyncError } from '../../src-shared/errors.ts';
import { client } from '../api/client.ts';

export type TaskQuery = Omit<ApiInput<'tasks.list'>, 'offset' | 'limit'>;
type Pages = Readonly<Record<number, readonly TaskView[]>>;

interface TaskList {
  readonly query: TaskQuery;
  /** Null until the first answer. */
  readonly total: number | null;
  /** Only the pages that were looked at; a list of 100,000 is never here as a whole. */
  readonly pages: Pages;
  /** Null: the list is not cut into groups. */
  readonly groups: readonly TaskGroupView[] | null;
  readonly error: TaskSyncError | null;
}

export const pageSize = 100;

export const useTasks = create<TaskList>(() => ({ query: {}, total: null, pages: {}, groups: null, error: null }));

let wanted: readonly [number, number] = [0, 0];
let stale = new Set<number>();
let asking: number | null = null;
/** Grows with each new query; answers to an older one are dropped. */
let generation = 0;
let watched = false;

/** Shows another list. The old rows stay until the new ones are here, so nothing flashes. */
export function setTaskQuery(query: TaskQuery): void {
  watched = true;
  if (JSON.stringify(query) === JSON.stringify(useTasks.getState().query) && useTasks.getState().total !== null) return;
  generation += 1;
  wanted = [0, 0];
  asking = null;
  useTasks.setState({ query });
  void askFirst(generation);
}

/** Tells which rows are on the screen; pages that are missing or old are fetched, the rest is let go. */
export function wantTasks(first: number, last: number): void {
  wanted = [Math.floor(first / pageSize), Math.floor(Math.max(first, last) / pageSize)];
  void askNext();
}

export function stopWatchingTasks(): void {
  watched = false;
}

export function taskAt(list: Pick<TaskList, 'pages'>, index: number): TaskView | undefined {
  return list.pages[Math.floor(index / pageSize)]?.[index % pageSize];
}

/** Position of a task among the rows that are loaded, or -1. */
export function indexOfTask(list: Pick<TaskList, 'pages'>, id: string): number {
  for (const [page, tasks] of Object.entries(list.pages)) {
    const index = tasks.findIndex((task) => task.id === id);
    if (index >= 0) return Number(page) * pageSize + index;
  }
  return -1;
}

/** Puts an edited task in its place at once; the order settles with the next answer. */
export function putTask(task: TaskView): void {
  const index = indexOfTask(useTasks.getState(), task.id);
  if (index < 0) return;
  const page = Math.floor(index / pageSize);
  useTasks.setState(({ pages }) => ({
    pages: { ...pages, [page]: (pages[page] ?? []).map((row) => (row.id === task.id ? task : row)) },
  }));
}

/** Changes loaded rows at once; the order settles with the next answer. */
export function patchTasks(ids: ReadonlySet<string>, change: (task: TaskView) => TaskView): void {
  useTasks.setState(({ pages }) => ({
    pages: Object.fromEntries(
      Object.entries(pages).map(([page, tasks]) => {
        return [
          page,
          tasks.some(({ id }) => ids.has(id)) ? tasks.map((row) => (ids.has(row.id) ? change(row) : row)) : tasks,
        ];
      }),
    ),
  }));
}

/** Tasks that are here. */
export function loadedTasks(): readonly TaskView[] {
  return Object.values(useTasks.getState().pages).flat();
}

const mostAtOnce = 1_000;

/** The tasks from one place of the list to another, those that are not here are asked for. */
export async function tasksBetween(first: number, last: number): Promise<readonly TaskView[]> {
  const list = useTasks.getState();
  const here = Array.from({ length: last - first + 1 }, (_, index) => taskAt(list, first + index));
  if (here.every((task) => task !== undefined)) return here;
  const found: TaskView[] = [];
  for (let offset = first; offset <= last; offset += mostAtOnce) {
    const limit = Math.min(mostAtOnce, last - offset + 1);
    found.push(...(await client.call('tasks.list', { ...list.query, offset, limit })).tasks);
  }
  return found;
}

async function askFirst(asked: number): Promise<void> {
  try {
    const [answer, groups] = await Promise.all([fetchPage(0), fetchGroups()]);
    if (asked !== generation) return;
    stale = new Set();
    useTasks.setState({ total: answer.total, pages: { 0: answer.tasks }, groups, error: null });
  } catch (error) {
    if (asked === generation)
      useTasks.setState({ error: toTaskSyncError(error), total: null, pages: {}, groups: null });
  }
}

async function askNext(): Promise<void> {
  if (asking !== null) return;
  const page = nextPage();
  if (page === null) return;
  asking = page;
  const asked = generation;
  stale.delete(page);
  try {
    const answer = await fetchPage(page);
    if (asked !== generation) return;
    useTasks.setState(({ pages }) => ({
      total: answer.total,
      pages: keepNear(pages, page, answer.tasks),
      error: null,
    }));
  } catch (error) {
    if (asked !== generation) return;
    useTasks.setState({ error: toTaskSyncError(error) });
    return;
  } finally {
    if (asked === generation) asking = null;
  }
  await askNext();
}

function nextPage(): number | null {
  const { pages, total } = useTasks.getState();
  if (total === null) return null;
  const lastPage = Math.max(0, Math.ceil(total / pageSize) - 1);
  for (let page = wanted[0]; page <= Math.min(wanted[1], lastPage); page += 1) {
    if (!pages[page] || stale.has(page)) return page;
  }
  return null;
}

/** Keeps what is within 20 pages of the screen: enough to scroll back at once, little enough for any list. */
function keepNear(pages: Pages, page: number, tasks: readonly TaskView[]): Pages {
  const near = Object.entries(pages).filter(([other]) => Math.abs(Number(other) - page) <= 20);
  return { ...Object.fromEntries(near), [page]: tasks };
}

async function fetchGroups(): Promise<readonly TaskGroupView[] | null> {
  const { group, profile, query = '', deleted = false } = useTasks.getState().query;
  if (!group) return null;
  return await client.call('tasks.groups', { group, query, deleted, ...(profile === undefined ? {} : { profile }) });
}

/** Counts and rows come apart for a moment; the rows that are on the screen are asked for again right after. */
async function refreshGroups(asked: number): Promise<void> {
  if (!useTasks.getState().query.group) return;
  try {
    const groups = await fetchGroups();
    if (asked === generation) useTasks.setState({ groups });
  } catch {
    // The pages are asked for at the same time and say why.
  }
}

function fetchPage(page: number) {
  return client.call('tasks.list', { ...useTasks.getState().query, offset: page * pageSize, limit: pageSize });
}

/** A run announces changes many times a second; the list is read again at most this often. */
const restMs = 250;
let resting: ReturnType<typeof setTimeout> | undefined;

function refreshSoon(): void {
  if (resting !== undefined) return;
  resting = setTimeout(() => {
    resting = undefined;
    refreshTasks();
  }, restMs);
}

function refreshTasks(): void {
  if (!watched) {
    generation += 1;
    asking = null;
    useTasks.setState({ total: null, pages: {}, groups: null, error: null });
    return;
  }
  stale = new Set(Object.keys(useTasks.getState().pages).map(Number));
  if (useTasks.getState().total === null) void askFirst(generation);
  else {
    void refreshGroups(generation);
    void askNext();
  }
}

client.subscribe((event) => {
  if (event.kind === 'run-finished' || (event.kind === 'changed' && event.what.includes('tasks'))) refreshSoon();
});
client.onLine((state) => {
  if (state === 'open') refreshTasks();
});
