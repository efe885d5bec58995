import type { Plan } from '../domain/plan.ts';
import { planItem } from './plan-item.ts';
import type { SyncItem, SyncRules } from './rules.ts';

/**
 * The heart: what each side says, what they last agreed on and the rules give a plan. Pure: no clock, no randomness, no
 * I/O; each task is planned on its own, so order and batch size change nothing (S24). Preview and run call this one function.
 */
export function planSync(items: readonly SyncItem[], rules: SyncRules): Plan {
  return { items: items.map((item) => planItem(item, rules)) };
}
