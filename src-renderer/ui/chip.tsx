import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import styles from './chip.module.css';
import { cx } from './cx.ts';
import { ForeignText } from './foreign-text.tsx';

/** A short label. */
export function Chip({ children }: { readonly children: ReactNode }) {
  return (
    <span className={cx(styles.chip)}>
      <span className={cx(styles.text)}>
        {typeof children === 'string' ? <ForeignText text={children} /> : children}
      </span>
    </span>
  );
}

interface RemovableProps {
  readonly children: string;
  /** What the button does, read out: "Remove label bug". */
  readonly removeLabel: string;
  readonly onRemove: () => void;
}

export function RemovableChip({ children, removeLabel, onRemove }: RemovableProps) {
  return (
    <span className={cx(styles.chip, styles.removable)}>
      <span className={cx(styles.text)}>
        <ForeignText text={children} />
      </span>
      <Button className={cx(styles.remove)} aria-label={removeLabel} onPress={onRemove}>
        <X size={12} strokeWidth={2} aria-hidden="true" />
      </Button>
    </span>
  );
}
