import type { LucideIcon } from 'lucide-react';
import type { ReactNode, Ref } from 'react';
import { type ButtonProps, Button as RacButton } from 'react-aria-components';
import styles from './button.module.css';
import { cx } from './cx.ts';
import { Hint } from './hint.tsx';

type Variant = 'primary' | 'secondary' | 'ghost' | 'danger';

interface Props extends Omit<ButtonProps, 'className' | 'style' | 'children'> {
  readonly variant?: Variant;
  readonly icon?: LucideIcon;
  readonly ref?: Ref<HTMLButtonElement>;
  readonly children: ReactNode;
}

export function Button({ variant = 'secondary', icon: Icon, children, ...rest }: Props) {
  return (
    <RacButton {...rest} className={cx(styles.button, styles[variant])}>
      {Icon && <Icon size={16} strokeWidth={1.5} aria-hidden="true" />}
      {wordsOf(children)}
    </RacButton>
  );
}

/** In an element of their own, words may break where they do not fit; else one long name would stick out of its button. */
function wordsOf(children: ReactNode): ReactNode {
  return typeof children === 'string' ? <span className={cx(styles.words)}>{children}</span> : children;
}

interface IconButtonProps extends Omit<ButtonProps, 'className' | 'style' | 'children' | 'aria-label'> {
  /** Its name, and its tooltip. */
  readonly label: string;
  readonly icon: LucideIcon;
}

export function IconButton({ label, icon: Icon, ...rest }: IconButtonProps) {
  return (
    <Hint text={label}>
      <RacButton {...rest} aria-label={label} className={cx(styles.button, styles.ghost, styles.iconOnly)}>
        <Icon size={16} strokeWidth={1.5} aria-hidden="true" />
      </RacButton>
    </Hint>
  );
}

interface LinkButtonProps {
  readonly href: string;
  readonly variant?: Variant;
  readonly icon?: LucideIcon;
  readonly children: ReactNode;
}

/** Looks like a button, goes somewhere: so it is a link. */
export function LinkButton({ href, variant = 'secondary', icon: Icon, children }: LinkButtonProps) {
  return (
    <a href={href} className={cx(styles.button, styles[variant])}>
      {Icon && <Icon size={16} strokeWidth={1.5} aria-hidden="true" />}
      {wordsOf(children)}
    </a>
  );
}
