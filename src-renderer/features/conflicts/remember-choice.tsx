import { ruleOfChoice } from '../../../src-shared/sync/remember-choice.ts';
import { t } from '../../i18n/t.ts';
import { decide, useDecisions } from '../../stores/decisions-store.ts';
import { useQuery } from '../../stores/query-store.ts';
import { CheckField } from '../../ui/check-field.tsx';
import { fieldName } from '../words/field-text.ts';
import { placeName } from '../words/state-words.ts';
import { newestOf, type Pair } from './questions.ts';
import { policiesOf } from './remembered-rules.ts';

/** "From now on": makes the choice a rule of the profile for this field. Shown only for a choice that a rule can say. */
export function RememberChoice({ pair }: { readonly pair: Pair }) {
  const draft = useDecisions(({ drafts }) => drafts[pair.id]);
  const isSide = draft?.use === pair.left.side || draft?.use === pair.right.side;
  const file = useQuery('profiles.get', isSide ? { profile: pair.profile } : null).value;
  if (!isSide || !file || draft?.use === undefined) return null;
  const isNewest = newestOf(pair)?.side === draft.use;
  const rule = ruleOfChoice(policiesOf(file), pair.field, { side: draft.use, isNewest }, []);
  if (!rule) return null;
  const field = fieldName(pair.field);
  const label =
    rule.kind === 'newest'
      ? t('conflicts.rememberNewest', { field })
      : t('conflicts.rememberSide', { field, place: placeName(draft.use) });
  return (
    <CheckField
      label={label}
      description={draft.remember ? t('conflicts.rememberNote', { profile: pair.profile }) : undefined}
      isSelected={draft.remember === true}
      onChange={(on) => {
        const { remember: _was, ...rest } = draft;
        decide(pair.id, on ? { ...rest, remember: true } : rest);
      }}
    />
  );
}
