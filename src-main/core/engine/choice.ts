import { createHash } from 'node:crypto';
import type { Action } from '../../../src-shared/domain/action.ts';
import type { EndpointId, RemoteId, RunId, TaskId } from '../../../src-shared/domain/ids.ts';
import { actionText, parentsNamed } from '../../../src-shared/sync/seen-actions.ts';
import type { RecordKey } from '../store/store.ts';
import type { PlannedItem } from './make-plan.ts';
import { keyOf } from './marked-items.ts';
import type { RunContext } from './run-context.ts';

/** What a person accepted of a preview. */
export interface Acceptance {
  /** Seals of all actions that the preview showed. */
  readonly seen: ReadonlySet<string>;
  /** Whether the person wants this task's changes now. */
  wants(task: TaskId): boolean;
}

/** Short, and equal for equal actions only. */
export function sealOf(action: Action): string {
  return createHash('sha256').update(actionText(action)).digest('base64url').slice(0, 22);
}

/**
 * Which plans of a run that was started from a preview are carried out: those that the person wants and whose every action was
 * shown. A task's plan is taken whole or not at all, so that no record is left half done. What is left keeps its mark, and a later
 * run plans it anew, exactly as after a run that was stopped.
 */
export interface Choice {
  /** Tasks left by the plan that was made last. */
  readonly left: ReadonlyMap<TaskId, 'unwanted' | 'changed'>;
  /** Wanted tasks that had become different since the preview. */
  readonly changed: ReadonlySet<TaskId>;
  /** Before a plan is carried out; it goes through the whole of it. */
  weigh(batches: AsyncIterable<readonly PlannedItem[]>): Promise<void>;
  /** Whether this item of the weighed plan is carried out. */
  takes(entry: PlannedItem): boolean;
  /** The same for what belongs to a task: comments, attachments. */
  takesCarried(task: TaskId, actions: readonly Action[]): boolean;
}

export function createChoice({ seen, wants }: Acceptance): Choice {
  const left = new Map<TaskId, 'unwanted' | 'changed'>();
  const taken = new Set<TaskId>();
  const changed = new Set<TaskId>();
  const judge = (task: TaskId, actions: readonly Action[]): 'taken' | 'unwanted' | 'changed' => {
    // Nothing is written anywhere: what was read is only noted.
    if (actions.length === 0) return 'taken';
    if (!wants(task)) return 'unwanted';
    return actions.every((action) => seen.has(sealOf(action))) ? 'taken' : 'changed';
  };
  const leave = (task: TaskId, why: 'unwanted' | 'changed'): void => {
    left.set(task, why);
    // What follows from a write of this run was never shown, and is no news about the preview.
    if (why === 'changed' && !taken.has(task)) changed.add(task);
  };
  return {
    left,
    changed,
    async weigh(batches) {
      left.clear();
      const children: { readonly entry: PlannedItem; readonly parents: readonly TaskId[] }[] = [];
      const unmade = new Set<TaskId>();
      const now = new Set<TaskId>();
      for await (const batch of batches) {
        for (const entry of batch) {
          const { task, actions } = entry.plan;
          const verdict = judge(task, actions);
          if (verdict !== 'taken') {
            leave(task, verdict);
            if (isMade(entry)) unmade.add(task);
            continue;
          }
          if (actions.length === 0) continue;
          now.add(task);
          const parents = parentsNamed(actions);
          if (parents.length > 0) children.push({ entry, parents });
        }
      }
      // A child of what is not made would be made without its parent, which is not what was shown.
      for (let isSettled = false; !isSettled; ) {
        isSettled = true;
        for (const { entry, parents } of children) {
          const { task } = entry.plan;
          if (left.has(task) || !parents.some((parent) => unmade.has(parent))) continue;
          leave(task, 'unwanted');
          now.delete(task);
          if (isMade(entry)) unmade.add(task);
          isSettled = false;
        }
      }
      for (const task of now) taken.add(task);
    },
    takes: ({ plan: { task, actions } }) => !left.has(task) && judge(task, actions) === 'taken',
    takesCarried: (task, actions) => judge(task, actions) === 'taken',
  };
}

function isMade({ plan }: PlannedItem): boolean {
  return plan.actions.some(({ kind }) => kind === 'create');
}

/** A run of chosen changes sends only what it planned itself: an older write was not in the preview. */
export function mayGo({ choice, run }: Pick<RunContext, 'choice' | 'run'>, op: { readonly run: RunId }): boolean {
  return choice === undefined || op.run === run;
}

interface Carried {
  readonly task: TaskId;
  readonly records: ReadonlyMap<EndpointId, RemoteId | null>;
}

interface Made<P> {
  readonly plans: readonly P[];
  readonly answered: readonly RecordKey[];
}

/** Of plans of what belongs to tasks, those that are carried out; the marks of the others stay. */
export function takeCarried<P extends { readonly task: TaskId }>(
  { choice }: Pick<RunContext, 'choice'>,
  items: readonly Carried[],
  { plans, answered }: Made<P>,
  actionsOf: (plan: P) => readonly Action[],
): Made<P> {
  if (choice === undefined) return { plans, answered };
  const taken = plans.filter((plan) => choice.takesCarried(plan.task, actionsOf(plan)));
  const kept = new Set(taken.map(({ task }) => task));
  const left = new Set(plans.flatMap(({ task }) => (kept.has(task) ? [] : [task])));
  const records = new Set(
    items
      .filter(({ task }) => left.has(task))
      .flatMap((item) => [...item.records].flatMap(([endpoint, record]) => (record ? [keyOf(endpoint, record)] : []))),
  );
  return { plans: taken, answered: answered.filter(({ endpoint, record }) => !records.has(keyOf(endpoint, record))) };
}
