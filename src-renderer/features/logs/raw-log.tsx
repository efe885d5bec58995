import { cx } from '../../ui/cx.ts';
import styles from './raw-log.module.css';

/** Lines as they are, in their own type; the only thing that may scroll sideways. */
export function RawLog({ label, lines }: { readonly label: string; readonly lines: readonly string[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard has to get there
    <section className={cx(styles.lines)} tabIndex={0} aria-label={label}>
      <pre className={cx(styles.text)}>{lines.join('\n')}</pre>
    </section>
  );
}
