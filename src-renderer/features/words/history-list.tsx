import type { HistoryView } from '../../../src-shared/api/views.ts';
import { t } from '../../i18n/t.ts';
import { routeHref } from '../../stores/routes.ts';
import { cx } from '../../ui/cx.ts';
import { ForeignText } from '../../ui/foreign-text.tsx';
import { ChangeText } from './change-text.tsx';
import styles from './history-list.module.css';
import { kindText } from './kind-text.ts';

interface Props {
  readonly entries: readonly HistoryView[];
  /** Offers to undo what the run did. */
  readonly onUndo?: (run: string, entry: HistoryView) => void;
}

/** What a run changed, where, by whom; in the order in which it comes. */
export function HistoryList({ entries, onUndo }: Props) {
  return (
    <ol className={cx(styles.list)}>
      {entries.map((entry) => (
        <li key={entry.id} className={cx(styles.entry)}>
          <a className={cx(styles.task)} dir="auto" href={routeHref({ kind: 'tasks', task: entry.task, search: '' })}>
            <ForeignText text={entry.title} />
          </a>
          <p className={cx(styles.what)}>
            <span className={cx(styles.kind)}>{kindText(entry)}</span>
            {entry.field && <ChangeText entry={entry} field={entry.field} />}
          </p>
          <p className={cx(styles.meta)}>
            {actorText(entry)} ·{' '}
            {entry.place === 'here' ? t('words.onThisDevice') : t('words.inPlace', { place: entry.place })}
            {entry.run && onUndo && <UndoLink entry={entry} run={entry.run} onUndo={onUndo} />}
          </p>
        </li>
      ))}
    </ol>
  );
}

interface UndoLinkProps extends Required<Pick<Props, 'onUndo'>> {
  readonly entry: HistoryView;
  readonly run: string;
}

function UndoLink({ entry, run, onUndo }: UndoLinkProps) {
  return (
    <>
      {' · '}
      <button type="button" className={cx(styles.undo)} onClick={() => onUndo(run, entry)}>
        {t('words.undo')}
      </button>
    </>
  );
}

function actorText({ actor, by }: HistoryView): string {
  if (actor === 'here') return by ?? t('words.actor.you');
  if (actor === 'undo') return t('words.actor.undo');
  return by ? t('words.actor.by', { person: by, place: actor }) : t('words.actor.from', { place: actor });
}
