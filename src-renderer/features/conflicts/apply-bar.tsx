import { useEffect, useRef } from 'react';
import { applyDecisions, useDecisions } from '../../stores/decisions-store.ts';
import { showToast } from '../../stores/toast-store.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { plural } from '../words/field-text.ts';
import styles from './apply-bar.module.css';

/** Choosing is not deciding: what was chosen takes effect here, and reaches the services with the next run. */
export function ApplyBar() {
  const count = useDecisions(({ drafts }) => Object.keys(drafts).length);
  const isApplying = useDecisions((state) => state.isApplying);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) button.current?.click();
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);

  async function apply(): Promise<void> {
    const applied = await applyDecisions();
    if (applied > 0)
      showToast(`${plural(applied, 'decision')} saved on this device. The services learn at the next run.`);
  }

  return (
    <div className={cx(styles.bar)}>
      <p className={cx(styles.hint)}>
        {count === 0 ? 'Nothing changes until you apply a decision.' : 'Saved here at once; sent with the next run.'}
      </p>
      <Button ref={button} variant="primary" isDisabled={count === 0 || isApplying} onPress={() => void apply()}>
        {count === 0 ? 'Apply' : `Apply ${plural(count, 'decision')}`}
      </Button>
    </div>
  );
}
