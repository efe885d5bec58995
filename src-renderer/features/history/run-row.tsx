import type { RunView } from '../../../src-shared/api/views.ts';
import { t } from '../../i18n/t.ts';
import { routeHref } from '../../stores/routes.ts';
import { cx } from '../../ui/cx.ts';
import { StatusGlyph } from '../../ui/status-glyph.tsx';
import { countText } from '../words/field-text.ts';
import { countsOf } from '../words/run-text.ts';
import { runWords, triggerWords } from '../words/state-words.ts';
import { clockText, durationText, momentText } from '../words/time-text.ts';
import styles from './run-row.module.css';

interface Props {
  readonly run: RunView;
  readonly isCurrent: boolean;
  /** Among the runs of one profile its name says nothing; the day and time do. */
  readonly heading?: 'profile' | 'time';
}

/** One run in a list: when, which profile, how it ended, how much it changed. */
export function RunRow({ run, isCurrent, heading = 'profile' }: Props) {
  const words = runWords[run.state];
  return (
    <li className={cx(styles.row, isCurrent && styles.current)}>
      <a
        className={cx(styles.link)}
        href={routeHref({ kind: 'history', run: run.run })}
        {...(isCurrent ? { 'aria-current': 'true' } : {})}
      >
        <StatusGlyph shape={words.shape} tone={words.tone} />
        <span className={cx(styles.main)}>
          <span className={cx(styles.profile)}>{heading === 'time' ? momentText(run.startedAt) : run.profile}</span>
          <span className={cx(styles.meta)}>
            {words.label} · {triggerWords[run.trigger]}
            {run.finishedAt && ` · ${durationText(run.durationMs)}`}
          </span>
        </span>
        <span className={cx(styles.numbers)}>
          {heading === 'profile' && <span className={cx(styles.time)}>{clockText(run.startedAt)}</span>}
          <Counts run={run} />
        </span>
      </a>
    </li>
  );
}

function Counts({ run }: { readonly run: RunView }) {
  const { created, updated, deleted } = countsOf(run);
  const marks = [
    { mark: '+', count: created, words: t('words.run.created', { count: created }) },
    { mark: '~', count: updated, words: t('words.run.updated', { count: updated }) },
    { mark: '−', count: deleted, words: t('words.run.deleted', { count: deleted }) },
  ].filter(({ count }) => count > 0);
  return (
    <span className={cx(styles.counts)}>
      {marks.length === 0 && <span>{t('history.unchanged')}</span>}
      {marks.map(({ mark, count, words }) => (
        <span key={mark} title={words}>
          {mark}
          {countText(count)}
        </span>
      ))}
      {run.conflicts > 0 && (
        <span className={cx(styles.mark)} title={t('history.conflicts', { count: run.conflicts })}>
          <StatusGlyph shape="fork" tone="warning" size={14} label={t('history.conflicts', { count: run.conflicts })} />
          {countText(run.conflicts)}
        </span>
      )}
      {run.problems.length > 0 && (
        <span className={cx(styles.mark)} title={t('history.problems', { count: run.problems.length })}>
          <StatusGlyph
            shape="cross"
            tone="danger"
            size={14}
            label={t('history.problems', { count: run.problems.length })}
          />
          {countText(run.problems.length)}
        </span>
      )}
    </span>
  );
}
