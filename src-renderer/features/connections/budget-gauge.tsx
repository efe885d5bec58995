import type { BudgetView } from '../../../src-shared/api/views.ts';
import { t } from '../../i18n/t.ts';
import { cx } from '../../ui/cx.ts';
import { clockText } from '../words/time-text.ts';
import styles from './budget-gauge.module.css';

/** What is left of what the service allows; in words first, the bar only underlines it. */
export function BudgetGauge({ budget: { limit, remaining, resetsAt } }: { readonly budget: BudgetView }) {
  const time = clockText(resetsAt);
  const words =
    limit === null
      ? t('connections.budget.left', { remaining, time })
      : t('connections.budget.of', { remaining, limit, time });
  const share = limit === null || limit <= 0 ? null : Math.min(1, remaining / limit);
  return (
    <div className={cx(styles.gauge)}>
      <p className={cx(styles.words)}>{words}</p>
      {share !== null && (
        <meter className={cx(styles.meter)} min={0} max={1} low={0.1} value={share} aria-label={words} />
      )}
    </div>
  );
}
