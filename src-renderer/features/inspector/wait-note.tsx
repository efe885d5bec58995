import { Hourglass } from 'lucide-react';
import { t } from '../../i18n/t.ts';
import { cx } from '../../ui/cx.ts';
import { clockText, countdownText } from '../words/time-text.ts';
import { useNow } from './use-now.ts';
import styles from './wait-note.module.css';

/** A service asked to wait: until when, and how long that is. */
export function WaitNote({ place, until }: { readonly place: string; readonly until: string }) {
  const left = Date.parse(until) - useNow();
  if (left <= 0) return null;
  return (
    <p className={cx(styles.wait)}>
      <Hourglass size={12} strokeWidth={1.5} aria-hidden="true" />
      {t('inspector.wait', { place, time: clockText(until), left: countdownText(left) })}
    </p>
  );
}
