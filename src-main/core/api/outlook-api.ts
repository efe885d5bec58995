import type { TaskOutlook } from '../../../src-shared/api/views.ts';
import type { FieldName, FieldPlaces } from '../../../src-shared/domain/field.ts';
import { here } from '../../../src-shared/domain/ids.ts';
import type { Profile } from '../../../src-shared/domain/profile.ts';
import type { Task } from '../../../src-shared/domain/task.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { limitScripts } from '../../../src-shared/rules/limit-scripts.ts';
import { fieldPlaces } from '../../../src-shared/sync/field-places.ts';
import { planItem } from '../../../src-shared/sync/plan-item.ts';
import type { SyncItem, SyncRules } from '../../../src-shared/sync/rules.ts';
import { loadItems } from '../engine/load-items.ts';
import { rulesFor } from '../engine/make-plan.ts';
import { knownPlaces } from '../engine/open-places.ts';
import { pausedUntil } from '../engine/pausing-connector.ts';
import { skippedTasks } from '../engine/skipped-tasks.ts';
import { isDoubtful } from '../store/restored.ts';
import { type ApiContext, endpointNames, type Handlers, requireTask } from './api-context.ts';
import { viewActions } from './plans-api.ts';

export function outlookHandlers(context: ApiContext): Handlers<'tasks.outlook'> {
  const { store } = context.options;
  return {
    'tasks.outlook': async ({ task: id }) => {
      const task = await requireTask(context, id);
      const profile = await store.profiles.get(task.profile);
      if (!profile) throw new TaskSyncError('not-found', 'The profile of this task is no longer here.');
      const nameOf = await endpointNames(context);
      const { at, planned } = await planNow(context, profile, task);
      const skippedAt = (await skippedTasks(store, profile.id)).get(task.id) ?? null;
      return {
        fields: at ? fieldsOf(at.item, at.rules, task) : [],
        next: skippedAt === null ? await viewActions(context, profile, planned.next) : [],
        ifDeleted: await viewActions(context, profile, planned.ifDeleted),
        waits: await waitsOf(context, profile),
        attempts: await attemptsOf(context, task, nameOf),
        subtasks: await subtasksOf(context, task),
        skippedAt,
      };
    },
  };
}

interface Known {
  readonly item: SyncItem;
  readonly rules: SyncRules;
}

/** The planner itself, on what was last read: so it says what a run would, as long as nothing changes. */
async function planNow(context: ApiContext, profile: Profile, task: Task) {
  const { store, ports } = context.options;
  const [item] = await loadItems(store, [task.id]);
  if (!item) return { at: null, planned: { next: [], ifDeleted: [] } };
  const held = (await store.proposals.byTasks([task.id])).some(({ state }) => state === 'open');
  const rules = await rulesFor(
    {
      ...{ store, ports, profile, run: 'outlook', signal: new AbortController().signal, byHand: true },
      ...{ scripts: limitScripts(ports.scripts), isPastLost: await isDoubtful(store, profile.id), report: () => {} },
      places: await knownPlaces(context.options, profile),
    },
    [item],
  );
  const now: SyncItem = held ? { ...item, isHeld: true } : item;
  const binned: SyncItem = { ...now, task: { ...task, deletedAt: task.deletedAt ?? task.updatedAt } };
  const next = planItem(now, rules).actions;
  const ifDeleted = planItem(binned, rules).actions.filter(({ at }) => at !== here);
  return { at: { item, rules } satisfies Known, planned: { next, ifDeleted } };
}

/** Of the fields that the task has and those that its services know. */
function fieldsOf(item: SyncItem, rules: SyncRules, task: Task): readonly FieldPlaces[] {
  const known = rules.endpoints.flatMap(({ mapper }) => mapper.fields);
  const fields: readonly FieldName[] = [...new Set([...Object.keys(task.fields), ...known])];
  return fieldPlaces(item, rules, fields);
}

async function waitsOf({ options }: ApiContext, profile: Profile): Promise<TaskOutlook['waits']> {
  const { store, ports } = options;
  const waits: TaskOutlook['waits'][number][] = [];
  for (const endpoint of profile.endpoints) {
    const connection = await store.connections.byName(endpoint.connection);
    const until = connection && (await pausedUntil(store, connection.id, ports.clock.now()));
    if (until) waits.push({ endpoint: endpoint.name, until: new Date(until).toISOString() });
  }
  return waits;
}

async function attemptsOf(
  { options: { store } }: ApiContext,
  task: Task,
  nameOf: (origin: string) => string,
): Promise<TaskOutlook['attempts']> {
  const ops = [
    ...(await store.outbox.byTasks([task.id])).filter(({ state }) => state !== 'acked'),
    ...(await store.comments.opsByTasks([task.id])),
    ...(await store.attachments.opsByTasks([task.id])),
  ];
  return ops
    .filter(({ attempts }) => attempts > 0)
    .map(({ endpoint, attempts, retryAt }) => ({ endpoint: nameOf(endpoint), attempts, retryAt }));
}

async function subtasksOf({ options: { store } }: ApiContext, task: Task): Promise<TaskOutlook['subtasks']> {
  const children = await store.tasks.get(await store.tasks.childrenOf(task.profile, [task.id]));
  return [...children.values()]
    .filter(({ deletedAt }) => deletedAt === null)
    .map(({ id, fields: { title, status } }) => ({
      ...{ id, title: typeof title === 'string' ? title : '' },
      status: typeof status === 'string' ? status : null,
    }));
}
