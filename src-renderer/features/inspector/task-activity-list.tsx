import type { HistoryView } from '../../../src-shared/api/views.ts';
import { t } from '../../i18n/t.ts';
import { routeHref } from '../../stores/routes.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { ChangeText } from '../words/change-text.tsx';
import { kindText } from '../words/kind-text.ts';
import { momentText } from '../words/time-text.ts';
import styles from './task-activity.module.css';
import { whoText } from './who-text.ts';

interface Props {
  readonly entries: readonly HistoryView[];
  /** The time at which the task is looked at; null: now. */
  readonly at: string | null;
  readonly onUndo: (run: string) => void;
  readonly onAsOf: (at: string) => void;
}

/** Newest first: when, who, what, and where it was written. */
export function TaskActivityList({ entries, at, onUndo, onAsOf }: Props) {
  return (
    <ol className={cx(styles.list)}>
      {entries.map((entry) => (
        <li
          key={entry.id}
          className={cx(styles.entry, at !== null && entry.at > at && styles.later)}
          aria-current={entry.place === 'here' && entry.at === at ? 'step' : undefined}
        >
          <p className={cx(styles.meta)}>
            <time dateTime={entry.at}>{momentText(entry.at)}</time> · {whoText(entry)}
            {entry.place !== 'here' && ` · ${t('words.inPlace', { place: entry.place })}`}
          </p>
          <p className={cx(styles.what)}>
            <span className={cx(styles.kind)}>{kindText(entry)}</span>
            {entry.field !== null && <ChangeText entry={entry} field={entry.field} />}
          </p>
          <div className={cx(styles.tools)}>
            {entry.place === 'here' && (
              <Button variant="ghost" onPress={() => onAsOf(entry.at)}>
                {t('inspector.asOf.show')}
              </Button>
            )}
            {entry.run !== null && <RunTools run={entry.run} onUndo={onUndo} />}
          </div>
        </li>
      ))}
    </ol>
  );
}

function RunTools({ run, onUndo }: { readonly run: string; readonly onUndo: (run: string) => void }) {
  return (
    <>
      <a className={cx(styles.run)} href={routeHref({ kind: 'history', run })}>
        {t('inspector.activity.run')}
      </a>
      <Button variant="ghost" onPress={() => onUndo(run)}>
        {t('inspector.activity.undoRun')}
      </Button>
    </>
  );
}
