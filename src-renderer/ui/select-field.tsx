import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import {
  Button,
  FieldError,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select,
  SelectValue,
  Text,
} from 'react-aria-components';
import { t } from '../i18n/t.ts';
import { cx } from './cx.ts';
import styles from './field.module.css';

export interface Option<Value extends string = string> {
  readonly value: Value;
  readonly label: string;
  readonly icon?: ReactNode;
  /** Shown, and not to be chosen; its label says why. */
  readonly isDisabled?: boolean;
}

interface Props<Value extends string> {
  readonly label: string;
  /** The label is read out, but something beside it already shows it. */
  readonly hideLabel?: boolean;
  readonly options: readonly Option<Value>[];
  readonly value: Value | null;
  readonly onChange: (value: Value) => void;
  readonly description?: string | undefined;
  readonly error?: string | null | undefined;
  readonly placeholder?: string | undefined;
  readonly isDisabled?: boolean;
}

/** One of a closed list. */
export function SelectField<Value extends string>(props: Props<Value>) {
  const { label, hideLabel = false, options, value, onChange, description, error, placeholder, isDisabled } = props;
  return (
    <Select
      className={cx(styles.field)}
      value={value}
      onChange={(key) => {
        const chosen = options.find((option) => option.value === key);
        if (chosen) onChange(chosen.value);
      }}
      placeholder={placeholder ?? t('ui.choose')}
      isInvalid={Boolean(error)}
      isDisabled={isDisabled ?? false}
      {...(hideLabel ? { 'aria-label': label } : {})}
    >
      {!hideLabel && <Label className={cx(styles.label)}>{label}</Label>}
      <Button className={cx(styles.control, styles.trigger)}>
        <SelectValue className={cx(styles.value)} />
        <ChevronDown className={cx(styles.chevron)} size={16} strokeWidth={1.5} aria-hidden="true" />
      </Button>
      {description && (
        <Text slot="description" className={cx(styles.description)}>
          {description}
        </Text>
      )}
      <FieldError className={cx(styles.error)}>{error}</FieldError>
      <Popover className={cx(styles.popover)} offset={4}>
        <ListBox className={cx(styles.list)} items={options.map((option) => ({ ...option, id: option.value }))}>
          {(option) => (
            <ListBoxItem className={cx(styles.option)} textValue={option.label} isDisabled={option.isDisabled ?? false}>
              {option.icon}
              {option.label}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  );
}
