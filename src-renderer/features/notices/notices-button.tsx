import { Flag } from 'lucide-react';
import { t } from '../../i18n/t.ts';
import { useQuery } from '../../stores/query-store.ts';
import { routeHref } from '../../stores/routes.ts';
import { cx } from '../../ui/cx.ts';
import { HintedElement } from '../../ui/hint.tsx';
import { countText } from '../words/field-text.ts';
import styles from './notices-button.module.css';

/** The way to the notification centre, with how many nobody has read. */
export function NoticesButton() {
  const count = useQuery('notices.list', {}).value?.unread ?? 0;
  const label = t('notices.open', { count });
  return (
    <HintedElement text={label}>
      <a
        href={routeHref({ kind: 'notices' })}
        aria-label={label}
        className={cx(styles.button, count > 0 && styles.unread)}
      >
        <Flag size={14} strokeWidth={1.5} aria-hidden="true" />
        {countText(count)}
      </a>
    </HintedElement>
  );
}
