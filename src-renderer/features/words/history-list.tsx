import type { HistoryView } from '../../../src-shared/api/views.ts';
import { t } from '../../i18n/t.ts';
import { routeHref } from '../../stores/routes.ts';
import { cx } from '../../ui/cx.ts';
import { DiffText } from '../../ui/diff-text.tsx';
import { fieldName, isLongText, valueText } from './field-text.ts';
import styles from './history-list.module.css';
import { momentText } from './time-text.ts';
import { diffWords } from './word-diff.ts';

interface Props {
  readonly entries: readonly HistoryView[];
  /** In a run's details the task is the news, in a task's the run. */
  readonly of: 'task' | 'run';
  /** Offers to undo what the run did. */
  readonly onUndo?: (run: string, entry: HistoryView) => void;
}

/** What changed, where, by whom; newest first, as it comes. */
export function HistoryList({ entries, of, onUndo }: Props) {
  return (
    <ol className={cx(styles.list)}>
      {entries.map((entry) => (
        <li key={entry.id} className={cx(styles.entry)}>
          {of === 'run' && (
            <a className={cx(styles.task)} dir="auto" href={routeHref({ kind: 'tasks', task: entry.task, search: '' })}>
              {entry.title}
            </a>
          )}
          <p className={cx(styles.what)}>
            <span className={cx(styles.kind)}>{kindText(entry)}</span>
            {entry.field && <Change entry={entry} field={entry.field} />}
          </p>
          <p className={cx(styles.meta)}>
            {of === 'task' && `${momentText(entry.at)} · `}
            {actorText(entry)} ·{' '}
            {entry.place === 'here' ? t('words.onThisDevice') : t('words.inPlace', { place: entry.place })}
            {of === 'task' && entry.run && (
              <>
                {' · '}
                <a href={routeHref({ kind: 'history', run: entry.run })}>{t('words.run')}</a>
              </>
            )}
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

function Change({ entry, field }: { readonly entry: HistoryView; readonly field: string }) {
  const before = valueText(field, entry.before);
  const after = valueText(field, entry.after);
  if (isLongText(field) && before && after) return <DiffText parts={diffWords(before, after)} />;
  return (
    <span dir="auto">
      <span className={cx(styles.before)}>{before || t('words.empty')}</span> → <span>{after || t('words.empty')}</span>
    </span>
  );
}

function kindText(entry: HistoryView): string {
  const kind = t(`words.history.${entry.kind}`);
  if (!entry.field) return kind;
  const field = fieldName(entry.field);
  return entry.kind === 'update'
    ? t('words.changed.field', { field })
    : t('words.changed.kindAndField', { kind, field });
}

function actorText({ actor, by }: HistoryView): string {
  if (actor === 'here') return by ?? t('words.actor.you');
  if (actor === 'undo') return t('words.actor.undo');
  return by ? t('words.actor.by', { person: by, place: actor }) : t('words.actor.from', { place: actor });
}
