import { useId, useState } from 'react';
import { t } from '../i18n/t.ts';
import { RemovableChip } from './chip.tsx';
import { cx } from './cx.ts';
import fieldStyles from './field.module.css';
import styles from './tag-field.module.css';

interface Props {
  readonly label: string;
  /** One of them, for the buttons: "label", "assignee". */
  readonly noun: string;
  readonly values: readonly string[];
  readonly onChange: (values: readonly string[]) => void;
  readonly describe?: (value: string) => string;
}

/** A set of short texts: Enter or a comma adds what was typed, Backspace in the empty box takes the last one off. */
export function TagField({ label, noun, values, onChange, describe = (value) => value }: Props) {
  const id = useId();
  const [draft, setDraft] = useState('');

  function add(): void {
    const value = draft.trim();
    setDraft('');
    if (value && !values.includes(value)) onChange([...values, value]);
  }

  return (
    <div className={cx(fieldStyles.field)}>
      <label htmlFor={id} className={cx(fieldStyles.label)}>
        {label}
      </label>
      <div className={cx(styles.box)}>
        {values.map((value) => (
          <RemovableChip
            key={value}
            removeLabel={t('ui.tag.remove', { noun, value: describe(value) })}
            onRemove={() => onChange(values.filter((other) => other !== value))}
          >
            {describe(value)}
          </RemovableChip>
        ))}
        <input
          id={id}
          className={cx(styles.input)}
          value={draft}
          placeholder={values.length === 0 ? t('ui.tag.add', { noun }) : ''}
          onChange={(event) => setDraft(event.target.value)}
          onBlur={add}
          onKeyDown={(event) => {
            if (event.key === 'Enter' || event.key === ',') {
              event.preventDefault();
              add();
            } else if (event.key === 'Backspace' && draft === '' && values.length > 0) {
              onChange(values.slice(0, -1));
            }
          }}
        />
      </div>
    </div>
  );
}
