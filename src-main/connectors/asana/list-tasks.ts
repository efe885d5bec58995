import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { AsanaClient, Page, Query } from './asana-client.ts';
import { inParallel } from './in-parallel.ts';
import type { ReadTask } from './read-tasks.ts';
import { readTasks } from './read-tasks.ts';

/** A list of tasks: its address and its conditions. */
export interface TaskList {
  readonly path: string;
  readonly query: Query;
  /** What is not there is empty. */
  readonly isOptional?: boolean;
}

export function projectList(project: string, query: Query): TaskList {
  return { path: 'tasks', query: { project, ...query } };
}

export interface ListedPage {
  readonly tasks: readonly ReadTask[];
  readonly isLast: boolean;
}

/**
 * All tasks of a list, page by page, and with `withSubtasks` the tasks below them: Asana lists a subtask with its project
 * only where somebody added it there. Each task once, in the page where it is met first.
 */
export async function* listTasks(
  client: AsanaClient,
  lists: readonly TaskList[],
  { withSubtasks }: { readonly withSubtasks: boolean },
): AsyncGenerator<ListedPage, void, undefined> {
  const seen = new Set<RemoteId>();
  const fresh = (tasks: readonly ReadTask[]): readonly ReadTask[] =>
    tasks.filter(({ id }) => !seen.has(id) && seen.add(id));
  for (const [index, list] of lists.entries()) {
    const isLastList = index === lists.length - 1;
    try {
      for await (const { data, offset } of pagesOf(client, list)) {
        const found = fresh(readTasks(data));
        const below = withSubtasks ? await subtasksOf(client, found, list.query, fresh) : [];
        yield { tasks: [...found, ...below], isLast: offset === null && isLastList };
      }
    } catch (error) {
      // A section may be gone since it was described, and has no tasks then.
      if (!list.isOptional || !(error instanceof TaskSyncError) || error.code !== 'not-found') throw error;
      yield { tasks: [], isLast: isLastList };
    }
  }
}

export async function* pagesOf(client: AsanaClient, { path, query }: TaskList): AsyncGenerator<Page, void, undefined> {
  for (let offset: string | null | undefined; offset !== null; ) {
    const page: Page = await client.tasks(path, { ...query, offset });
    yield page;
    offset = page.offset;
  }
}

/** Level by level, as deep as they go. */
export async function subtasksOf(
  client: AsanaClient,
  tasks: readonly ReadTask[],
  { opt_fields }: Query,
  fresh: (tasks: readonly ReadTask[]) => readonly ReadTask[],
): Promise<readonly ReadTask[]> {
  const found: ReadTask[] = [];
  let level = tasks.filter(({ subtasks }) => subtasks > 0);
  while (level.length > 0) {
    const lists = await inParallel(level, async ({ id }) => {
      const own: ReadTask[] = [];
      const list = { path: `tasks/${encodeURIComponent(id)}/subtasks`, query: { opt_fields } };
      try {
        for await (const { data } of pagesOf(client, list)) own.push(...readTasks(data));
      } catch (error) {
        // Deleted since we saw it, and with it what was below.
        if (!(error instanceof TaskSyncError) || error.code !== 'not-found') throw error;
      }
      return own;
    });
    const below = fresh(lists.flat());
    found.push(...below);
    level = below.filter(({ subtasks }) => subtasks > 0);
  }
  return found;
}
