import { cx } from './cx.ts';
import styles from './key-hint.module.css';

export function KeyHint({ children }: { readonly children: string }) {
  return <kbd className={cx(styles.key)}>{children}</kbd>;
}
