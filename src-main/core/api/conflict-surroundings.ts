import type { ConflictSurroundings } from '../../../src-shared/api/views.ts';
import { isEmpty, sameValue } from '../../../src-shared/domain/field.ts';
import type { Link } from '../../../src-shared/domain/link.ts';
import type { Profile } from '../../../src-shared/domain/profile.ts';
import type { Task } from '../../../src-shared/domain/task.ts';
import { type ApiContext, endpointNames, requireTask } from './api-context.ts';
import { plainValue } from './task-view.ts';

/** Policies under which a rule decides; a person's own decisions and pairings are no rules. */
const rules: readonly unknown[] = ['newest', 'priority', 'keep-both'];

/** What else there is to know about a task with conflicts: what its sides agree on, and what a rule has decided. */
export async function conflictSurroundings(context: ApiContext, id: string): Promise<ConflictSurroundings> {
  const { store } = context.options;
  const task = await requireTask(context, id);
  const profile = await store.profiles.get(task.profile);
  const open = (await store.conflicts.byTasks([task.id])).filter(({ state }) => state === 'open');
  const since = open.map((conflict) => conflict.since).sort()[0];
  const nameOf = await endpointNames(context);
  const history = since === undefined ? [] : await store.history.list({ task: task.id, since, limit: 200 });
  return {
    equal: (await equalFields(context, profile, task, new Set(open.map(({ field }) => field)))).map((field) => ({
      field,
      value: plainValue(task.fields[field]),
    })),
    decided: history
      .filter(({ kind, after, field }) => kind === 'overruled' && field !== null && rules.includes(after))
      .map(({ field, before, after, place }) => ({
        field: field ?? '',
        value: plainValue(task.fields[field ?? '']),
        overruled: plainValue(before),
        side: nameOf(place),
        rule: after as ConflictSurroundings['decided'][number]['rule'],
      })),
  };
}

/** Fields that every linked record has, says as when it was last equal, and of which nothing waits to be sent. */
async function equalFields(
  { options: { store } }: ApiContext,
  profile: Profile | undefined | null,
  task: Task,
  inConflict: ReadonlySet<string>,
): Promise<readonly string[]> {
  const links = (await store.links.byTasks([task.id])).filter(({ state }) => state === 'linked');
  const ops = (await store.outbox.byTasks([task.id])).filter(({ state }) => state !== 'acked');
  const isWaiting = (await store.links.dirtyAmong([task.id])).size > 0 || ops.length > 0;
  if (isWaiting || links.length === 0) return [];
  const problems = new Set((await store.problems.open({ tasks: [task.id] })).map(({ field }) => field));
  return Object.keys(task.fields).filter(
    (field) =>
      !isEmpty(task.fields[field] ?? null) &&
      !inConflict.has(field) &&
      !problems.has(field) &&
      links.every((link) => isUnchanged(link, remoteName(profile, link, field))),
  );
}

function remoteName(profile: Profile | undefined | null, link: Link, field: string): string | null {
  const mapping = profile?.endpoints.find(({ id }) => id === link.endpoint)?.mapping[field];
  return mapping === false ? null : (mapping?.field ?? field);
}

function isUnchanged({ base, observation }: Link, name: string | null): boolean {
  if (name === null) return false;
  const [agreed, seen] = [base?.[name], observation?.fields[name]];
  return agreed !== undefined && seen !== undefined && sameValue(name, agreed, seen);
}
