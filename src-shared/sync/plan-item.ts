import type { ItemPlan } from '../domain/plan.ts';
import { beginDraft, finishDraft } from './draft.ts';
import { isLeftOut } from './follow-scope.ts';
import { pullChanges, reconsiderConflicts } from './pull-changes.ts';
import { pushChanges } from './push-changes.ts';
import type { EndpointRules, SyncItem, SyncRules } from './rules.ts';
import { settleDeletions } from './settle-deletions.ts';

/**
 * Plans one task with all its links: first every service's changes are merged into the task, one link at a time, then what
 * the task now says is compared with each link's base, and the difference is what has to be written. Pure (S24).
 */
export function planItem(item: SyncItem, rules: SyncRules): ItemPlan {
  const draft = beginDraft(item, rules);
  for (const place of inOrder(rules)) pullChanges(draft, place);
  draft.flows.clear();
  for (const place of inOrder(rules)) if (isLeftOut(draft, place)) pullChanges(draft, place);
  draft.flows.clear();
  reconsiderConflicts(draft);
  draft.flows.clear();
  settleDeletions(draft);
  for (const place of rules.endpoints) pushChanges(draft, place);
  return finishDraft(draft);
}

/**
 * Mirrors come last: one never makes a task, and what it says is compared with what all others say together, so that a value
 * which is overwritten there is known to be and kept in the history.
 */
function inOrder({ endpoints }: SyncRules): readonly EndpointRules[] {
  const isMirror = ({ endpoint }: EndpointRules): boolean => endpoint.direction === 'push';
  return [...endpoints.filter((place) => !isMirror(place)), ...endpoints.filter(isMirror)];
}
