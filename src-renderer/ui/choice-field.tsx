import type { ReactNode } from 'react';
import { Label, Radio, RadioGroup } from 'react-aria-components';
import styles from './choice-field.module.css';
import { cx } from './cx.ts';

export interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly description?: string;
  readonly icon?: ReactNode;
}

interface Props<Value extends string> {
  readonly label: string;
  readonly choices: readonly Choice<Value>[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  /** `list`: a sentence under each choice · `row`: short words side by side. */
  readonly layout?: 'list' | 'row';
  readonly hideLabel?: boolean;
}

/** One of a few, all in sight. */
export function ChoiceField<Value extends string>(props: Props<Value>) {
  const { label, choices, value, onChange, layout = 'list', hideLabel = false } = props;
  return (
    <RadioGroup
      className={cx(styles.group)}
      value={value}
      onChange={(next) => {
        const chosen = choices.find((choice) => choice.value === next);
        if (chosen) onChange(chosen.value);
      }}
      {...(hideLabel ? { 'aria-label': label } : {})}
    >
      {!hideLabel && <Label className={cx(styles.label)}>{label}</Label>}
      <div className={cx(layout === 'list' ? styles.list : styles.row)}>
        {choices.map((choice) => (
          <Radio key={choice.value} value={choice.value} className={cx(styles.choice)}>
            {layout === 'list' && <span className={cx(styles.dot)} />}
            {choice.icon}
            <span className={cx(styles.words)}>
              <span className={cx(styles.name)}>{choice.label}</span>
              {choice.description && <span className={cx(styles.description)}>{choice.description}</span>}
            </span>
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}
