import type { TaskId } from '../../../src-shared/domain/ids.ts';
import type { Link } from '../../../src-shared/domain/link.ts';
import type { ItemPlan } from '../../../src-shared/domain/plan.ts';
import type { HistoryEntry } from '../../../src-shared/domain/run.ts';
import { fightWindowMs, isFight } from '../../../src-shared/sync/find-fights.ts';
import { freeze, thaw } from '../../../src-shared/sync/link-marks.ts';
import type { SyncItem } from '../../../src-shared/sync/rules.ts';
import { taskFieldOf } from '../../../src-shared/sync/task-field-of.ts';
import { placeOf, type RunContext, timestamp } from './run-context.ts';

/** Takes the marks off whose field a person has edited since. The same object when there are none. */
export function thawItem(context: RunContext, item: SyncItem): SyncItem {
  if (!item.links.some((link) => link.marks?.frozen)) return item;
  const links = item.links.map((link) => {
    const mapping = placeOf(context, link.endpoint)?.endpoint.mapping ?? {};
    return thaw(link, item.task, (name) => taskFieldOf(mapping, name));
  });
  return links.every((link, index) => link === item.links[index]) ? item : { ...item, links };
}

/**
 * The oscillation breaker (S20): items whose plan would go on with a fight, with the fields frozen; they are planned again.
 * It asks the journal only about tasks that would be written.
 */
export async function freezeFights(
  context: RunContext,
  items: readonly SyncItem[],
  plans: readonly ItemPlan[],
): Promise<ReadonlyMap<TaskId, SyncItem>> {
  const written = plans.filter((plan) => plan.actions.some(({ kind, remoteId }) => kind === 'update' && remoteId));
  const frozen = new Map<TaskId, SyncItem>();
  if (written.length === 0) return frozen;
  const journal = await recentHistory(
    context,
    written.map((plan) => plan.task),
  );
  const byId = new Map(items.map((item) => [item.taskId, item]));
  for (const plan of written) {
    const item = byId.get(plan.task);
    const entries = journal.get(plan.task);
    if (!item || !entries) continue;
    const links = item.links.map((link) => freezeLink(context, item, plan, link, entries));
    if (links.some((link, index) => link !== item.links[index])) frozen.set(plan.task, { ...item, links });
  }
  return frozen;
}

/** Oldest first, by task. */
async function recentHistory(
  context: RunContext,
  tasks: readonly TaskId[],
): Promise<ReadonlyMap<TaskId, readonly HistoryEntry[]>> {
  const entries = await context.store.history.list({ tasks, since: timestamp(context.ports, -fightWindowMs) });
  return Map.groupBy([...entries].reverse(), (entry) => entry.task);
}

function freezeLink(
  context: RunContext,
  item: SyncItem,
  plan: ItemPlan,
  link: Link,
  journal: readonly HistoryEntry[],
): Link {
  const mapping = placeOf(context, link.endpoint)?.endpoint.mapping ?? {};
  const fought = plan.actions
    .filter((action) => action.kind === 'update' && action.at === link.endpoint)
    .flatMap((action) => action.fields)
    .filter(({ field: name, before, after }) =>
      isFight({ link: link.id, field: taskFieldOf(mapping, name), name, before, after }, journal),
    );
  if (fought.length === 0) return link;
  return freeze(
    link,
    fought.map(({ field }) => field),
    item.task?.rev ?? 0,
  );
}
