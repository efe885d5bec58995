import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import styles from './answer-button.module.css';

interface Props {
  /** Its name for those who do not see what it stands beside: "Use Jira for Due". */
  readonly label: string;
  readonly isChosen: boolean;
  readonly onPress: () => void;
  /** Shown where the key would work. */
  readonly keyName?: string | false | undefined;
  readonly children: ReactNode;
}

/** A verb, and whether it is the answer. Pressing it again takes the answer back. */
export function AnswerButton({ label, isChosen, onPress, keyName, children }: Props) {
  return (
    <Button
      variant={isChosen ? 'primary' : 'secondary'}
      {...(isChosen ? { icon: Check } : {})}
      onPress={onPress}
      aria-pressed={isChosen}
      aria-label={label}
    >
      <span className={cx(styles.text)}>{children}</span>
      {keyName && (
        // Drawn by the style sheet: what a button shows as its words has to be a part of its name (WCAG 2.5.3).
        <span aria-hidden="true" className={cx(styles.key)} data-key={keyName} />
      )}
    </Button>
  );
}
