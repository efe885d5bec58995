import type { HistoryView } from '../../../src-shared/api/views.ts';
import { t } from '../../i18n/t.ts';
import { cx } from '../../ui/cx.ts';
import { DiffText } from '../../ui/diff-text.tsx';
import { ForeignText } from '../../ui/foreign-text.tsx';
import styles from './change-text.module.css';
import { isLongText, valueText } from './field-text.ts';
import { diffWords } from './word-diff.ts';

/** What a field was and what it became; long texts word by word. */
export function ChangeText({
  entry,
  field,
}: {
  readonly entry: Pick<HistoryView, 'before' | 'after'>;
  readonly field: string;
}) {
  const before = valueText(field, entry.before);
  const after = valueText(field, entry.after);
  if (isLongText(field) && before && after) return <DiffText parts={diffWords(before, after)} />;
  return (
    <span dir="auto" className={cx(styles.values)}>
      <span className={cx(styles.before)}>
        <ForeignText text={before || t('words.empty')} />
      </span>{' '}
      → <ForeignText text={after || t('words.empty')} />
    </span>
  );
}
