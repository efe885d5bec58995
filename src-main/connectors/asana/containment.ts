import type { PullProblem } from '../../../src-shared/connector/connector.ts';
import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { AsanaClient } from './asana-client.ts';
import { isMember } from './asana-fields.ts';
import type { Task } from './asana-wire.ts';
import { taskSchema } from './asana-wire.ts';
import { inParallel } from './in-parallel.ts';
import type { ReadTask } from './read-tasks.ts';
import { readTasks, unreadable } from './read-tasks.ts';

const ancestorSchema = taskSchema.pick({ parent: true, memberships: true });

/** Whether a task belongs to a project: it is in it, or it stands below a task that does. */
export function createContainment(client: AsanaClient, project: string) {
  const known = new Map<RemoteId, Promise<boolean>>();
  const ask = async (id: RemoteId): Promise<boolean> => {
    const parsed = ancestorSchema.safeParse(await client.task(id, 'parent,memberships.project'));
    return parsed.success && (await holds(parsed.data));
  };
  const holds = async (task: Pick<Task, 'parent' | 'memberships'>): Promise<boolean> => {
    if (isMember(task, project)) return true;
    if (task.parent === null) return false;
    const { gid } = task.parent;
    const asked = known.get(gid) ?? ask(gid);
    known.set(gid, asked);
    return asked;
  };
  return { holds };
}

export interface Fetched {
  readonly tasks: readonly ReadTask[];
  /** A positive 404. */
  readonly missing: readonly RemoteId[];
  /** Another project's now, or not shown to us, or not understood. */
  readonly problems: readonly PullProblem[];
}

/** Tasks of a project one by one: Asana has no list by ids. */
export async function fetchTasks(client: AsanaClient, project: string, ids: readonly RemoteId[]): Promise<Fetched> {
  const { holds } = createContainment(client, project);
  const tasks: ReadTask[] = [];
  const missing: RemoteId[] = [];
  const problems: PullProblem[] = [];
  await inParallel(ids, async (id) => {
    try {
      const given = isGid(id) ? await client.task(id) : null;
      const [found] = given === null ? [] : readTasks([given]);
      if (given === null) missing.push(id);
      else if (found === undefined) problems.push(elsewhere(id));
      else if (found.task === null) problems.push(unreadable(id));
      else if (await holds(found.task)) tasks.push(found);
      else problems.push(elsewhere(id));
    } catch (error) {
      if (!(error instanceof TaskSyncError) || error.code !== 'forbidden') throw error;
      // Only where the project itself is still shown to us, it is this task that is not.
      await client.project(project);
      const message = `Asana does not show task ${id} to this account any more. It was left alone on both sides.`;
      problems.push({ id, code: 'forbidden', message });
    }
  });
  return { tasks, missing, problems };
}

/** What is no number is no task either, and Asana would refuse the question. */
export function isGid(id: string): boolean {
  return /^\d{1,30}$/.test(id);
}

function elsewhere(id: RemoteId): PullProblem {
  const message = `Task ${id} was taken out of this Asana project. It was left alone on both sides.`;
  return { id, code: 'unsupported', message };
}
