import { t } from '../../i18n/t.ts';
import { cx } from '../../ui/cx.ts';
import { placeName } from '../words/state-words.ts';
import { FieldRow } from './field-row.tsx';
import styles from './field-table.module.css';
import type { Question } from './questions.ts';

interface Props {
  readonly question: Question;
  /** Id of the conflict that the keys are about. */
  readonly current: string | null;
  readonly onCurrent: (id: string) => void;
  readonly showsBefore: boolean;
}

/** The fields in conflict, one a row; on narrow windows one card each. */
export function FieldTable({ question, current, onCurrent, showsBefore }: Props) {
  return (
    <table className={cx(styles.table, showsBefore && styles.withBefore)}>
      <thead>
        <tr>
          <th scope="col" className={cx(styles.fieldHead)}>
            {t('conflicts.field')}
          </th>
          <th scope="col" className={cx(styles.left)}>
            {placeName(question.left.side)}
          </th>
          {showsBefore && <th scope="col">{t('conflicts.before')}</th>}
          <th scope="col" className={cx(styles.right)}>
            {placeName(question.right.side)}
          </th>
          <th scope="col">{t('conflicts.result')}</th>
        </tr>
      </thead>
      <tbody>
        {question.conflicts.map((pair) => (
          <FieldRow
            key={pair.id}
            pair={pair}
            isCurrent={pair.id === current}
            onCurrent={() => onCurrent(pair.id)}
            showsBefore={showsBefore}
          />
        ))}
      </tbody>
    </table>
  );
}
