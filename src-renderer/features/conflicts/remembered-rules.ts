import type { ProfileFile } from '../../../src-shared/api/profile-file.ts';
import { type Policies, ruleOfChoice } from '../../../src-shared/sync/remember-choice.ts';
import { client } from '../../api/client.ts';
import type { Applied } from '../../stores/decisions-store.ts';
import { newestOf, type Pair } from './questions.ts';

export function policiesOf({ conflicts }: ProfileFile): Policies {
  const { policy = 'manual', fields = {}, priority = [] } = conflicts ?? {};
  return { policy, fields, priority };
}

/** A profile whose rules were changed, as it was and as it is. */
export interface ChangedRules {
  readonly before: ProfileFile;
  readonly after: ProfileFile;
}

/** Makes rules of the choices that are to be remembered. What they do shows in the preview before anything is written. */
export async function saveRules(applied: readonly Applied[], pairs: readonly Pair[]): Promise<readonly ChangedRules[]> {
  const wanted = pairs.filter(({ id }) => applied.some(({ conflict, draft }) => conflict === id && draft.remember));
  const changes: ChangedRules[] = [];
  for (const [profile, own] of Map.groupBy(wanted, (pair) => pair.profile)) {
    const before = await client.call('profiles.get', { profile });
    const places = await placesOf(profile);
    let policies = policiesOf(before);
    for (const pair of own) {
      const side = applied.find(({ conflict }) => conflict === pair.id)?.draft.use ?? '';
      const isNewest = newestOf(pair)?.side === side;
      policies = ruleOfChoice(policies, pair.field, { side, isNewest }, places)?.policies ?? policies;
    }
    const conflicts = { ...policies, fields: { ...policies.fields }, priority: [...policies.priority] };
    const after: ProfileFile = { ...before, conflicts };
    await saveAll([after]);
    changes.push({ before, after });
  }
  return changes;
}

export async function saveAll(files: readonly ProfileFile[]): Promise<void> {
  for (const file of files) await client.call('profiles.save', { file, replaces: file.name });
}

async function placesOf(profile: string): Promise<readonly string[]> {
  const found = (await client.call('profiles.list', {})).find(({ name }) => name === profile);
  return found?.endpoints.map(({ name }) => name) ?? [];
}
