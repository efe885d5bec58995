import { Check } from 'lucide-react';
import { CheckboxButton, CheckboxField } from 'react-aria-components';
import styles from './check-field.module.css';
import { cx } from './cx.ts';

interface Props {
  /** Read out; what stands beside it shows what it is about. */
  readonly label: string;
  readonly isSelected: boolean;
  readonly onChange: (selected: boolean) => void;
}

/** A check box without words, before a row. */
export function Tick({ label, isSelected, onChange }: Props) {
  return (
    <CheckboxField aria-label={label} className={cx(styles.field)} isSelected={isSelected} onChange={onChange}>
      <CheckboxButton className={cx(styles.row, styles.lone)}>
        <span className={cx(styles.box)}>
          <Check size={12} strokeWidth={3} aria-hidden="true" />
        </span>
      </CheckboxButton>
    </CheckboxField>
  );
}
