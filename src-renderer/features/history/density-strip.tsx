import { useState } from 'react';
import { t } from '../../i18n/t.ts';
import { useQuery } from '../../stores/query-store.ts';
import { cx } from '../../ui/cx.ts';
import { DataTableView } from '../dashboard/data-table.tsx';
import { clockText, momentText } from '../words/time-text.ts';
import { type Bar, densityBars, stripStart } from './density.ts';
import styles from './density-strip.module.css';
import type { RunFilter } from './run-filter.ts';

interface Props {
  readonly profile: string | null;
  readonly span: RunFilter['span'];
  readonly onChoose: (span: RunFilter['span']) => void;
}

/** How many runs began in each of the last hours; choosing one shows only its runs. */
export function DensityStrip({ profile, span, onChoose }: Props) {
  const [now] = useState(() => Date.now());
  const hours = useQuery('runs.hours', { from: stripStart(now), ...(profile === null ? {} : { profile }) }).value;
  if (!hours || hours.length === 0) return null;
  const bars = densityBars(hours, now);
  return (
    <section aria-label={t('history.density')} className={cx(styles.strip)}>
      <div className={cx(styles.bars)}>
        {bars.map((bar) =>
          bar.runs === 0 ? (
            <span key={bar.from} className={cx(styles.slot)} />
          ) : (
            <button
              key={bar.from}
              type="button"
              className={cx(styles.slot, styles.bar, span?.from === bar.from && styles.chosen)}
              aria-pressed={span?.from === bar.from}
              aria-label={barText(bar)}
              title={barText(bar)}
              onClick={() => onChoose(span?.from === bar.from ? null : { from: bar.from, to: bar.to })}
            >
              <span
                className={cx(styles.fill, bar.troubled > 0 && styles.troubled, bar.changed === 0 && styles.empty)}
                style={{ transform: `scaleY(${Math.max(0.12, bar.height)})` }}
              />
            </button>
          ),
        )}
      </div>
      <p className={cx(styles.axis)} aria-hidden="true">
        <span>{momentText(bars[0]?.from ?? '')}</span>
        <span>{t('history.now')}</span>
      </p>
      <details className={cx(styles.table)}>
        <summary>{t('history.asTable')}</summary>
        <DataTableView
          label={t('history.density')}
          table={{
            columns: [t('history.hour'), t('history.runs'), t('history.withChanges'), t('history.withTrouble')],
            rows: bars
              .filter(({ runs }) => runs > 0)
              .map(({ from, runs, changed, troubled }) => [momentText(from), runs, changed, troubled]),
          }}
        />
      </details>
    </section>
  );
}

function barText({ from, to, runs, changed, troubled }: Bar): string {
  return t('history.bar', { from: momentText(from), to: clockText(to), runs, changed, troubled });
}
