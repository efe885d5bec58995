import type { TaskId } from '../../../src-shared/domain/ids.ts';
import type { Brake, ItemPlan } from '../../../src-shared/domain/plan.ts';
import { createMapper } from '../../../src-shared/sync/apply-mapping.ts';
import { planSync } from '../../../src-shared/sync/plan-sync.ts';
import type { EndpointRules, SyncItem, SyncRules } from '../../../src-shared/sync/rules.ts';
import { askBrakes } from './brakes.ts';
import { loadItems, loadReferences } from './load-items.ts';
import { matchNewcomers } from './match-newcomers.ts';
import { breathe, type RunContext } from './run-context.ts';

/** A plan with what it was made from; preview shows it, a run commits and executes it. */
export interface MadePlan {
  readonly entries: readonly PlannedItem[];
  readonly brakes: readonly Brake[];
  readonly absorbed: readonly TaskId[];
}

export interface PlannedItem {
  readonly item: SyncItem;
  readonly plan: ItemPlan;
}

/** Tasks for one go of the planner: short enough to keep the event loop free. */
const batchSize = 250;

/** Steps 2 and 3: plans every task that is marked as dirty, and asks the brakes. Stores nothing. */
export async function makePlan(context: RunContext): Promise<MadePlan> {
  const { store, profile } = context;
  const loaded: SyncItem[] = [];
  for (let after: TaskId | null = null; ; ) {
    const ids = await store.links.dirty(profile.id, after, batchSize);
    loaded.push(...(await loadItems(store, ids)));
    after = ids.at(-1) ?? null;
    if (ids.length < batchSize) break;
    await breathe(context);
  }
  const { items, absorbed } = await matchNewcomers(context, loaded);
  const entries: PlannedItem[] = [];
  for (let start = 0; start < items.length; start += batchSize) {
    const batch = items.slice(start, start + batchSize);
    const { items: plans } = planSync(batch, await rulesFor(context, batch));
    for (const [index, plan] of plans.entries()) {
      const item = batch[index];
      if (item) entries.push({ item, plan });
    }
    context.report({ phase: 'compare', endpoint: null, done: entries.length, total: items.length, waitingUntil: null });
    await breathe(context);
  }
  return { entries, absorbed, brakes: await askBrakes(context, entries) };
}

async function rulesFor(context: RunContext, items: readonly SyncItem[]): Promise<SyncRules> {
  const references = await loadReferences(context.store, context.profile, items);
  const endpoints: EndpointRules[] = [];
  for (const { endpoint, descriptor, schema } of context.places) {
    const known = references.get(endpoint.id);
    // Nothing is known of the container yet: its side waits until it can be read.
    if (!schema || !known) continue;
    const { clockOffsetMs } = await context.store.endpoints.get(endpoint.id);
    const { canCreate, canDelete } = descriptor.capabilities;
    endpoints.push({ endpoint, mapper: createMapper(endpoint, schema, known), canCreate, canDelete, clockOffsetMs });
  }
  return { profile: context.profile, endpoints };
}
