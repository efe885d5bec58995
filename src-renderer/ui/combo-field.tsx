import { ChevronDown } from 'lucide-react';
import { Button, ComboBox, FieldError, Input, Label, ListBox, ListBoxItem, Popover, Text } from 'react-aria-components';
import { t } from '../i18n/t.ts';
import { cx } from './cx.ts';
import styles from './field.module.css';
import type { Option } from './select-field.tsx';

interface Props {
  readonly label: string;
  readonly options: readonly Option[];
  readonly value: string | null;
  readonly onChange: (value: string) => void;
  readonly description?: string | undefined;
  readonly error?: string | null | undefined;
  readonly placeholder?: string | undefined;
  readonly isDisabled?: boolean;
  /** It opens at once. */
  readonly autoFocus?: boolean;
}

/** One of a list that may be long: typing narrows it. */
export function ComboField(props: Props) {
  const { label, options, value, onChange, description, error, placeholder, isDisabled, autoFocus = false } = props;
  return (
    <ComboBox
      className={cx(styles.field)}
      defaultItems={options.map((option) => ({ ...option, id: option.value }))}
      value={value}
      onChange={(key) => {
        if (typeof key === 'string') onChange(key);
      }}
      menuTrigger="focus"
      isInvalid={Boolean(error)}
      isDisabled={isDisabled ?? false}
      autoFocus={autoFocus}
      allowsEmptyCollection
    >
      <Label className={cx(styles.label)}>{label}</Label>
      <div className={cx(styles.combo)}>
        <Input className={cx(styles.control)} placeholder={placeholder ?? ''} />
        <Button className={cx(styles.comboButton)}>
          <ChevronDown size={16} strokeWidth={1.5} aria-hidden="true" />
        </Button>
      </div>
      {description && (
        <Text slot="description" className={cx(styles.description)}>
          {description}
        </Text>
      )}
      <FieldError className={cx(styles.error)}>{error}</FieldError>
      <Popover className={cx(styles.popover)} offset={4}>
        <ListBox<Option & { id: string }>
          className={cx(styles.list)}
          renderEmptyState={() => <p className={cx(styles.empty)}>{t('ui.nothingOfThatName')}</p>}
        >
          {(option) => (
            <ListBoxItem className={cx(styles.option)} textValue={option.label}>
              {option.label}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
