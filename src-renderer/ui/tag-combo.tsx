import { useState } from 'react';
import { ComboBox, Input, Label, ListBox, ListBoxItem, Popover } from 'react-aria-components';
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
  /** What one may want to choose; anything else can be typed. */
  readonly suggestions: readonly string[];
  readonly onChange: (values: readonly string[]) => void;
}

/** A set of short texts: chosen from what is known or typed; Backspace in the empty box takes the last one off. */
export function TagCombo({ label, noun, values, suggestions, onChange }: Props) {
  const [draft, setDraft] = useState('');
  const typed = draft.trim().toLocaleLowerCase();
  const items = suggestions
    .filter((value) => !values.includes(value) && value.toLocaleLowerCase().includes(typed))
    .slice(0, 12)
    .map((value) => ({ id: value }));

  function add(text: string): void {
    const value = text.trim();
    setDraft('');
    if (value && !values.includes(value)) onChange([...values, value]);
  }

  return (
    <ComboBox
      className={cx(fieldStyles.field)}
      items={items}
      inputValue={draft}
      onInputChange={setDraft}
      value={null}
      onChange={(key) => {
        if (typeof key === 'string') add(key);
      }}
      allowsCustomValue
      menuTrigger="input"
    >
      <Label className={cx(fieldStyles.label)}>{label}</Label>
      <div className={cx(styles.box)}>
        {values.map((value) => (
          <RemovableChip
            key={value}
            removeLabel={t('ui.tag.remove', { noun, value })}
            onRemove={() => onChange(values.filter((other) => other !== value))}
          >
            {value}
          </RemovableChip>
        ))}
        <Input
          className={cx(styles.input)}
          placeholder={values.length === 0 ? t('ui.tag.add', { noun }) : ''}
          onBlur={() => add(draft)}
          onKeyDown={(event) => {
            const isChoosing = event.currentTarget.getAttribute('aria-activedescendant') !== null;
            if ((event.key === 'Enter' && !isChoosing) || event.key === ',') {
              event.preventDefault();
              add(draft);
            } else if (event.key === 'Backspace' && draft === '' && values.length > 0) onChange(values.slice(0, -1));
          }}
        />
      </div>
      <Popover className={cx(fieldStyles.popover)} offset={4}>
        <ListBox<{ id: string }> className={cx(fieldStyles.list)}>
          {({ id }) => (
            <ListBoxItem className={cx(fieldStyles.option)} textValue={id}>
              {id}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
