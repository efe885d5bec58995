import { Link2 } from 'lucide-react';
import type { ProfileView } from '../../../src-shared/api/views.ts';
import { rich } from '../../i18n/rich.tsx';
import { routeHref } from '../../stores/routes.ts';
import { cx } from '../../ui/cx.ts';
import styles from './pair-links.module.css';

/** The other kind of question: tasks that may be the same wait at their profiles. */
export function PairLinks({ profiles }: { readonly profiles: readonly ProfileView[] }) {
  const waiting = profiles.filter(({ matches }) => matches > 0);
  if (waiting.length === 0) return null;
  return (
    <ul className={cx(styles.list)}>
      {waiting.map(({ id, name, matches }) => (
        <li key={id}>
          <a className={cx(styles.link)} href={routeHref({ kind: 'profile', profile: name })}>
            <Link2 size={16} strokeWidth={1.5} aria-hidden="true" />
            <span>{rich('matches.inConflicts', { count: matches, profile: <bdi key="profile">{name}</bdi> })}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}
