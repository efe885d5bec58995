import { useEffect, useState } from 'react';
import { t } from '../../i18n/t.ts';
import { cx } from '../../ui/cx.ts';
import styles from './countdown.module.css';
import { countdownText } from './time-text.ts';

/** Time that is left until then, second by second. */
export function Countdown({ until }: { readonly until: string }) {
  const [left, setLeft] = useState(() => Date.parse(until) - Date.now());
  useEffect(() => {
    const tell = () => setLeft(Date.parse(until) - Date.now());
    tell();
    const timer = setInterval(tell, 1000);
    return () => clearInterval(timer);
  }, [until]);
  return (
    <span className={cx(styles.left)} aria-live="off">
      {t('preview.left', { time: countdownText(left) })}
    </span>
  );
}
