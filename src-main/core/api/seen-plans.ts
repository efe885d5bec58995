import { createHash } from 'node:crypto';
import type { ApiArguments } from '../../../src-shared/api/contract.ts';
import type { Action } from '../../../src-shared/domain/action.ts';
import type { ProfileId } from '../../../src-shared/domain/ids.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { type Acceptance, sealOf } from '../engine/choice.ts';
import type { ApiContext } from './api-context.ts';

/** What the last preview of each profile showed, as seals: enough to recognise an action, and small. */
export interface SeenPlans {
  /** @returns the plan's hash */
  remember(profile: ProfileId, actions: readonly Action[]): string;
  find(profile: ProfileId, hash: string): ReadonlySet<string> | null;
}

/** Two windows may look at one profile. */
const mostKept = 2;

export function createSeenPlans(): SeenPlans {
  const plans = new Map<ProfileId, readonly { readonly hash: string; readonly seen: ReadonlySet<string> }[]>();
  return {
    remember(profile, actions) {
      const seen = new Set(actions.map(sealOf));
      const hash = createHash('sha256')
        .update([...seen].sort().join(' '))
        .digest('base64url')
        .slice(0, 22);
      const others = (plans.get(profile) ?? []).filter((plan) => plan.hash !== hash);
      plans.set(profile, [{ hash, seen }, ...others].slice(0, mostKept));
      return hash;
    },
    find: (profile, hash) => plans.get(profile)?.find((plan) => plan.hash === hash)?.seen ?? null,
  };
}

type Accepted = NonNullable<ApiArguments<'runs.start'>['accepted']>;

/** @throws TaskSyncError `stale-version` when the preview is older than this program or two later previews */
export function acceptanceOf(
  { seenPlans }: Pick<ApiContext, 'seenPlans'>,
  profile: ProfileId,
  { plan, only, except }: { readonly [Key in keyof Accepted]: Accepted[Key] },
): Acceptance {
  const seen = seenPlans.find(profile, plan);
  if (seen === null) {
    throw new TaskSyncError(
      'stale-version',
      'This preview is no longer known. Refresh it, then apply. Nothing was written.',
    );
  }
  const wanted = only && new Set(only);
  const unwanted = new Set(except);
  return { seen, wants: (task) => (wanted?.has(task) ?? true) && !unwanted.has(task) };
}
