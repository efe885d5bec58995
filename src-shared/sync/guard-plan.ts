import type { Action } from '../domain/action.ts';
import type { EndpointId, Origin } from '../domain/ids.ts';
import type { Brake, ItemPlan } from '../domain/plan.ts';

/** What an endpoint held before this run. */
export interface EndpointTotals {
  readonly endpoint: EndpointId;
  readonly name: string;
  /** Links that were alive before this run's deletions were seen. */
  readonly linked: number;
  /** Of these, proven deleted at the service and not yet dealt with. */
  readonly deletedThere: number;
  /** The first copying of everything is done; until then, many new records are what everybody expects. */
  readonly isEstablished: boolean;
}

/** What a plan amounts to, counted while it is made: a long plan is never held as a whole. */
export interface PlanCensus {
  /** `mass-create endpoint` → how many actions. */
  readonly masses: ReadonlyMap<string, number>;
  /** Tasks that change anywhere, here included. */
  readonly changed: number;
  /** Where the first of these changes is; null: there is none. */
  readonly firstAt: Origin | null;
  take(plan: ItemPlan): void;
}

export function createPlanCensus(): PlanCensus {
  const masses = new Map<string, number>();
  let changed = 0;
  let firstAt: Origin | null = null;
  return {
    masses,
    get changed() {
      return changed;
    },
    get firstAt() {
      return firstAt;
    },
    take({ actions }) {
      const writes = actions.filter(({ kind }) => kind !== 'link' && kind !== 'unlink');
      if (writes.length > 0) changed++;
      for (const { kind, at } of writes) {
        firstAt ??= at;
        const key = `${massOf(kind)} ${at}`;
        masses.set(key, (masses.get(key) ?? 0) + 1);
      }
    },
  };
}

export interface GuardOptions {
  /** What was changed in the profile's settings and not yet looked at in a preview, in words; empty: nothing. */
  readonly unseenChanges: readonly string[];
}

/**
 * The brakes (S10, S17): a run that would do unusually much, or the first one under changed settings, is refused whole, before
 * its first write. Deletions are counted where they come from and where they would go to; closing counts like deleting. Pure.
 */
export function guardPlan(
  census: PlanCensus,
  totals: readonly EndpointTotals[],
  { unseenChanges }: GuardOptions = { unseenChanges: [] },
): readonly Brake[] {
  const incoming = totals.flatMap(vanished);
  if (incoming.length > 0) return incoming;
  return [...unseen(census, unseenChanges), ...outgoing(census, totals)];
}

type Mass = 'mass-delete' | 'mass-overwrite' | 'mass-create';

/** Most actions of one run that need no question: a few always, beyond that a share of the list. */
const limits: Readonly<Record<Mass, { readonly few: number; readonly share: number; readonly words: string }>> = {
  'mass-delete': { few: 3, share: 0.1, words: 'close or delete' },
  'mass-overwrite': { few: 20, share: 0.3, words: 'change' },
  'mass-create': { few: 50, share: 0.5, words: 'add' },
};

const limitOf = (mass: Mass, linked: number): number => Math.max(limits[mass].few, linked * limits[mass].share);

const nothingChanged = 'Nothing was changed anywhere.';

function vanished({ endpoint, name, linked, deletedThere }: EndpointTotals): Brake[] {
  const facts = { endpoint, count: deletedThere, of: linked };
  if (linked >= 2 && deletedThere === linked) {
    const message = `${name} is empty now: all ${linked} tasks that were there are gone. ${nothingChanged}`;
    return [{ ...facts, kind: 'emptied-side', message }];
  }
  if (deletedThere <= limitOf('mass-delete', linked)) return [];
  const message = `${deletedThere} of ${linked} tasks were deleted in ${name}. ${nothingChanged}`;
  return [{ ...facts, kind: 'mass-delete', message }];
}

function outgoing({ masses }: PlanCensus, totals: readonly EndpointTotals[]): readonly Brake[] {
  return totals.flatMap(({ endpoint, name, linked, isEstablished }) =>
    Object.entries(limits).flatMap(([key, { words }]): Brake[] => {
      const mass = key as Mass;
      const count = masses.get(`${mass} ${endpoint}`) ?? 0;
      if (count <= limitOf(mass, linked) || (mass === 'mass-create' && !isEstablished)) return [];
      const tasks = mass === 'mass-create' ? `${count} tasks to the ${linked}` : `${count} of ${linked} tasks`;
      const message = `This run would ${words} ${tasks} in ${name}. ${nothingChanged}`;
      return [{ kind: mass, endpoint, count, of: linked, message }];
    }),
  );
}

function massOf(kind: Action['kind']): Mass | null {
  if (kind === 'close' || kind === 'delete') return 'mass-delete';
  if (kind === 'update') return 'mass-overwrite';
  return kind === 'create' ? 'mass-create' : null;
}

/** A changed mapping or filter writes nothing before somebody has seen what it would write. */
function unseen({ changed, firstAt }: PlanCensus, changes: readonly string[]): Brake[] {
  if (changes.length === 0 || firstAt === null) return [];
  const tasks = changed;
  const message = `The profile’s ${listOf(changes)} changed, and this run would now change ${tasks} task${tasks === 1 ? '' : 's'}. ${nothingChanged} Look at the preview, then go on.`;
  return [{ kind: 'changed-settings', endpoint: firstAt, count: tasks, of: tasks, message }];
}

function listOf(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length === 1 ? `${last} was` : `${words.slice(0, -1).join(', ')} and ${last} were`;
}
