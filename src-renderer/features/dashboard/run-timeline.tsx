import { useRef } from 'react';
import type { RunGlanceView, StatsView } from '../../../src-shared/api/views.ts';
import type { RunState } from '../../../src-shared/domain/run.ts';
import { t } from '../../i18n/t.ts';
import { cx } from '../../ui/cx.ts';
import { StatusGlyph } from '../../ui/status-glyph.tsx';
import { countText } from '../words/field-text.ts';
import { runWords } from '../words/state-words.ts';
import { durationText, momentText } from '../words/time-text.ts';
import { ChartCard } from './chart-card.tsx';
import { runsSummary } from './chart-summaries.ts';
import { tickText } from './column-text.ts';
import { runHref } from './links.ts';
import styles from './run-timeline.module.css';
import { type Cluster, clusterRuns, ticks } from './timeline-geometry.ts';
import { useMarks } from './use-marks.ts';
import { useWidth } from './use-width.ts';

interface Props {
  readonly stats: StatsView;
  readonly now: number;
}

/** A mark and the space around it, in pixels. */
const apart = 28;
/** Space for one name of a time. */
const tickWidth = 96;

/** When which run was and how it ended; runs without changes are counted in the summary only. */
export function RunTimeline({ stats, now }: Props) {
  const { timeline } = stats;
  return (
    <ChartCard
      title={t('dashboard.runs')}
      summary={runsSummary(stats)}
      fileName="runs"
      table={{
        columns: [
          ...[t('dashboard.profile'), t('dashboard.started'), t('dashboard.state'), t('dashboard.took')],
          ...[t('dashboard.changes'), t('dashboard.problems')],
        ],
        rows: timeline.map((run) => [
          ...[run.profile, momentText(run.startedAt), runWords[run.state].label, durationText(run.durationMs)],
          ...[run.changes, run.problems],
        ]),
      }}
    >
      {timeline.length > 0 && <Lanes stats={stats} now={now} />}
    </ChartCard>
  );
}

function Lanes({ stats, now }: Props) {
  const scale = useRef<HTMLSpanElement>(null);
  const width = useWidth(scale);
  const from = Date.parse(stats.changes[0]?.at ?? '') || now - 86_400_000;
  const profiles = [...new Set(stats.timeline.map(({ profile }) => profile))].sort();
  const lanes = profiles.map((profile) => {
    const own = stats.timeline.filter((run) => run.profile === profile).reverse();
    return { profile, clusters: width > 0 ? clusterRuns(own, { from, to: now, width, apart }) : [] };
  });
  const marks = lanes.flatMap(({ clusters }, lane) =>
    clusters.map(({ x }, index) => ({ column: x, row: -lane, lane, index })),
  );
  const { onKeyDown, markProps } = useMarks(marks);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of links in a picture
    <div role="group" aria-label={t('dashboard.chartKeys')} className={cx(styles.lanes)} onKeyDown={onKeyDown}>
      {lanes.map(({ profile, clusters }, lane) => (
        <div key={profile} className={cx(styles.lane)}>
          <span className={cx(styles.name)} dir="auto" title={profile}>
            {profile}
          </span>
          <span className={cx(styles.line)}>
            {clusters.map((cluster, index) => (
              <Mark
                key={cluster.items[0]?.run}
                cluster={cluster}
                {...markProps(marks.findIndex((mark) => mark.lane === lane && mark.index === index))}
              />
            ))}
          </span>
        </div>
      ))}
      <div className={cx(styles.lane)} aria-hidden="true">
        <span className={cx(styles.name)} />
        <span ref={scale} className={cx(styles.scale)}>
          {ticks(from, now, Math.min(5, Math.floor(width / tickWidth))).map(({ at, part }) => (
            <span key={at} style={{ insetInlineStart: part * width }}>
              {tickText(at, stats.step)}
            </span>
          ))}
        </span>
      </div>
    </div>
  );
}

interface MarkProps {
  readonly cluster: Cluster<RunGlanceView>;
  readonly ref: (element: HTMLElement | null) => void;
  readonly tabIndex: number;
  readonly onFocus: () => void;
}

function Mark({ cluster: { x, items }, ...rest }: MarkProps) {
  const run = gravest(items);
  const { label, shape, tone } = runWords[run.state];
  const own = t('dashboard.runMark', {
    ...{ profile: run.profile, when: momentText(run.startedAt), state: label, took: durationText(run.durationMs) },
    changes: run.changes,
  });
  const text = items.length === 1 ? own : t('dashboard.runsMark', { run: own, count: items.length });
  return (
    <a
      href={runHref(run.run)}
      aria-label={text}
      title={text}
      className={cx(styles.mark)}
      style={{ insetInlineStart: x }}
      {...rest}
    >
      <StatusGlyph shape={shape} tone={tone} size={14} />
      {items.length > 1 && <span className={cx(styles.more)}>{countText(items.length)}</span>}
    </a>
  );
}

/** What a person should see first. */
const gravity: readonly RunState[] = ['held', 'failed', 'problems', 'offline', 'stopped', 'running', 'done'];

function gravest(runs: readonly RunGlanceView[]): RunGlanceView {
  return runs.reduce((worst, run) => (gravity.indexOf(run.state) <= gravity.indexOf(worst.state) ? run : worst));
}
