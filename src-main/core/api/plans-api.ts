import type { PlanView } from '../../../src-shared/api/views.ts';
import { here } from '../../../src-shared/domain/ids.ts';
import type { Profile } from '../../../src-shared/domain/profile.ts';
import type { MadePlan } from '../engine/make-plan.ts';
import { type ApiContext, type Handlers, requireProfile } from './api-context.ts';
import { viewConflict } from './conflict-view.ts';
import { plainValue } from './task-view.ts';

export function planHandlers(context: ApiContext): Handlers<'plans.preview'> {
  return {
    'plans.preview': async ({ profile: name }) => {
      const profile = await requireProfile(context, name);
      return viewPlan(profile, await context.runs.preview(profile));
    },
  };
}

function viewPlan(profile: Profile, made: MadePlan): PlanView {
  const names = new Map(profile.endpoints.map((endpoint) => [endpoint.id, endpoint.name]));
  const nameOf = (origin: string): string => names.get(origin) ?? origin;
  const actions = made.entries.flatMap((entry) => entry.plan.actions);
  return {
    profile: profile.name,
    actions: actions.map(({ kind, task, title, at, fields }) => ({
      kind,
      task,
      title,
      endpoint: nameOf(at),
      fields: fields.map(({ field, before, after }) => ({
        field,
        before: plainValue(before),
        after: plainValue(after),
      })),
    })),
    conflicts: made.entries.flatMap(({ plan }) =>
      plan.conflicts.map((draft) =>
        viewConflict(
          { ...draft, id: '', profile: profile.id, since: '', state: 'open', resolution: null },
          profile.name,
          nameOf,
        ),
      ),
    ),
    refusals: made.entries.flatMap(({ plan }) =>
      plan.refusals.map(({ task, title, endpoint, field, reason, message }) => ({
        task,
        title,
        endpoint: nameOf(endpoint),
        field,
        reason,
        message,
      })),
    ),
    brakes: made.brakes.map((brake) => brake.message),
    requestsEstimated: actions.filter(({ at, kind }) => at !== here && kind !== 'link' && kind !== 'unlink').length,
  };
}
