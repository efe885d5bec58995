import { useEffect, useState } from 'react';
import { readBrowserKey } from '../../api/browser-key.ts';
import { rich } from '../../i18n/rich.tsx';
import { t } from '../../i18n/t.ts';
import { cx } from '../../ui/cx.ts';
import { Mark } from './mark.tsx';
import styles from './refused-page.module.css';

/** The host did not accept this page's token or key, or the page has none. */
export function RefusedPage() {
  const [wasRemembered, setWasRemembered] = useState(false);
  useEffect(() => void readBrowserKey().then((key) => setWasRemembered(key !== null)), []);
  return (
    <main className={cx(styles.page)}>
      <Mark size={40} />
      <h1 className={cx(styles.title)}>{t('shell.refused.title')}</h1>
      <p className={cx(styles.text)}>{t(wasRemembered ? 'shell.refused.forgotten' : 'shell.refused.why')}</p>
      <p className={cx(styles.text)}>{rich('shell.refused.how', { command: <code>tasksync serve</code> })}</p>
    </main>
  );
}
