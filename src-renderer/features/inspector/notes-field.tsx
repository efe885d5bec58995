import { useState } from 'react';
import { ToggleButton } from 'react-aria-components';
import { t } from '../../i18n/t.ts';
import { cx } from '../../ui/cx.ts';
import { MarkdownText } from '../../ui/markdown-text.tsx';
import { fieldName } from '../words/field-text.ts';
import { DraftText } from './draft-text.tsx';
import styles from './notes-field.module.css';

interface Props {
  readonly value: string;
  /** Why it cannot be edited here; null: it can. */
  readonly lock: string | null;
  readonly onSave: (value: string) => void;
  readonly error: string | null;
}

/** Notes are read as they look and written as Markdown. */
export function NotesField({ value, lock, onSave, error }: Props) {
  const [isWriting, setWriting] = useState(false);
  const canRead = value.trim() !== '';
  const isOpen = lock === null && (isWriting || !canRead);
  return (
    <section className={cx(styles.notes)} aria-label={fieldName('body')}>
      <div className={cx(styles.head)}>
        <h3 className={cx(styles.label)}>{fieldName('body')}</h3>
        {lock === null && canRead && (
          <ToggleButton className={cx(styles.toggle)} isSelected={isWriting} onChange={setWriting}>
            {isWriting ? t('inspector.notes.preview') : t('inspector.notes.write')}
          </ToggleButton>
        )}
      </div>
      {isOpen ? (
        <DraftText
          label={fieldName('body')}
          look="area"
          hideLabel
          value={value}
          placeholder={t('inspector.notes.placeholder')}
          onSave={onSave}
          error={error}
        />
      ) : (
        <div className={cx(styles.shown)}>
          {canRead ? <MarkdownText text={value} /> : <p className={cx(styles.reason)}>{t('words.empty')}</p>}
        </div>
      )}
      {lock !== null && <p className={cx(styles.reason)}>{lock}</p>}
    </section>
  );
}
