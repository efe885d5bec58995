import type { EndpointId } from '../domain/ids.ts';
import type { Brake, ItemPlan } from '../domain/plan.ts';

/** What an endpoint held before this run. */
export interface EndpointTotals {
  readonly endpoint: EndpointId;
  readonly name: string;
  /** Links that were alive before this run's deletions were seen. */
  readonly linked: number;
  /** Of these, proven deleted at the service and not yet dealt with. */
  readonly deletedThere: number;
}

/**
 * The brakes (S10): a run that would delete unusually much is refused whole, before its first write. Deletions are counted
 * where they come from and where they would go to; closing counts like deleting.
 */
export function guardPlan(plans: readonly ItemPlan[], totals: readonly EndpointTotals[]): readonly Brake[] {
  const incoming = totals.flatMap(vanished);
  return incoming.length > 0 ? incoming : leaving(plans, totals);
}

/** Most removals of one run that need no question. */
const limitFor = (linked: number): number => Math.max(3, linked * 0.1);

function vanished({ endpoint, name, linked, deletedThere }: EndpointTotals): Brake[] {
  const facts = { endpoint, count: deletedThere, of: linked };
  if (linked >= 2 && deletedThere === linked) {
    const message = `${name} is empty now: all ${linked} tasks that were there are gone. Nothing was changed anywhere.`;
    return [{ ...facts, kind: 'emptied-side', message }];
  }
  if (deletedThere <= limitFor(linked)) return [];
  const message = `${deletedThere} of ${linked} tasks were deleted in ${name}. Nothing was changed anywhere.`;
  return [{ ...facts, kind: 'mass-delete', message }];
}

function leaving(plans: readonly ItemPlan[], totals: readonly EndpointTotals[]): readonly Brake[] {
  const removals = countRemovals(plans);
  return totals.flatMap(({ endpoint, name, linked }): Brake[] => {
    const count = removals.get(endpoint) ?? 0;
    if (count <= limitFor(linked)) return [];
    const message = `This run would close or delete ${count} of ${linked} tasks in ${name}. Nothing was changed anywhere.`;
    return [{ kind: 'mass-delete', endpoint, count, of: linked, message }];
  });
}

function countRemovals(plans: readonly ItemPlan[]): ReadonlyMap<EndpointId, number> {
  const counts = new Map<EndpointId, number>();
  for (const { actions } of plans) {
    for (const { kind, at } of actions) {
      if (kind === 'close' || kind === 'delete') counts.set(at, (counts.get(at) ?? 0) + 1);
    }
  }
  return counts;
}
