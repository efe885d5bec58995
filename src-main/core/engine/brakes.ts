import type { EndpointId, ProfileId } from '../../../src-shared/domain/ids.ts';
import type { Brake } from '../../../src-shared/domain/plan.ts';
import {
  type BrakeShares,
  createPlanCensus,
  defaultShares,
  type EndpointTotals,
  guardPlan,
  type PlanCensus,
} from '../../../src-shared/sync/guard-plan.ts';
import { openOps } from '../store/open-ops.ts';
import type { Store } from '../store/store.ts';
import { countAttachments, countComments } from './count-writes.ts';
import type { PlannedItem } from './make-plan.ts';
import { type Place, type RunContext, timestamp } from './run-context.ts';

/** Setting that holds when an endpoint had its whole first copy. */
const establishedKey = (endpoint: EndpointId): string => `established.${endpoint}`;

/** Setting that holds what was changed in a profile's settings since somebody last accepted a preview. */
const unseenKey = (profile: ProfileId): string => `unseen-changes.${profile}`;

/** Setting: shares that are stricter than the usual ones. */
export const sharesKey = 'brakes.shares';

/** What the brakes have to know of a plan, counted while it is made. */
export interface Census {
  readonly plan: PlanCensus;
  /** Tasks whose twin there is proven deleted and not yet dealt with. */
  readonly deletedAt: Map<EndpointId, number>;
  /** Nothing to ask about. */
  readonly isEmpty: boolean;
  take(batch: readonly PlannedItem[]): void;
}

export function createCensus(): Census {
  const plan = createPlanCensus();
  const deletedAt = new Map<EndpointId, number>();
  return {
    plan,
    deletedAt,
    get isEmpty() {
      return plan.firstAt === null && deletedAt.size === 0;
    },
    take(batch) {
      for (const { item, plan: planned } of batch) {
        plan.take(planned);
        if (item.task?.deletedAt !== null) continue;
        const places = new Set(item.links.filter((link) => link.state === 'deleted').map((link) => link.endpoint));
        for (const endpoint of places) deletedAt.set(endpoint, (deletedAt.get(endpoint) ?? 0) + 1);
      }
    },
  };
}

/** Step 3: asks the brakes about a plan, and about the comments and attachments that follow from it. */
export async function askBrakes(context: RunContext, census: Census): Promise<readonly Brake[]> {
  await countComments(context, census.plan);
  await countAttachments(context, census.plan);
  if (census.isEmpty) return [];
  const { store, profile, places } = context;
  const { plan } = census;
  const totals: EndpointTotals[] = [];
  for (const { endpoint } of places) {
    const deletedThere = census.deletedAt.get(endpoint.id) ?? 0;
    const alive = await store.links.countLive(endpoint.id);
    const isEstablished = (await store.settings.get(establishedKey(endpoint.id))) !== null;
    totals.push({
      endpoint: endpoint.id,
      name: endpoint.name,
      linked: alive + deletedThere,
      deletedThere,
      comments: plan.changed.comments === 0 ? 0 : await store.comments.countLive(endpoint.id),
      attachments: plan.changed.attachments === 0 ? 0 : await store.attachments.countLive(endpoint.id),
      isEstablished,
    });
  }
  // What was chosen in a preview has been seen.
  const unseen = context.choice === undefined ? await unseenChanges(store, profile.id) : [];
  const stricter = await store.settings.get<Partial<BrakeShares>>(sharesKey);
  return guardPlan(plan, totals, { unseenChanges: unseen, shares: { ...defaultShares, ...stricter } });
}

async function unseenChanges(store: Store, profile: ProfileId): Promise<readonly string[]> {
  return (await store.settings.get<readonly string[]>(unseenKey(profile))) ?? [];
}

/** The next plan that changes anything is held until somebody has seen it (S17). */
export async function noteChanges(tx: Store, profile: ProfileId, changes: readonly string[]): Promise<void> {
  if (changes.length === 0) return;
  await tx.settings.set(unseenKey(profile), [...new Set([...(await unseenChanges(tx, profile)), ...changes])]);
}

/** After a run that went through: nothing is left to be seen, and endpoints with nothing left to send are established. */
export async function releaseBrakes(context: RunContext): Promise<void> {
  // What was left was not agreed to, and the first copy is not complete without it.
  if (context.choice && context.choice.left.size > 0) return;
  const { store, profile, places } = context;
  const reached = places.filter((place) => place.failure === null);
  const isSeen = reached.length === places.length && (await unseenChanges(store, profile.id)).length > 0;
  const established = await newlyEstablished(context, reached);
  if (!isSeen && established.length === 0) return;
  await store.transaction('run', async (tx) => {
    if (isSeen) await tx.settings.set(unseenKey(profile.id), null);
    for (const endpoint of established) await tx.settings.set(establishedKey(endpoint), timestamp(context.ports));
  });
}

async function newlyEstablished(context: RunContext, reached: readonly Place[]): Promise<readonly EndpointId[]> {
  const found: EndpointId[] = [];
  for (const { endpoint } of reached) {
    if ((await context.store.settings.get(establishedKey(endpoint.id))) === null) found.push(endpoint.id);
  }
  if (found.length === 0) return found;
  const { store, profile } = context;
  const carried = [...(await store.comments.ops(profile.id)), ...(await store.attachments.ops(profile.id))];
  const waiting = new Set(carried.filter((op) => op.state !== 'parked').map((op) => op.endpoint));
  for await (const page of openOps(context, profile.id)) {
    for (const op of page) if (op.state !== 'parked') waiting.add(op.endpoint);
  }
  return found.filter((endpoint) => !waiting.has(endpoint));
}
