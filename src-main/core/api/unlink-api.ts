import type { TaskView } from '../../../src-shared/api/views.ts';
import { type EndpointId, here, type TaskId, type Timestamp } from '../../../src-shared/domain/ids.ts';
import type { Link } from '../../../src-shared/domain/link.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { addStrangers } from '../engine/strangers.ts';
import type { Store } from '../store/store.ts';
import {
  type ApiContext,
  endpointNames,
  type Handlers,
  requireProfile,
  requireRest,
  requireTask,
} from './api-context.ts';
import { changeTask, taskIn } from './change-task.ts';
import { entryFor } from './task-changes.ts';

export function unlinkHandlers(context: ApiContext): Handlers<'tasks.unlink' | 'tasks.relink'> {
  const at = async (id: string, name: string) => {
    const task = await requireTask(context, id);
    const profile = await requireProfile(context, task.profile);
    requireRest(context, profile);
    const endpoint = profile.endpoints.find((one) => one.name === name);
    if (endpoint) return { task: task.id, endpoint: endpoint.id };
    const known = profile.endpoints.map((one) => one.name).join(', ');
    throw new TaskSyncError('invalid-input', `“${name}” is no place of this task. There are: ${known}.`);
  };
  return {
    'tasks.unlink': async ({ task: id, endpoint: name }): Promise<TaskView> => {
      const { task, endpoint } = await at(id, name);
      return await changeTask(context, async (tx) => {
        const links = (await tx.links.byTasks([task])).filter((link) => link.endpoint === endpoint && isFollowed(link));
        if (links.length === 0) {
          throw new TaskSyncError('invalid-input', `The task has no record in ${name}. Nothing was changed.`);
        }
        await letGo(context, tx, task, links, new Date(context.options.ports.clock.now()).toISOString());
        return await taskIn(tx, task);
      });
    },
    'tasks.relink': async ({ task: id, endpoint: name }): Promise<TaskView> => {
      const { task, endpoint } = await at(id, name);
      return await changeTask(context, async (tx) => {
        const own = (await tx.links.byTasks([task])).filter((link) => link.endpoint === endpoint);
        const [link] = own.filter(({ state, observation }) => state === 'unlinked' && observation !== null);
        if (!link || own.some(isFollowed)) {
          throw new TaskSyncError('invalid-input', `There is nothing to link again in ${name}. Nothing was changed.`);
        }
        await follow(context, tx, task, [link]);
        return await taskIn(tx, task);
      });
    },
  };
}

const isFollowed = ({ state }: Link): boolean => state === 'linked' || state === 'out-of-scope';

/** All records of a task that goes to the bin, as the `unlink` policy would: they stay as they are. */
export async function letGoEverywhere(context: ApiContext, tx: Store, task: TaskId, at: Timestamp): Promise<void> {
  await letGo(context, tx, task, (await tx.links.byTasks([task])).filter(isFollowed), at);
}

/** What was let go together with the task's deletion comes back with it. */
export async function followAgain(context: ApiContext, tx: Store, task: TaskId, deletedAt: Timestamp): Promise<void> {
  const together = (await tx.history.list({ task, since: deletedAt })).filter(
    ({ kind, at, actor }) => kind === 'unlink' && at === deletedAt && actor === here,
  );
  const ids = new Set(together.map(({ remote }) => remote?.link));
  const links = (await tx.links.byTasks([task])).filter(({ id, state }) => state === 'unlinked' && ids.has(id));
  await follow(context, tx, task, links);
}

/** @throws TaskSyncError `held` while a write is on its way whose outcome is not known */
async function letGo(context: ApiContext, tx: Store, id: TaskId, links: readonly Link[], at: Timestamp): Promise<void> {
  const nameOf = await endpointNames(context);
  const task = await taskIn(tx, id);
  const endpoints = new Set<EndpointId>(links.map(({ endpoint }) => endpoint));
  const ops = (await tx.outbox.byTasks([id])).filter(({ endpoint }) => endpoints.has(endpoint));
  const comments = (await tx.comments.opsByTasks([id])).filter(({ endpoint }) => endpoints.has(endpoint));
  const underWay = [...ops, ...comments].find(({ state }) => state === 'attempting' || state === 'uncertain');
  if (underWay) {
    const name = nameOf(underWay.endpoint);
    const message = `Something of the task is still on its way to ${name}. Sync first, then try again. Nothing was changed.`;
    throw new TaskSyncError('held', message);
  }
  await tx.outbox.remove(ops.filter(({ state }) => state !== 'acked').map((op) => op.id));
  await tx.comments.removeOps(comments.map((op) => op.id));
  await tx.links.put(links.map(({ marks: _, ...link }) => ({ ...link, state: 'unlinked' })));
  await addStrangers(tx, endpoints);
  for (const endpoint of endpoints) await tx.problems.clear(endpoint, { tasks: [id] });
  await tx.history.append(
    links.map((link) => ({ ...entryFor(context, task, 'unlink'), ...pairing(link, 'unlinked'), at })),
  );
}

async function follow(context: ApiContext, tx: Store, id: TaskId, links: readonly Link[]): Promise<void> {
  if (links.length === 0) return;
  const task = await taskIn(tx, id);
  await tx.links.put(links.map((link) => ({ ...link, state: 'linked' })));
  await addStrangers(
    tx,
    links.map(({ endpoint }) => endpoint),
  );
  await tx.history.append(links.map((link) => ({ ...entryFor(context, task, 'link'), ...pairing(link, 'linked') })));
}

function pairing({ id, endpoint, remoteId, state, observation }: Link, after: Link['state']) {
  const remote = { link: id, remoteId, version: observation?.version ?? null };
  return { place: endpoint, before: state, after, remote };
}
