import type { PlanView } from '../../../src-shared/api/views.ts';
import type { Action } from '../../../src-shared/domain/action.ts';
import { attachmentsField } from '../../../src-shared/domain/attachment.ts';
import { commentsField } from '../../../src-shared/domain/comment.ts';
import type { Conflict } from '../../../src-shared/domain/conflict.ts';
import { here, type Origin } from '../../../src-shared/domain/ids.ts';
import type { Profile } from '../../../src-shared/domain/profile.ts';
import type { Problem } from '../../../src-shared/domain/run.ts';
import type { AttachmentPlan } from '../../../src-shared/sync/attachment-rules.ts';
import type { CommentPlan } from '../../../src-shared/sync/comment-rules.ts';
import type { PlannedItem } from '../engine/make-plan.ts';
import type { Preview } from '../engine/preview.ts';
import { type ApiContext, type Handlers, requireProfile } from './api-context.ts';
import { viewConflict } from './conflict-view.ts';
import { plainValue } from './task-view.ts';

export function planHandlers(context: ApiContext): Handlers<'plans.preview'> {
  return {
    'plans.preview': async ({ profile: name }) => {
      const profile = await requireProfile(context, name);
      const made = await context.runs.preview(profile);
      const entries: PlannedItem[] = [];
      for await (const batch of made.batches()) entries.push(...batch);
      return viewPlan(profile, { ...made, entries }, await stillOpen(context, profile, entries));
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

function viewPlan(profile: Profile, made: Planned, open: Open): PlanView {
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

/** Comments are shown as changes of the field `comments`, each on its own. */
function commentActions({ task, title, changes, writes }: CommentPlan): Action[] {
  const action = (at: Origin, before: string | null, after: string | null, from: Origin): Action => ({
    ...{ kind: 'update', task, title, at, remoteId: null, from },
    fields: [{ field: commentsField, before, after }],
  });
  return [
    ...changes.map(({ kind, comment: { text, origin } }) =>
      action(here, null, kind === 'delete' ? null : text, origin ?? here),
    ),
    ...writes.map(({ kind, endpoint, before, text, comment: { origin } }) =>
      action(endpoint, before, kind === 'delete' ? null : text, origin ?? here),
    ),
  ];
}

/** Attachments are shown by their names, as changes of the field `attachments`, each on its own. */
function attachmentActions({ task, title, changes, writes }: AttachmentPlan): Action[] {
  const action = (at: Origin, isDeleted: boolean, name: string, from: Origin): Action => ({
    ...{ kind: 'update', task, title, at, remoteId: null, from },
    fields: [{ field: attachmentsField, before: isDeleted ? name : null, after: isDeleted ? null : name }],
  });
  return [
    ...changes.flatMap(({ kind, attachment: { name, origin } }) =>
      kind === 'update' ? [] : [action(here, kind === 'delete', name, origin)],
    ),
    ...writes.map(({ kind, endpoint, attachment: { name, origin } }) =>
      action(endpoint, kind === 'delete', name, origin),
    ),
  ];
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
