import { locale, t } from '../../i18n/t.ts';
import { useQuery } from '../../stores/query-store.ts';
import { routeHref } from '../../stores/routes.ts';
import { cx } from '../../ui/cx.ts';
import { durationText } from '../words/time-text.ts';
import styles from './budget-gauges.module.css';
import { ChartCard } from './chart-card.tsx';
import { type ResponseTime, responseTimes } from './response-times.ts';
import { useMarks } from './use-marks.ts';

const most = 1_000;
const milliseconds = new Intl.NumberFormat(locale, { style: 'unit', unit: 'millisecond', maximumFractionDigits: 0 });

/** How fast services have answered since the program began. */
export function ResponseTimesChart() {
  const times = responseTimes(useQuery('requests.list', { limit: most }).value ?? []);
  const { onKeyDown, markProps } = useMarks(times.map((_, row) => ({ column: 0, row: -row })));
  const longest = Math.max(1, ...times.map(({ median }) => median));
  if (times.length === 0) return null;
  return (
    <ChartCard
      title={t('dashboard.responses')}
      summary={`${times.map(sentence).join(' ')} ${t('dashboard.responsesSince')}`}
      fileName="response-times"
      table={{
        columns: [
          t('dashboard.service'),
          t('dashboard.requestCount'),
          t('dashboard.requestsFailed'),
          t('dashboard.responseMedian'),
          t('dashboard.responseSlow'),
        ],
        rows: times.map(({ connection, requests, failed, median, slow }) => [
          ...[connection, requests, failed, Math.round(median), Math.round(slow)],
        ]),
      }}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: a group of links in a picture */}
      <div role="group" aria-label={t('dashboard.chartKeys')} className={cx(styles.gauges)} onKeyDown={onKeyDown}>
        {times.map((time, index) => (
          <a
            key={time.connection}
            href={routeHref({ kind: 'connections', adding: false })}
            title={sentence(time)}
            className={cx(styles.gauge)}
            {...markProps(index)}
          >
            <bdi className={cx(styles.name)}>{time.connection}</bdi>
            <span className={cx(styles.track)}>
              <span className={cx(styles.left)} style={{ width: `${(100 * time.median) / longest}%` }} />
            </span>
            <span className={cx(styles.numbers)}>{answerText(time.median)}</span>
          </a>
        ))}
      </div>
    </ChartCard>
  );
}

function sentence({ connection, requests, failed, median, slow }: ResponseTime): string {
  return t('dashboard.response', {
    ...{ name: connection, requests, failed, median: answerText(median), slow: answerText(slow) },
  });
}

/** Answers are told apart by milliseconds. */
function answerText(ms: number): string {
  return ms < 1000 ? milliseconds.format(ms) : durationText(ms);
}
