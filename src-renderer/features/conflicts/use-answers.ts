import { useMemo } from 'react';
import { type Draft, decide, useDecisions } from '../../stores/decisions-store.ts';
import { inputOf } from './own-value.tsx';
import type { Pair } from './questions.ts';

/** The four answers to one field. Giving the same answer again takes it back; only drafts change. */
export function useAnswers(pair: Pair) {
  const draft = useDecisions(({ drafts }) => drafts[pair.id]);
  return useMemo(() => ({ draft, ...answersTo(pair, draft) }), [pair, draft]);
}

export function answersTo(pair: Pair, draft: Draft | undefined) {
  const use = (side: string) => () => {
    const again = draft?.use === side;
    decide(pair.id, again ? null : { use: side });
  };
  const own = draft?.value !== undefined && draft.picks === undefined;
  return {
    useLeft: use(pair.left.side),
    useRight: use(pair.right.side),
    keepBefore: use('before'),
    edit: () => decide(pair.id, own ? null : { value: inputOf(valueOfDraft(pair, draft)) }),
    isOwn: own,
  };
}

/** What a draft leads to; before there is one, what the left side says. */
function valueOfDraft(pair: Pair, draft: Draft | undefined) {
  if (draft?.value !== undefined) return draft.value;
  if (draft?.use === 'before') return pair.before;
  return draft?.use === pair.right.side ? pair.right.value : pair.left.value;
}

/** Undefined: not decided yet. */
export function resultOf(pair: Pair, draft: Draft | undefined) {
  if (draft?.use === undefined && draft?.value === undefined) return undefined;
  return valueOfDraft(pair, draft);
}
