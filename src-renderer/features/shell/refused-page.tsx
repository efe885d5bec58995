import { cx } from '../../ui/cx.ts';
import { Mark } from './mark.tsx';
import styles from './refused-page.module.css';

/** The host did not accept this page's token, or the page has none. */
export function RefusedPage() {
  return (
    <main className={cx(styles.page)}>
      <Mark size={40} />
      <h1 className={cx(styles.title)}>Open the address that the terminal printed</h1>
      <p className={cx(styles.text)}>
        Task Sync only answers to the person who started it. Its address carries a key that works once and is then
        remembered by this tab. This page has none that is still valid; nothing was read or changed.
      </p>
      <p className={cx(styles.text)}>
        Start <code>tasksync serve</code> again, or look in its terminal for the newest address, and open that.
      </p>
    </main>
  );
}
