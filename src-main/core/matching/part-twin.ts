import { type EndpointId, here, type TaskId } from '../../../src-shared/domain/ids.ts';
import type { Link } from '../../../src-shared/domain/link.ts';
import type { Profile } from '../../../src-shared/domain/profile.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { CoreOptions } from '../core.ts';
import { loadItems } from '../engine/load-items.ts';
import { placesOf } from '../engine/propose-twins.ts';
import { answer } from './join-twins.ts';
import { moveRecords } from './move-record.ts';

/**
 * The reverse of joining: the record at one endpoint becomes a task of its own. Both records stay as they are: neither task
 * is created where the other one has its record, and they are never taken for the same again. One transaction.
 * @throws TaskSyncError `invalid-input` when there is nothing to part, `held` while something of it is on its way
 */
export async function partTwin(
  options: CoreOptions,
  profile: Profile,
  task: TaskId,
  endpoint: EndpointId,
): Promise<void> {
  const { clock, ids } = options.ports;
  const at = new Date(clock.now()).toISOString();
  await options.store.transaction('answer', async (tx) => {
    const [item] = await loadItems(tx, [task]);
    const places = item ? placesOf(item) : [];
    const links = item?.links.filter((link) => places.includes(link.endpoint)) ?? [];
    const leaving = links.find((link) => link.endpoint === endpoint && link.state === 'linked');
    const staying = links.filter((link) => link.endpoint !== endpoint);
    const name = profile.endpoints.find(({ id }) => id === endpoint)?.name ?? endpoint;
    if (!item?.task || !leaving) {
      throw new TaskSyncError('invalid-input', `The task has no record in ${name}. Nothing was changed.`);
    }
    if (staying.length === 0) {
      const message = `The record in ${name} is the only one that the task has. Nothing was changed.`;
      throw new TaskSyncError('invalid-input', message);
    }
    const ops = (await tx.outbox.byTasks([task])).filter((op) => op.endpoint === endpoint);
    const comments = (await tx.comments.opsByTasks([task])).filter((op) => op.endpoint === endpoint);
    if (comments.length > 0 || ops.some(({ state }) => state === 'attempting' || state === 'uncertain')) {
      const message = `Something of the task is still on its way to ${name}. Sync first, then unpair it. Nothing was changed.`;
      throw new TaskSyncError('held', message);
    }
    const parted = ids.next();
    await tx.outbox.remove(ops.map(({ id }) => id));
    await moveRecords(tx, [leaving], parted);
    await tx.links.put([
      endedLink(leaving, task, ids.next()),
      ...staying.map((link) => endedLink(link, parted, ids.next())),
    ]);
    await answer(tx, profile, { pair: [task, parted], state: 'different', at, id: ids.next() });
    await tx.history.append([
      {
        ...{ run: null, at, task, title: String(item.task.fields['title'] ?? ''), place: endpoint, kind: 'unlink' },
        ...{ field: null, before: leaving.state, after: 'unlinked', actor: here, by: null },
        remote: { link: leaving.id, remoteId: leaving.remoteId, version: leaving.observation?.version ?? null },
      },
    ]);
    await tx.links.markDirty(profile.id, [task, parted]);
  });
}

/** Says that the task was let go there: nothing is created in its place. */
function endedLink({ endpoint, remoteId }: Link, task: TaskId, id: string): Link {
  return {
    ...{ id, task, endpoint, remoteId, state: 'unlinked' },
    ...{ base: null, evidence: null, observation: null, sent: {} },
  };
}
