import type { ReactElement } from 'react';
import { Focusable, Tooltip, TooltipTrigger } from 'react-aria-components';
import { cx } from './cx.ts';
import styles from './hint.module.css';

interface Props {
  readonly text: string;
  readonly children: ReactElement;
}

/** A tooltip for something that can take the focus; on hover and on focus alike. */
export function Hint({ text, children }: Props) {
  return (
    <TooltipTrigger delay={500}>
      {children}
      <Tooltip className={cx(styles.hint)} offset={6}>
        {text}
      </Tooltip>
    </TooltipTrigger>
  );
}

/** The same for a plain element, which is made focusable. */
export function HintedElement({ text, children }: Props) {
  return (
    <Hint text={text}>
      <Focusable>{children as ReactElement<Record<string, unknown>, 'a'>}</Focusable>
    </Hint>
  );
}
