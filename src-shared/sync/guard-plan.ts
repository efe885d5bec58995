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
  const outgoing = countRemovals(plans);
  const brakes: Brake[] = [];
  for (const { endpoint, name, linked, deletedThere } of totals) {
    if (linked >= 2 && deletedThere === linked) {
      const message = `${name} is empty now: all ${linked} tasks that were there are gone. Nothing was changed anywhere.`;
      brakes.push({ kind: 'emptied-side', endpoint, count: deletedThere, of: linked, message });
      continue;
    }
    const limit = Math.max(3, linked * 0.1);
    if (deletedThere > limit) {
      const message = `${deletedThere} of ${linked} tasks were deleted in ${name}. Nothing was changed anywhere.`;
      brakes.push({ kind: 'mass-delete', endpoint, count: deletedThere, of: linked, message });
    }
    const out = outgoing.get(endpoint) ?? 0;
    if (out > limit) {
      const message = `This run would close or delete ${out} of ${linked} tasks in ${name}. Nothing was changed anywhere.`;
      brakes.push({ kind: 'mass-delete', endpoint, count: out, of: linked, message });
    }
  }
  return brakes;
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
