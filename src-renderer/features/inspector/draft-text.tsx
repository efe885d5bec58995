import { useEffect, useRef, useState } from 'react';
import type { TextFieldProps } from 'react-aria-components';
import { isPlain } from '../../../src-shared/hidden-characters.ts';
import { cx } from '../../ui/cx.ts';
import { ForeignText } from '../../ui/foreign-text.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './draft-text.module.css';

interface Props {
  readonly label: string;
  readonly value: string;
  readonly onSave: (value: string) => void;
  readonly error?: string | null;
  /** An empty text is taken back instead of saved. */
  readonly isRequired?: boolean;
  readonly isReadOnly?: boolean;
  readonly look?: 'title' | 'line' | 'area';
  readonly placeholder?: string;
  /** Something beside it shows it already; it is read out all the same. */
  readonly hideLabel?: boolean;
  readonly description?: string | undefined;
  readonly type?: 'text' | 'number';
}

/** A text that is saved when it is left. Escape takes the draft back; Enter saves a single line. */
export function DraftText(props: Props) {
  const {
    label,
    value,
    onSave,
    error,
    isRequired = false,
    isReadOnly = false,
    look = 'line',
    placeholder,
    hideLabel = false,
    description,
    type = 'text',
  } = props;
  const [draft, setDraft] = useState(value);
  const isTyping = useRef(false);
  useEffect(() => {
    if (!isTyping.current) setDraft(value);
  }, [value]);

  function leave(): void {
    isTyping.current = false;
    const next = look === 'area' ? draft : draft.trim();
    if (next === value) return;
    if (next === '' && isRequired) setDraft(value);
    else onSave(next);
  }

  const onKeyDown: TextFieldProps['onKeyDown'] = (event) => {
    if (event.key === 'Escape' && draft !== value) setDraft(value);
    else if (event.key === 'Enter' && look !== 'area') {
      event.preventDefault();
      if (event.target instanceof HTMLElement) event.target.blur();
    } else event.continuePropagation();
  };

  return (
    <div className={cx(look === 'title' && styles.title)}>
      <TextField
        label={hideLabel ? '' : label}
        {...(hideLabel ? { 'aria-label': label } : {})}
        description={description}
        type={type}
        value={draft}
        onChange={setDraft}
        onFocus={() => {
          isTyping.current = true;
        }}
        onBlur={leave}
        onKeyDown={onKeyDown}
        multiline={look !== 'line'}
        isReadOnly={isReadOnly}
        error={error}
        placeholder={placeholder}
      />
      {!isPlain(draft) && (
        <p dir="auto" className={cx(styles.seen)}>
          <ForeignText text={draft} />
        </p>
      )}
    </div>
  );
}
