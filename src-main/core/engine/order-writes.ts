import type { EndpointId, OpId, TaskId } from '../../../src-shared/domain/ids.ts';
import type { Op } from '../../../src-shared/domain/op.ts';
import { isPending, pendingTask } from '../../../src-shared/sync/pending-reference.ts';
import { openOps } from '../store/open-ops.ts';
import type { OpHead } from '../store/store.ts';
import { mayGo } from './choice.ts';
import type { RunContext } from './run-context.ts';

/** Writes in the order in which they may go out: all of one generation before the first of the next. */
export type Generations = readonly (readonly OpId[])[];

/**
 * Which open writes are due, by endpoint. A parent has to be there before its child names it, so creates come in order of
 * depth below parents that are created too; everything else belongs to the first generation. Kept are ids only: after a
 * first copy there are as many writes as tasks.
 */
export async function orderWrites(context: RunContext): Promise<ReadonlyMap<EndpointId, Generations>> {
  const free = new Map<EndpointId, OpId[]>();
  const children: OpHead[] = [];
  for await (const page of openOps(context, context.profile.id)) {
    for (const op of page) {
      if (!isDue(context, op) || !mayGo(context, op)) continue;
      const ids = free.get(op.endpoint) ?? [];
      free.set(op.endpoint, ids);
      if (op.isPending) children.push(op);
      else ids.push(op.id);
    }
  }
  const below = Map.groupBy(children, (op) => op.endpoint);
  const order = new Map<EndpointId, Generations>();
  for (const [endpoint, ids] of free) {
    const [first = [], ...others] = await generationsOf(context, endpoint, below.get(endpoint) ?? []);
    order.set(endpoint, [[...ids, ...first], ...others]);
  }
  return order;
}

/** @param children writes that name a record which is not there yet */
async function generationsOf(
  context: RunContext,
  endpoint: EndpointId,
  children: readonly OpHead[],
): Promise<Generations> {
  if (children.length === 0) return [];
  const { outbox } = context.store;
  const parents = new Map((await outbox.get(children.map(({ id }) => id))).map((op) => [op.id, pendingParent(op)]));
  const above = await outbox.byTasks([...new Set([...parents.values()].filter((parent) => parent !== null))]);
  const creates = new Map(
    above
      .filter(
        (op) =>
          op.endpoint === endpoint &&
          op.kind === 'create' &&
          op.state !== 'acked' &&
          isDue(context, op) &&
          mayGo(context, op),
      )
      .map((op) => [op.task, op.id]),
  );
  const depthOf = (id: OpId, seen: ReadonlySet<TaskId>): number => {
    const parent = parents.get(id) ?? null;
    const create = parent === null || seen.has(parent) ? undefined : creates.get(parent);
    return parent !== null && create !== undefined ? depthOf(create, new Set([...seen, parent])) + 1 : 0;
  };
  const byDepth = Map.groupBy(children, ({ id, task }) => depthOf(id, new Set([task])));
  const deepest = Math.max(...byDepth.keys());
  return Array.from({ length: deepest + 1 }, (_, depth) => (byDepth.get(depth) ?? []).map(({ id }) => id));
}

export function isDue(context: RunContext, op: Pick<OpHead, 'task' | 'state' | 'retryAt'>): boolean {
  if (context.skipped?.has(op.task)) return false;
  if (op.state === 'parked' && context.byHand) return true;
  if (op.retryAt === null) return true;
  const wait = Date.parse(op.retryAt) - context.ports.clock.now();
  // Nothing waits that long: the clock was set back since (S27).
  return wait <= 0 || wait > longestWaitMs;
}

const longestWaitMs = 24 * 3_600_000;

/** The task whose record a write names although it is not there yet. */
export function pendingParent(op: Op): TaskId | null {
  const parent = Object.values(op.fields).find((value) => isPending(value));
  return typeof parent === 'string' ? pendingTask(parent) : null;
}
