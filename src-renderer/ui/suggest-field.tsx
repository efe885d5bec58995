import { useEffect, useState } from 'react';
import { ComboBox, FieldError, Input, Label, ListBox, ListBoxItem, Popover } from 'react-aria-components';
import { cx } from './cx.ts';
import styles from './field.module.css';

interface Props {
  readonly label: string;
  readonly value: string;
  /** What one may want to choose; anything else can be typed. */
  readonly suggestions: readonly string[];
  /** When it is left, or one was chosen. */
  readonly onSave: (value: string) => void;
  readonly error?: string | null | undefined;
}

/** A short text with proposals. */
export function SuggestField({ label, value, suggestions, onSave, error }: Props) {
  const [draft, setDraft] = useState(value);
  useEffect(() => setDraft(value), [value]);
  const typed = draft.trim().toLocaleLowerCase();
  const items = suggestions
    .filter((one) => one !== value && one.toLocaleLowerCase().includes(typed))
    .slice(0, 12)
    .map((id) => ({ id }));
  const save = (text: string): void => {
    if (text.trim() !== value) onSave(text.trim());
  };
  return (
    <ComboBox
      className={cx(styles.field)}
      items={items}
      inputValue={draft}
      onInputChange={setDraft}
      value={null}
      onChange={(key) => {
        if (typeof key === 'string') save(key);
      }}
      allowsCustomValue
      menuTrigger="input"
      isInvalid={Boolean(error)}
    >
      <Label className={cx(styles.label)}>{label}</Label>
      <Input className={cx(styles.control)} onBlur={() => save(draft)} />
      <FieldError className={cx(styles.error)}>{error}</FieldError>
      <Popover className={cx(styles.popover)} offset={4}>
        <ListBox<{ id: string }> className={cx(styles.list)}>
          {({ id }) => (
            <ListBoxItem className={cx(styles.option)} textValue={id}>
              {id}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
