import type { RunView } from '../../../src-shared/api/views.ts';
import { t } from '../../i18n/t.ts';
import { Card } from '../../ui/card.tsx';
import { cx } from '../../ui/cx.ts';
import { durationText } from '../words/time-text.ts';
import { phaseTotals } from './phase-totals.ts';
import styles from './run-phases.module.css';

/** What the time of a run went on, how much of it was waiting, and how often each service was asked. */
export function RunPhases({ run }: { readonly run: RunView }) {
  const { endpoints } = run;
  const phases = phaseTotals(run.phases ?? []);
  if (phases.length === 0) return null;
  const calls = endpoints.map(({ endpoint, requests }) => t('history.calls', { place: endpoint, count: requests }));
  return (
    <Card title={t('history.phases')}>
      <ol className={cx(styles.phases)}>
        {phases.map(({ phase, ms, waitedMs }) => (
          <li key={phase} className={cx(styles.phase)} style={{ flexGrow: Math.max(1, ms) }}>
            <span className={cx(styles.bar)} aria-hidden="true">
              {waitedMs > 0 && (
                <span
                  className={cx(styles.waited)}
                  style={{ width: `${Math.min(100, (100 * waitedMs) / Math.max(1, ms))}%` }}
                />
              )}
            </span>
            <span>{t(`preview.phase.${phase}`)}</span>
            <span className={cx(styles.time)}>
              {waitedMs > 0
                ? t('history.phaseWaited', { time: durationText(ms), waited: durationText(waitedMs) })
                : durationText(ms)}
            </span>
          </li>
        ))}
      </ol>
      {calls.length > 0 && <p className={cx(styles.time)}>{calls.join(' · ')}</p>}
    </Card>
  );
}
