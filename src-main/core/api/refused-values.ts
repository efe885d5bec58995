import type { RefusedValueView } from '../../../src-shared/api/views.ts';
import type { Profile } from '../../../src-shared/domain/profile.ts';
import type { Problem } from '../../../src-shared/domain/run.ts';
import type { Store } from '../store/store.ts';

/** Values without a counterpart at a service: one line each, however many tasks have it. The most frequent first. */
export async function refusedValues(store: Store, profiles: readonly Profile[]): Promise<readonly RefusedValueView[]> {
  const views: RefusedValueView[] = [];
  for (const { id, name } of profiles) {
    const problems = (await store.problems.open({ profile: id })).filter(({ code }) => code === 'unmapped-value');
    const groups = Map.groupBy(problems, ({ endpoint, field, message }) => JSON.stringify([endpoint, field, message]));
    for (const same of groups.values()) views.push(...viewGroup(name, same));
  }
  return views.sort((a, b) => b.tasks - a.tasks);
}

function viewGroup(profile: string, same: readonly Problem[]): readonly RefusedValueView[] {
  const [first] = same;
  if (!first || first.field === null) return [];
  const { endpointName, field, message, since, task, title } = first;
  return [{ profile, endpoint: endpointName, field, message, since, tasks: same.length, task, title }];
}
