import { Check, CircleX, Minus, TriangleAlert } from 'lucide-react';
import type { ConnectionTest } from '../../../src-shared/api/views.ts';
import { cx } from '../../ui/cx.ts';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import styles from './test-checklist.module.css';

const marks = {
  ok: { icon: Check, word: 'OK' },
  warning: { icon: TriangleAlert, word: 'Take care' },
  failed: { icon: CircleX, word: 'Failed' },
  skipped: { icon: Minus, word: 'Not tried' },
} as const;

/** A test as its steps, so that a failure says which one and why. Null: it is under way. */
export function TestChecklist({ test }: { readonly test: ConnectionTest | null }) {
  if (!test) {
    return (
      <div className={cx(styles.test)} role="status">
        <p>Asking the service…</p>
        <ProgressBar label="Testing the connection" done={0} total={null} />
      </div>
    );
  }
  return (
    <div className={cx(styles.test)} role="status">
      <ul className={cx(styles.steps)} aria-label="Test">
        {test.steps.map((step) => {
          const { icon: Icon, word } = marks[step.state];
          return (
            <li key={step.label} className={cx(styles.step, styles[step.state])}>
              <Icon size={16} strokeWidth={1.75} role="img" aria-label={word} className={cx(styles.mark)} />
              <span className={cx(styles.label)}>{step.label}</span>
              <span className={cx(styles.detail)}>{step.detail}</span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
