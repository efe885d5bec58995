import { type AnswerCache, createAnswerCache } from './answer-cache.ts';
import { createRateBudget, type RateBudget } from './rate-budget.ts';
import type { Rate } from './token-bucket.ts';

/** What all clients of one account have in common at one service. */
export interface Account {
  readonly budget: RateBudget;
  readonly cache: AnswerCache;
}

const shared = new WeakMap<object, Map<string, Account>>();

/**
 * The account behind a context, made when it is first asked for and gone with the object that the core gave. An account may
 * use several services (an API and its sign-in): each origin has its own.
 */
export function accountOf(
  context: { readonly account?: object; readonly clock: { now(): number } },
  origin: string,
  rate: Rate | null,
): Account {
  const make = (): Account => ({
    budget: createRateBudget(() => context.clock.now(), rate),
    cache: createAnswerCache(),
  });
  if (context.account === undefined) return make();
  const accounts = shared.get(context.account) ?? new Map<string, Account>();
  shared.set(context.account, accounts);
  const account = accounts.get(origin) ?? make();
  accounts.set(origin, account);
  return account;
}
