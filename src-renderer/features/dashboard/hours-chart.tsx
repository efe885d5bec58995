import { Fragment } from 'react';
import type { StatsView } from '../../../src-shared/api/views.ts';
import { t } from '../../i18n/t.ts';
import { routeHref } from '../../stores/routes.ts';
import { cx } from '../../ui/cx.ts';
import { useMedia } from '../../ui/use-size.ts';
import { ChartCard } from './chart-card.tsx';
import { hoursSummary } from './chart-summaries.ts';
import { hourText } from './hour-text.ts';
import styles from './hours-chart.module.css';
import { useMarks } from './use-marks.ts';

const hours = Array.from({ length: 24 }, (_, hour) => hour);

/** When the profiles run, by hour of the day: the larger a square, the more runs. On a phone a square is three hours, wide enough for a thumb. */
export function HoursChart({ rows }: { readonly rows: StatsView['hours'] }) {
  const step = useMedia('(max-width: 599px)') ? 3 : 1;
  const slots = hours.filter((hour) => hour % step === 0);
  const sum = (counts: readonly number[], slot: number): number =>
    counts.slice(slot, slot + step).reduce((total, each) => total + each, 0);
  const most = Math.max(1, ...rows.flatMap((row) => slots.map((slot) => sum(row.runs, slot))));
  const marks = rows.flatMap((row, index) =>
    slots
      .filter((slot) => sum(row.runs, slot) > 0)
      .map((slot) => ({ column: slot, row: -index, profile: row.profile })),
  );
  const { onKeyDown, markProps } = useMarks(marks);
  return (
    <ChartCard
      title={t('dashboard.runsByHour')}
      summary={hoursSummary(rows)}
      fileName="runs-by-hour"
      table={{
        columns: [t('dashboard.profile'), t('dashboard.hour'), t('dashboard.runs'), t('dashboard.changes')],
        rows: rows.flatMap((row) =>
          hours
            .filter((hour) => row.runs[hour])
            .map((hour) => [row.profile, hourText(hour), row.runs[hour] ?? 0, row.changes[hour] ?? 0]),
        ),
      }}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: a group of links in a picture */}
      <div role="group" aria-label={t('dashboard.chartKeys')} className={cx(styles.grid)} onKeyDown={onKeyDown}>
        {rows.map(({ profile, runs, changes }, index) => (
          <Fragment key={profile}>
            <span className={cx(styles.name)} dir="auto" title={profile}>
              {profile}
            </span>
            <span className={cx(styles.cells)}>
              {slots.map((hour) => {
                const count = sum(runs, hour);
                const mark = marks.findIndex((each) => each.column === hour && each.row === -index);
                if (mark < 0) return <span key={hour} className={cx(styles.cell)} />;
                const text = t('dashboard.hourMark', {
                  ...{ profile, hour: hourText(hour), next: hourText(hour + step) },
                  ...{ runs: count, changes: sum(changes, hour) },
                });
                return (
                  <a
                    key={hour}
                    href={routeHref({ kind: 'history', run: null, profile })}
                    aria-label={text}
                    title={text}
                    className={cx(styles.cell, styles.mark)}
                    {...markProps(mark)}
                  >
                    <span className={cx(styles.square, styles[sizeOf(count, most)])} />
                  </a>
                );
              })}
            </span>
          </Fragment>
        ))}
        <span />
        <span className={cx(styles.cells, styles.scale)} aria-hidden="true">
          {slots.map((hour) => (
            <span key={hour}>{hour % 6 === 0 ? hour : ''}</span>
          ))}
        </span>
      </div>
    </ChartCard>
  );
}

/** Four sizes can be told apart. */
function sizeOf(count: number, most: number): 'size1' | 'size2' | 'size3' | 'size4' {
  return (['size1', 'size2', 'size3', 'size4'] as const)[Math.min(3, Math.ceil((count / most) * 4) - 1)] ?? 'size1';
}
