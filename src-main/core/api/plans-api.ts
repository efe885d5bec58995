import type { PlanView } from '../../../src-shared/api/views.ts';
import type { Action } from '../../../src-shared/domain/action.ts';
import type { Conflict } from '../../../src-shared/domain/conflict.ts';
import { here } from '../../../src-shared/domain/ids.ts';
import type { Profile } from '../../../src-shared/domain/profile.ts';
import type { Problem } from '../../../src-shared/domain/run.ts';
import { attachmentActions } from '../../../src-shared/sync/attachment-actions.ts';
import { commentActions } from '../../../src-shared/sync/comment-actions.ts';
import type { PlannedItem } from '../engine/make-plan.ts';
import type { Preview } from '../engine/preview.ts';
import { type ApiContext, type Handlers, requireProfile } from './api-context.ts';
import { viewConflict } from './conflict-view.ts';
import { viewMatches } from './matches-api.ts';
import { plainValue } from './task-view.ts';

export function planHandlers(context: ApiContext): Handlers<'plans.preview'> {
  return {
    'plans.preview': async ({ profile: name }) => {
      const profile = await requireProfile(context, name);
      const made = await context.runs.preview(profile);
      const entries: PlannedItem[] = [];
      for await (const batch of made.batches()) entries.push(...batch);
      const matches = await viewMatches(context, await context.options.store.proposals.open(profile.id));
      return { ...viewPlan(profile, { ...made, entries }, await stillOpen(context, profile, entries)), matches };
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

interface Planned extends Pick<Preview, 'brakes' | 'comments' | 'attachments'> {
  readonly entries: readonly PlannedItem[];
}

function viewPlan(profile: Profile, made: Planned, open: Open): Omit<PlanView, 'matches'> {
  const names = new Map(profile.endpoints.map((endpoint) => [endpoint.id, endpoint.name]));
  const nameOf = (origin: string): string => names.get(origin) ?? origin;
  const actions = made.entries.flatMap((entry) => entry.plan.actions);
  const drafts = made.entries
    .flatMap((entry) => entry.plan.conflicts)
    .map((draft): Conflict => ({ ...draft, id: '', profile: profile.id, since: '', state: 'open', resolution: null }));
  return {
    profile: profile.name,
    actions: viewActions(
      [...actions, ...made.comments.flatMap(commentActions), ...made.attachments.flatMap(attachmentActions)],
      nameOf,
    ),
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
    requestsEstimated:
      actions.filter(({ at, kind }) => at !== here && kind !== 'link' && kind !== 'unlink').length +
      made.comments.flatMap((plan) => plan.writes).length +
      made.attachments.flatMap((plan) => plan.writes).length,
  };
}

export function viewActions(actions: readonly Action[], nameOf: (origin: string) => string): PlanView['actions'] {
  return actions.map(({ kind, task, title, at, fields }) => ({
    kind,
    task,
    title,
    endpoint: nameOf(at),
    fields: fields.map(({ field, before, after }) => ({ field, before: plainValue(before), after: plainValue(after) })),
  }));
}
