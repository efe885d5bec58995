import type { BudgetView } from '../../../src-shared/api/views.ts';
import { t } from '../../i18n/t.ts';
import { useQuery } from '../../stores/query-store.ts';
import { routeHref } from '../../stores/routes.ts';
import { cx } from '../../ui/cx.ts';
import { clockText } from '../words/time-text.ts';
import styles from './budget-gauges.module.css';
import { budgetShare } from './budget-share.ts';
import { ChartCard } from './chart-card.tsx';
import { useMarks } from './use-marks.ts';

/** How much the services may still be asked, where they say so. */
export function BudgetGauges() {
  const connections = useQuery('connections.list', {}).value ?? [];
  const known = connections.flatMap(({ name, budget }) => (budget ? [{ name, budget }] : []));
  const { onKeyDown, markProps } = useMarks(known.map((_, row) => ({ column: 0, row: -row })));
  if (known.length === 0) return null;
  return (
    <ChartCard
      title={t('dashboard.budgets')}
      summary={known.map(({ name, budget }) => budgetText(name, budget)).join(' ')}
      fileName="limits"
      table={{
        columns: [t('dashboard.service'), t('dashboard.left'), t('dashboard.limit'), t('dashboard.resets')],
        rows: known.map(({ name, budget: { remaining, limit, resetsAt } }) => [
          ...[name, remaining, limit ?? '', clockText(resetsAt)],
        ]),
      }}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: a group of links in a picture */}
      <div role="group" aria-label={t('dashboard.chartKeys')} className={cx(styles.gauges)} onKeyDown={onKeyDown}>
        {known.map(({ name, budget }, index) => (
          <a
            key={name}
            href={routeHref({ kind: 'connections', adding: false })}
            title={budgetText(name, budget)}
            className={cx(styles.gauge)}
            {...markProps(index)}
          >
            <bdi className={cx(styles.name)}>{name}</bdi>
            <span className={cx(styles.track)}>
              <span className={cx(styles.left)} style={{ width: `${budgetShare(budget) * 100}%` }} />
            </span>
            <span className={cx(styles.numbers)}>{numbersText(budget)}</span>
          </a>
        ))}
      </div>
    </ChartCard>
  );
}

/** "GitHub: 4,210 of 5,000 requests left, resets 15:00." */
function budgetText(name: string, budget: BudgetView): string {
  return t('dashboard.budget', { name, numbers: numbersText(budget), time: clockText(budget.resetsAt) });
}

function numbersText({ remaining, limit }: BudgetView): string {
  return limit === null ? t('dashboard.requests', { remaining }) : t('dashboard.requestsOf', { remaining, limit });
}
