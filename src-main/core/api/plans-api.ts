import type { PlannedTaskView, PlanView } from '../../../src-shared/api/views.ts';
import type { Action } from '../../../src-shared/domain/action.ts';
import type { Conflict } from '../../../src-shared/domain/conflict.ts';
import { here, type TaskId } from '../../../src-shared/domain/ids.ts';
import type { Profile } from '../../../src-shared/domain/profile.ts';
import type { Problem } from '../../../src-shared/domain/run.ts';
import { attachmentActions } from '../../../src-shared/sync/attachment-actions.ts';
import { commentActions } from '../../../src-shared/sync/comment-actions.ts';
import { parentsNamed } from '../../../src-shared/sync/seen-actions.ts';
import { loadItems } from '../engine/load-items.ts';
import type { PlannedItem } from '../engine/make-plan.ts';
import type { Preview } from '../engine/preview.ts';
import { timestamp } from '../engine/run-context.ts';
import { type ApiContext, type Handlers, requireProfile } from './api-context.ts';
import { viewConflict } from './conflict-view.ts';
import { compareKept, keep, readKept, viewSaved } from './kept-plans.ts';
import { viewMatches } from './matches-api.ts';
import { namesIn } from './names.ts';
import { requireSeen } from './seen-plans.ts';
import { viewHold } from './why-state.ts';

export function planHandlers(
  context: ApiContext,
): Handlers<'plans.preview' | 'plans.save' | 'plans.saved' | 'plans.forget'> {
  const { store, ports } = context.options;
  const changed = (): void => context.emit({ kind: 'changed', what: ['profiles'] });
  return {
    'plans.preview': async ({ profile: name }) => {
      const profile = await requireProfile(context, name);
      const made = await context.runs.preview(profile);
      const entries: PlannedItem[] = [];
      for await (const batch of made.batches()) entries.push(...batch);
      const actions = [
        ...entries.flatMap((entry) => entry.plan.actions),
        ...made.comments.flatMap(commentActions),
        ...made.attachments.flatMap(attachmentActions),
      ];
      const nameOf = endpointNamesOf(profile);
      const seen = context.seenPlans.remember(profile.id, actions);
      const kept = await readKept(store, profile.id);
      const tasks = await viewPlannedTasks(context, entries, actions, nameOf);
      return {
        ...viewPlan(profile, { ...made, entries }, await stillOpen(context, profile, entries)),
        actions: await viewActions(context, profile, actions),
        hash: seen.hash,
        ...(kept === null ? {} : { kept: compareKept(kept, seen) }),
        at: timestamp(ports),
        tasks,
        equal: Math.max(
          0,
          (await store.tasks.list({ profile: profile.id, limit: 1 })).total -
            tasks.filter(({ isNew }) => !isNew).length,
        ),
        failures: made.failures.map(({ endpoint, error: { code, message, retryAfterMs } }) => ({
          endpoint: nameOf(endpoint),
          code,
          message,
          retryAt: retryAfterMs === undefined ? null : timestamp(ports, retryAfterMs),
        })),
        matches: await viewMatches(context, await store.proposals.open(profile.id)),
      };
    },
    'plans.save': async ({ profile: name, plan, except }) => {
      const profile = await requireProfile(context, name);
      const { tasks } = requireSeen(context, profile.id, plan, 'save');
      const unwanted = new Set(except);
      const left = tasks.flatMap(({ task }) => (unwanted.has(task) ? [task] : []));
      await keep(store, profile.id, { savedAt: timestamp(ports), left, tasks });
      changed();
      return null;
    },
    'plans.saved': async () => await viewSaved(store, await store.profiles.list()),
    'plans.forget': async ({ profile: name }) => {
      const profile = await requireProfile(context, name);
      if (await keep(store, profile.id, null)) changed();
      return null;
    },
  };
}

interface Open {
  readonly conflicts: readonly Conflict[];
  readonly problems: readonly Problem[];
}

/** What waits already and that nothing new was seen of: a plan without it would say "all the same" of sides that differ. */
async function stillOpen({ options }: ApiContext, profile: Profile, entries: readonly PlannedItem[]): Promise<Open> {
  const planned = new Set(entries.map((entry) => entry.item.taskId));
  const conflicts = await options.store.conflicts.open(profile.id);
  const problems = await options.store.problems.open({ profile: profile.id });
  return {
    conflicts: conflicts.filter((conflict) => !planned.has(conflict.task)),
    problems: problems.filter((problem) => problem.task === null || !planned.has(problem.task)),
  };
}

function endpointNamesOf({ endpoints }: Profile): (origin: string) => string {
  const names = new Map(endpoints.map((endpoint) => [endpoint.id, endpoint.name]));
  return (origin) => names.get(origin) ?? origin;
}

/** What a person can do with the tasks of a plan: open their records, and leave out what needs them. */
async function viewPlannedTasks(
  { options }: ApiContext,
  entries: readonly PlannedItem[],
  actions: readonly Action[],
  nameOf: (origin: string) => string,
): Promise<readonly PlannedTaskView[]> {
  const byTask = Map.groupBy(actions, ({ task }) => task);
  const items = new Map(entries.map(({ item }) => [item.taskId, item]));
  // Tasks of which only comments or attachments change have no plan of their own.
  for (const item of await loadItems(
    options.store,
    [...byTask.keys()].filter((task) => !items.has(task)),
  )) {
    items.set(item.taskId, item);
  }
  const isMade = (task: TaskId): boolean => byTask.get(task)?.some(({ kind }) => kind === 'create') === true;
  return [...byTask].map(([task, own]) => {
    const item = items.get(task);
    return {
      task,
      title: own[0]?.title ?? '',
      isNew: item?.task === null,
      records: (item?.links ?? []).map(({ endpoint, remoteId, observation }) => ({
        endpoint: nameOf(endpoint),
        remoteId,
        url: observation?.url ?? null,
      })),
      needs: parentsNamed(own).filter((parent) => parent !== task && isMade(parent)),
    };
  });
}

interface Planned extends Pick<Preview, 'brakes' | 'comments' | 'attachments'> {
  readonly entries: readonly PlannedItem[];
}

type ViewedPlan = Omit<PlanView, 'actions' | 'matches' | 'hash' | 'at' | 'tasks' | 'equal' | 'failures'>;

function viewPlan(profile: Profile, made: Planned, open: Open): ViewedPlan {
  const nameOf = endpointNamesOf(profile);
  const actions = made.entries.flatMap((entry) => entry.plan.actions);
  const drafts = made.entries
    .flatMap((entry) => entry.plan.conflicts)
    .map((draft): Conflict => ({ ...draft, id: '', profile: profile.id, since: '', state: 'open', resolution: null }));
  return {
    profile: profile.name,
    conflicts: [...open.conflicts, ...drafts].map((conflict) => viewConflict(conflict, profile.name, nameOf)),
    refusals: [
      ...open.problems.map(({ code, ...problem }) => ({ ...problem, reason: code })),
      ...made.entries.flatMap((entry) => entry.plan.refusals),
      ...made.comments.flatMap((plan) => plan.refusals),
      ...made.attachments.flatMap((plan) => plan.refusals),
    ].map(({ task, title, endpoint, field, reason, message }) => ({
      task,
      title,
      endpoint: nameOf(endpoint),
      field,
      reason,
      message,
    })),
    brakes: made.brakes.map((brake) => brake.message),
    ...(made.brakes.length > 0 ? { holds: made.brakes.map((brake) => viewHold(brake, profile.endpoints)) } : {}),
    requestsEstimated:
      actions.filter(({ at, kind }) => at !== here && kind !== 'link' && kind !== 'unlink').length +
      made.comments.flatMap((plan) => plan.writes).length +
      made.attachments.flatMap((plan) => plan.writes).length,
  };
}

/** Actions with their places and values by name. */
export async function viewActions(
  context: ApiContext,
  profile: Profile,
  actions: readonly Action[],
): Promise<PlanView['actions']> {
  const said = actions.flatMap(({ at, fields }) =>
    fields.map(({ field, before, after }) => ({ place: at, field, values: [before, after] })),
  );
  const names = await namesIn(context, profile, said);
  return actions.map(({ kind, task, title, at, fields }) => ({
    kind,
    task,
    title,
    endpoint: names.place(at),
    fields: fields.map(({ field, before, after }) => ({
      field,
      before: names.value(at, field, before),
      after: names.value(at, field, after),
    })),
  }));
}
