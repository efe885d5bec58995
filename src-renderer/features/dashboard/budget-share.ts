import type { BudgetView } from '../../../src-shared/api/views.ts';

/** What is left of the whole, from 0 to 1; without a whole, all of it while anything is left. Pure. */
export function budgetShare({ remaining, limit }: Pick<BudgetView, 'remaining' | 'limit'>): number {
  if (limit === null || limit <= 0) return remaining > 0 ? 1 : 0;
  return Math.min(1, Math.max(0, remaining / limit));
}
