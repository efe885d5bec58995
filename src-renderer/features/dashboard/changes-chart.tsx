import { useId, useRef } from 'react';
import type { StatsView } from '../../../src-shared/api/views.ts';
import { t } from '../../i18n/t.ts';
import { cx } from '../../ui/cx.ts';
import { countText } from '../words/field-text.ts';
import { namedColumns, stackBars } from './bar-geometry.ts';
import { type ChangeKind, changeKinds, totalsOf } from './change-kinds.ts';
import styles from './changes-chart.module.css';
import { ChartCard } from './chart-card.tsx';
import { changesSummary } from './chart-summaries.ts';
import { columnName, columnText, dayOf } from './column-text.ts';
import { KindPatterns, patternId } from './kind-patterns.tsx';
import { changesHref } from './links.ts';
import { useMarks } from './use-marks.ts';
import { useWidth } from './use-width.ts';

const height = 160;
const top = 20;
const bottom = 22;
const start = 36;

/** How much changed in each hour or day, by kind. */
export function ChangesChart({ stats }: { readonly stats: StatsView }) {
  const { changes, step } = stats;
  const totals = totalsOf(changes);
  return (
    <ChartCard
      title={t(step === 'hour' ? 'dashboard.changesPerHour' : 'dashboard.changesPerDay')}
      summary={changesSummary(stats)}
      fileName="changes"
      table={{
        columns: [
          t(step === 'hour' ? 'dashboard.hour' : 'dashboard.day'),
          ...changeKinds.map((kind) => kindName(kind)),
        ],
        rows: changes.map((column) => [columnName(column.at, step), ...changeKinds.map((kind) => column[kind])]),
      }}
    >
      <ul className={cx(styles.legend)}>
        {changeKinds.map((kind) => (
          <li key={kind}>
            <Swatch kind={kind} />
            {kindName(kind)} <strong>{countText(totals[kind])}</strong>
          </li>
        ))}
      </ul>
      <Bars stats={stats} />
    </ChartCard>
  );
}

function Bars({ stats }: { readonly stats: StatsView }) {
  const { changes, step } = stats;
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  const patterns = useId();
  const plot = { width: Math.max(0, width - start), height: height - top - bottom };
  const bars = stackBars(changes, changeKinds, plot);
  const { onKeyDown, markProps } = useMarks(bars.segments);
  const columnWidth = plot.width / Math.max(1, changes.length);
  return (
    <div ref={frame} className={cx(styles.frame)}>
      {width > 0 && (
        // biome-ignore lint/a11y/useSemanticElements: a group of links in a picture
        <svg
          role="group"
          aria-label={t('dashboard.chartKeys')}
          width={width}
          height={height}
          className={cx(styles.chart)}
          onKeyDown={onKeyDown}
        >
          <KindPatterns id={patterns} />
          <g transform={`translate(${start} ${top})`}>
            <svg aria-hidden="true" overflow="visible">
              {bars.lines.map(({ y, value }) => (
                <g key={value}>
                  <line x1={0} x2={plot.width} y1={y} y2={y} className={cx(styles.line)} />
                  <text x={-6} y={y + 4} textAnchor="end">
                    {countText(value)}
                  </text>
                </g>
              ))}
              <line x1={0} x2={plot.width} y1={plot.height} y2={plot.height} className={cx(styles.axis)} />
            </svg>
            {bars.segments.map((segment, index) => {
              const at = changes[segment.column]?.at ?? '';
              return (
                <a
                  key={`${at} ${segment.kind}`}
                  href={changesHref(segment.kind, dayOf(at, step))}
                  aria-label={t('dashboard.mark', {
                    when: columnName(at, step),
                    kind: kindName(segment.kind),
                    count: segment.value,
                  })}
                  className={cx(styles.mark)}
                  {...markProps(index)}
                >
                  <title>{`${columnName(at, step)}: ${kindName(segment.kind)} ${countText(segment.value)}`}</title>
                  <rect
                    x={segment.x}
                    y={segment.y}
                    width={segment.width}
                    height={Math.max(1, segment.height)}
                    fill={`url(#${patternId(patterns, segment.kind)})`}
                    className={cx(styles[segment.kind])}
                  />
                </a>
              );
            })}
            <svg aria-hidden="true" overflow="visible">
              {bars.columns.map(
                ({ x, y, total }, index) =>
                  total > 0 &&
                  columnWidth >= 30 && (
                    <text key={changes[index]?.at} x={x} y={y - 5} textAnchor="middle" className={cx(styles.total)}>
                      {countText(total)}
                    </text>
                  ),
              )}
              {namedColumns(changes.length, plot.width, 52).map((index) => (
                <text key={changes[index]?.at} x={bars.columns[index]?.x ?? 0} y={plot.height + 16} textAnchor="middle">
                  {columnText(changes[index]?.at ?? '', stats)}
                </text>
              ))}
            </svg>
          </g>
        </svg>
      )}
    </div>
  );
}

function Swatch({ kind }: { readonly kind: ChangeKind }) {
  const id = useId();
  return (
    <svg width={12} height={12} aria-hidden="true" className={cx(styles.swatch)}>
      <KindPatterns id={id} />
      <rect width={12} height={12} rx={2} fill={`url(#${patternId(id, kind)})`} className={cx(styles[kind])} />
    </svg>
  );
}

export function kindName(kind: ChangeKind): string {
  return t(`dashboard.kind.${kind}`);
}
