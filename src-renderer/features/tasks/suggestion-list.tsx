import { t } from '../../i18n/t.ts';
import { cx } from '../../ui/cx.ts';
import { ForeignText } from '../../ui/foreign-text.tsx';
import styles from './search-box.module.css';
import type { Suggestion } from './suggestions.ts';

interface Props {
  /** Of the combobox; the list and its options are named after it. */
  readonly id: string;
  readonly offered: readonly Suggestion[];
  readonly active: number | null;
  readonly onTake: (suggestion: Suggestion) => void;
}

/** Under the box; the focus stays in it. */
export function SuggestionList({ id, offered, active, onTake }: Props) {
  return (
    <div id={`${id}-list`} role="listbox" aria-label={t('tasks.suggestions')} className={cx(styles.list)}>
      {offered.map((one, index) => (
        <div
          key={one.label}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          className={cx(styles.option, index === active && styles.active)}
          // Before the box loses the focus, which closes the list.
          onPointerDown={(event) => {
            event.preventDefault();
            onTake(one);
          }}
        >
          <span className={cx(styles.name)} dir="auto">
            <ForeignText text={one.label} />
          </span>
          <span className={cx(styles.note)}>{noteOf(one)}</span>
        </div>
      ))}
    </div>
  );
}

function noteOf({ label, count, isWhole }: Suggestion): string {
  if (count !== null) return t('tasks.count', { count });
  const key = `tasks.${isWhole ? 'filterValue' : 'filterKey'}.${label.replace(':', '')}`;
  return t.has(key) ? t(key) : '';
}
