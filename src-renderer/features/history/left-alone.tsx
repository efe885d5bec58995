import type { UndoView } from '../../../src-shared/api/views.ts';
import { locale, t } from '../../i18n/t.ts';
import { CheckField } from '../../ui/check-field.tsx';
import { cx } from '../../ui/cx.ts';
import { ForeignText } from '../../ui/foreign-text.tsx';
import { fieldName } from '../words/field-text.ts';
import { placeName } from '../words/state-words.ts';
import styles from './undo-dialog.module.css';

type Skip = UndoView['skipped'][number];

interface Props {
  readonly skipped: readonly Skip[];
  /** Tasks whose later changes are to be undone as well. */
  readonly also: ReadonlySet<string>;
  readonly onInsist: (task: string, isWanted: boolean) => void;
}

/** What an undo leaves alone. What somebody changed since can be had back all the same, task by task. */
export function LeftAlone({ skipped, also, onInsist }: Props) {
  const changed = Map.groupBy(
    skipped.filter(({ reason }) => reason === 'changed'),
    ({ task }) => task,
  );
  const rest = skipped.filter(({ reason }) => reason !== 'changed');
  return (
    <>
      {changed.size > 0 && (
        <section aria-labelledby="changed-since">
          <h3 id="changed-since" className={cx(styles.heading)}>
            {t('history.changedSince', { count: changed.size })}
          </h3>
          <p className={cx(styles.help)}>{t('history.changedSinceHelp')}</p>
          <ul className={cx(styles.skipped)}>
            {[...changed].map(([task, own]) => (
              <li key={task}>
                <CheckField
                  label={own[0]?.title ?? ''}
                  description={own.map((skip) => placed(skip, t('history.skip.changed'))).join(' · ')}
                  isSelected={also.has(task)}
                  onChange={(isWanted) => onInsist(task, isWanted)}
                />
              </li>
            ))}
          </ul>
        </section>
      )}
      {rest.length > 0 && (
        <section aria-labelledby="left-alone">
          <h3 id="left-alone" className={cx(styles.heading)}>
            {t('history.leftAlone', { count: rest.length })}
          </h3>
          <ul className={cx(styles.skipped)}>
            {rest.map((skip) => (
              <li key={`${skip.task} ${skip.field} ${skip.endpoint} ${skip.message}`}>
                <span dir="auto">
                  <ForeignText text={skip.title} />
                </span>{' '}
                · {whatOf(skip)}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

/** "Due date · GitHub: it was changed since"; the core's sentence is the more exact one, and English. */
function whatOf(skip: Skip): string {
  return placed(skip, locale.startsWith('en') ? skip.message : t(`history.skip.${skip.reason}`));
}

function placed({ field, endpoint }: Skip, why: string): string {
  const parts = [...(field === null ? [] : [fieldName(field)]), ...(endpoint === null ? [] : [placeName(endpoint)])];
  return parts.length === 0 ? why : t('history.skip', { parts: parts.join(', '), why });
}
