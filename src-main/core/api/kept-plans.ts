import type { KeptPlanView, SavedPlanView } from '../../../src-shared/api/views.ts';
import type { ProfileId, TaskId, Timestamp } from '../../../src-shared/domain/ids.ts';
import type { Profile } from '../../../src-shared/domain/profile.ts';
import type { Store } from '../store/store.ts';
import type { SealedTask, SeenPlan } from './seen-plans.ts';

/** A preview that a person saved with its choices. A plan itself is never kept: what is to be done is always planned anew. */
export interface KeptPlan {
  readonly savedAt: Timestamp;
  /** Tasks that were left out. */
  readonly left: readonly TaskId[];
  readonly tasks: readonly SealedTask[];
}

/** Setting: the saved previews by profile, one each. */
const keptKey = 'plans.kept';
type Kept = Readonly<Record<ProfileId, KeptPlan>>;
type Settings = Pick<Store, 'settings'>;

async function readAll({ settings }: Settings): Promise<Kept> {
  return (await settings.get<Kept>(keptKey)) ?? {};
}

export async function readKept(store: Settings, profile: ProfileId): Promise<KeptPlan | null> {
  return (await readAll(store))[profile] ?? null;
}

/** Keeps it in place of an earlier one; null: none any more. What profiles that are gone had is forgotten. @returns whether anything changed */
export async function keep(store: Store, profile: ProfileId, plan: KeptPlan | null): Promise<boolean> {
  const before = await readAll(store);
  if (plan === null && before[profile] === undefined) return false;
  const there = new Set((await store.profiles.list()).map(({ id }) => id));
  const others = Object.entries(before).filter(([id]) => id !== profile && there.has(id));
  const after = Object.fromEntries([...others, ...(plan === null ? [] : [[profile, plan] as const])]);
  await store.transaction('setting', (tx) => tx.settings.set(keptKey, after));
  return true;
}

export async function viewSaved(store: Settings, profiles: readonly Profile[]): Promise<readonly SavedPlanView[]> {
  const all = await readAll(store);
  return profiles.flatMap(({ id, name }) => {
    const kept = all[id];
    if (!kept) return [];
    const chosen = kept.tasks.length - kept.left.length;
    return [{ profile: name, savedAt: kept.savedAt, chosen, left: kept.left.length }];
  });
}

/**
 * The saved choices, for the plan of now. What became different or is new since nobody has looked at: it is left out until
 * somebody ticks it. Pure.
 */
export function compareKept({ savedAt, left, tasks }: KeptPlan, { tasks: now }: Pick<SeenPlan, 'tasks'>): KeptPlanView {
  const before = new Map(tasks.map((one) => [one.task, one.seal]));
  const there = new Set(now.map(({ task }) => task));
  const unwanted = new Set(left);
  const fresh = now.filter(({ task }) => !before.has(task));
  const changed = now.filter(({ task, seal }) => !unwanted.has(task) && (before.get(task) ?? seal) !== seal);
  const gone = tasks.filter(({ task }) => !unwanted.has(task) && !there.has(task));
  const out = new Set([...unwanted, ...fresh.map(({ task }) => task), ...changed.map(({ task }) => task)]);
  return {
    savedAt,
    left: now.flatMap(({ task }) => (out.has(task) ? [task] : [])),
    changed: changed.map(named),
    fresh: fresh.map(named),
    gone: gone.map(named),
  };
}

function named({ task, title }: SealedTask): { readonly task: TaskId; readonly title: string } {
  return { task, title };
}
