import { t } from '../../i18n/t.ts';
import { decide, useDecisions } from '../../stores/decisions-store.ts';
import { cx } from '../../ui/cx.ts';
import { useKeyCaps } from '../shell/keys-of.tsx';
import { placeName } from '../words/state-words.ts';
import { AnswerButton } from './answer-button.tsx';
import styles from './deletion-choice.module.css';
import type { Pair } from './questions.ts';

/** One side deleted the task, the other changed it: keep and restore it, or delete it in both. */
export function DeletionChoice({ pair }: { readonly pair: Pair }) {
  const draft = useDecisions(({ drafts }) => drafts[pair.id]);
  const error = useDecisions(({ errors }) => errors[pair.id]);
  const { kept, gone } = sidesOfDeletion(pair);
  const keys = { left: useKeyCaps('conflicts.useLeft'), right: useKeyCaps('conflicts.useRight') };
  const [keeper, deleter] = [placeName(kept.side), placeName(gone.side)];
  const choose = (use: string) => () => decide(pair.id, draft?.use === use ? null : { use });
  return (
    <section className={cx(styles.choice)} aria-label={t('conflicts.deletion')}>
      <p className={cx(styles.question)}>
        {t('conflicts.deletionStory', {
          who: kept.by && gone.by ? 'both' : kept.by ? 'keeper' : gone.by ? 'deleter' : 'nobody',
          keeper: kept.by ?? '',
          deleter: gone.by ?? '',
          kept: keeper,
          gone: deleter,
        })}
      </p>
      {error && (
        <p className={cx(styles.error)} role="alert">
          {error}
        </p>
      )}
      <div className={cx(styles.answers)}>
        <AnswerButton
          label={t('conflicts.restoreIn', { place: deleter })}
          isChosen={draft?.use === kept.side}
          onPress={choose(kept.side)}
          keyName={pair.left === kept ? keys.left : keys.right}
        >
          {t('conflicts.restoreIn', { place: deleter })}
        </AnswerButton>
        <AnswerButton
          label={t('conflicts.deleteBoth')}
          isChosen={draft?.use === gone.side}
          onPress={choose(gone.side)}
          keyName={pair.left === gone ? keys.left : keys.right}
        >
          {t('conflicts.deleteBoth')}
        </AnswerButton>
      </div>
      <p className={cx(styles.result)} aria-live="polite">
        {draft?.use === kept.side && t('conflicts.willRestore', { place: deleter })}
        {draft?.use === gone.side && t('conflicts.willDelete', { place: keeper })}
      </p>
    </section>
  );
}

export function sidesOfDeletion({ left, right }: Pick<Pair, 'left' | 'right'>) {
  return left.value === null ? { kept: right, gone: left } : { kept: left, gone: right };
}
