import { createHash } from 'node:crypto';
import type { ApiArguments } from '../../../src-shared/api/contract.ts';
import type { Action } from '../../../src-shared/domain/action.ts';
import type { ProfileId, TaskId } from '../../../src-shared/domain/ids.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { type Acceptance, sealOf } from '../engine/choice.ts';
import type { ApiContext } from './api-context.ts';

/** What was planned for a task: equal seals, equal plans. */
export interface SealedTask {
  readonly task: TaskId;
  readonly title: string;
  readonly seal: string;
}

export interface SeenPlan {
  readonly hash: string;
  /** Seals of all its actions. */
  readonly seen: ReadonlySet<string>;
  readonly tasks: readonly SealedTask[];
}

/** What the last preview of each profile showed, as seals: enough to recognise an action, and small. */
export interface SeenPlans {
  remember(profile: ProfileId, actions: readonly Action[]): SeenPlan;
  find(profile: ProfileId, hash: string): SeenPlan | null;
}

/** Two windows may look at one profile. */
const mostKept = 2;

export function createSeenPlans(): SeenPlans {
  const plans = new Map<ProfileId, readonly SeenPlan[]>();
  return {
    remember(profile, actions) {
      const plan = sealPlan(actions);
      const others = (plans.get(profile) ?? []).filter(({ hash }) => hash !== plan.hash);
      plans.set(profile, [plan, ...others].slice(0, mostKept));
      return plan;
    },
    find: (profile, hash) => plans.get(profile)?.find((plan) => plan.hash === hash) ?? null,
  };
}

function sealPlan(actions: readonly Action[]): SeenPlan {
  const sealed = actions.map((action) => ({ action, seal: sealOf(action) }));
  const byTask = Map.groupBy(sealed, ({ action }) => action.task);
  return {
    hash: sealTogether(new Set(sealed.map(({ seal }) => seal))),
    seen: new Set(sealed.map(({ seal }) => seal)),
    tasks: [...byTask].map(([task, own]) => ({
      task,
      title: own[0]?.action.title ?? '',
      seal: sealTogether(own.map(({ seal }) => seal)),
    })),
  };
}

function sealTogether(seals: Iterable<string>): string {
  return createHash('sha256')
    .update([...seals].sort().join(' '))
    .digest('base64url')
    .slice(0, 22);
}

type Accepted = NonNullable<ApiArguments<'runs.start'>['accepted']>;

/** @throws TaskSyncError `stale-version` when the preview is older than this program or two later previews */
export function acceptanceOf(
  context: Pick<ApiContext, 'seenPlans'>,
  profile: ProfileId,
  { plan, only, except }: { readonly [Key in keyof Accepted]: Accepted[Key] },
): Acceptance {
  const { seen } = requireSeen(context, profile, plan, 'apply');
  const wanted = only && new Set(only);
  const unwanted = new Set(except);
  return { seen, wants: (task) => (wanted?.has(task) ?? true) && !unwanted.has(task) };
}

/** @throws TaskSyncError `stale-version` when the preview is older than this program or two later previews */
export function requireSeen(
  { seenPlans }: Pick<ApiContext, 'seenPlans'>,
  profile: ProfileId,
  hash: string,
  next: 'apply' | 'save',
): SeenPlan {
  const plan = seenPlans.find(profile, hash);
  if (plan !== null) return plan;
  throw new TaskSyncError(
    'stale-version',
    `This preview is no longer known. Refresh it, then ${next}. Nothing was ${next === 'apply' ? 'written' : 'saved'}.`,
  );
}
