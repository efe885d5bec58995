import { Check, CircleDashed, CircleX, LoaderCircle, Minus, TriangleAlert } from 'lucide-react';
import { t } from '../../i18n/t.ts';
import { cx } from '../../ui/cx.ts';
import styles from './test-checklist.module.css';
import type { TestLine } from './test-lines.ts';
import { testDetail, testLabel } from './test-words.ts';

const marks = {
  ok: { icon: Check, word: t('connections.mark.ok') },
  warning: { icon: TriangleAlert, word: t('connections.mark.warning') },
  failed: { icon: CircleX, word: t('connections.mark.failed') },
  skipped: { icon: Minus, word: t('connections.mark.skipped') },
  running: { icon: LoaderCircle, word: t('connections.mark.running') },
  waiting: { icon: CircleDashed, word: t('connections.mark.waiting') },
} as const;

/** A test as its lines, each as it comes, so that a failure says which one and why. */
export function TestChecklist({ lines }: { readonly lines: readonly TestLine[] }) {
  return (
    <div className={cx(styles.test)} role="status">
      <ul className={cx(styles.steps)} aria-label={t('connections.test')}>
        {lines.map((line) => {
          const { icon: Icon, word } = marks[line.state];
          return (
            <li key={line.id} className={cx(styles.step, styles[line.state])}>
              <Icon size={16} strokeWidth={1.5} role="img" aria-label={word} className={cx(styles.mark)} />
              <span className={cx(styles.label)}>{testLabel(line.id)}</span>
              <span className={cx(styles.detail)} dir="auto">
                {'detail' in line ? testDetail(line) : ''}
              </span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
