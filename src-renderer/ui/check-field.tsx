import { Check } from 'lucide-react';
import { CheckboxButton, CheckboxField, SwitchButton, SwitchField, Text } from 'react-aria-components';
import styles from './check-field.module.css';
import { cx } from './cx.ts';
import { ForeignText } from './foreign-text.tsx';

interface Props {
  readonly label: string;
  readonly description?: string | undefined;
  readonly isSelected: boolean;
  readonly onChange: (selected: boolean) => void;
  readonly isDisabled?: boolean;
}

interface SwitchProps extends Props {
  /** Read out instead of the label, where something beside it says what it is. */
  readonly name?: string;
}

export function CheckField({ label, description, isSelected, onChange, isDisabled = false }: Props) {
  return (
    <CheckboxField className={cx(styles.field)} isSelected={isSelected} onChange={onChange} isDisabled={isDisabled}>
      <CheckboxButton className={cx(styles.row)}>
        <span className={cx(styles.box)}>
          <Check size={12} strokeWidth={3} aria-hidden="true" />
        </span>
        <ForeignText text={label} />
      </CheckboxButton>
      {description && (
        <Text slot="description" className={cx(styles.description)}>
          {description}
        </Text>
      )}
    </CheckboxField>
  );
}

export function SwitchRow({ label, name, description, isSelected, onChange, isDisabled = false }: SwitchProps) {
  return (
    <SwitchField
      className={cx(styles.field)}
      isSelected={isSelected}
      onChange={onChange}
      isDisabled={isDisabled}
      {...(name === undefined ? {} : { 'aria-label': name })}
    >
      <SwitchButton className={cx(styles.row)}>
        <span className={cx(styles.track)}>
          <span className={cx(styles.thumb)} />
        </span>
        {label}
      </SwitchButton>
      {description && (
        <Text slot="description" className={cx(styles.description, styles.besideSwitch)}>
          {description}
        </Text>
      )}
    </SwitchField>
  );
}
