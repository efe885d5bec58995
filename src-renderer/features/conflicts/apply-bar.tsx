import { useCallback, useEffect, useMemo, useRef } from 'react';
import { t } from '../../i18n/t.ts';
import { useCommands } from '../../stores/commands-store.ts';
import { applyAgain, applyDecisions, isDecided, takeBack, useDecisions } from '../../stores/decisions-store.ts';
import { failureLine } from '../../stores/failure-line.ts';
import { goTo } from '../../stores/route-store.ts';
import { showToast } from '../../stores/toast-store.ts';
import { remember, undoStep } from '../../stores/undo-store.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { KeysOf } from '../shell/keys-of.tsx';
import styles from './apply-bar.module.css';
import type { Pair } from './questions.ts';
import { saveAll, saveRules } from './remembered-rules.ts';

interface Props {
  readonly pairs: readonly Pair[];
  readonly onApplied: () => void;
}

/** Choosing is not deciding: what was chosen takes effect here, and reaches the services with the next run. */
export function ApplyBar({ pairs, onApplied }: Props) {
  const count = useDecisions(({ drafts }) => pairs.filter(({ id }) => isDecided(drafts[id])).length);
  const isApplying = useDecisions((state) => state.isApplying);
  const button = useRef<HTMLButtonElement>(null);
  const left = pairs.length - count;
  useFocusWhenDone(button, left);

  const apply = useCallback(async () => {
    const applied = await applyDecisions();
    if (applied.length === 0) return;
    const rules = await saveRules(applied, pairs);
    onApplied();
    const label = t('conflicts.applied', { count: applied.length });
    const step = {
      label,
      undo: async () => {
        await takeBack(applied);
        await saveAll(rules.map(({ before }) => before));
      },
      redo: async () => {
        await applyAgain(applied);
        await saveAll(rules.map(({ after }) => after));
      },
    };
    remember(step);
    showToast(t('conflicts.appliedToast', { count: applied.length }), {
      label: t('conflicts.undo'),
      run: () => void undoStep(step).catch((error: unknown) => showToast(failureLine(error))),
    });
    const [changed] = rules;
    if (changed) goTo({ kind: 'preview', profile: changed.after.name });
  }, [pairs, onApplied]);

  const canApply = count > 0 && !isApplying;
  useCommands(
    useMemo(
      () => ({
        'conflicts.apply': { run: () => void apply(), ...(canApply ? {} : { whyNot: t('conflicts.nothingChosen') }) },
      }),
      [apply, canApply],
    ),
  );

  return (
    <div className={cx(styles.bar)}>
      <p className={cx(styles.hint)}>{count === 0 ? t('conflicts.hintNothing') : t('conflicts.hintSaved', { left })}</p>
      <Button ref={button} variant="primary" isDisabled={!canApply} onPress={() => void apply()}>
        {count === 0 ? t('conflicts.apply') : t('conflicts.applyCount', { count })}
        <span aria-hidden="true" className={cx(styles.key)}>
          <KeysOf command="conflicts.apply" />
        </span>
      </Button>
    </div>
  );
}

/** After the last answer, the next thing to do has the focus. Not while somebody writes a value of their own. */
function useFocusWhenDone(button: React.RefObject<HTMLButtonElement | null>, left: number): void {
  const before = useRef(left);
  useEffect(() => {
    const isTyping = document.activeElement?.closest('input, textarea, [role="listbox"]') != null;
    if (left === 0 && before.current > 0 && !isTyping) button.current?.focus();
    before.current = left;
  }, [button, left]);
}
