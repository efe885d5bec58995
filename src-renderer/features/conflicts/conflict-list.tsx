import { CircleCheck, GitFork } from 'lucide-react';
import type { ConflictView } from '../../../src-shared/api/views.ts';
import { useDecisions } from '../../stores/decisions-store.ts';
import { routeHref } from '../../stores/routes.ts';
import { cx } from '../../ui/cx.ts';
import { fieldName } from '../words/field-text.ts';
import { momentText } from '../words/time-text.ts';
import styles from './conflict-list.module.css';

interface Props {
  readonly conflicts: readonly ConflictView[];
  readonly current: string | null;
}

/** Open conflicts by profile; those with a choice that is not applied yet carry a tick. */
export function ConflictList({ conflicts, current }: Props) {
  const groups = [...Map.groupBy(conflicts, (conflict) => conflict.profile)];
  return (
    <>
      {groups.map(([profile, ofProfile]) => (
        <section key={profile} aria-label={profile}>
          {groups.length > 1 && <h2 className={cx(styles.profile)}>{profile}</h2>}
          <ul>
            {ofProfile.map((conflict) => (
              <Row key={conflict.id} conflict={conflict} isCurrent={conflict.id === current} />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

function Row({ conflict, isCurrent }: { readonly conflict: ConflictView; readonly isCurrent: boolean }) {
  const isDecided = useDecisions(({ drafts }) => conflict.id in drafts);
  return (
    <li className={cx(styles.row, isCurrent && styles.current)}>
      <a
        className={cx(styles.link)}
        href={routeHref({ kind: 'conflicts', conflict: conflict.id })}
        {...(isCurrent ? { 'aria-current': 'true' } : {})}
      >
        {isDecided ? (
          <CircleCheck size={16} strokeWidth={1.5} role="img" aria-label="Decided" className={cx(styles.decided)} />
        ) : (
          <GitFork size={16} strokeWidth={1.5} role="img" aria-label="Open" className={cx(styles.open)} />
        )}
        <span className={cx(styles.words)}>
          <span className={cx(styles.title)}>
            <bdi>{conflict.title}</bdi>
          </span>
          <span className={cx(styles.meta)}>
            {conflict.kind === 'deletion' ? 'Deleted on one side' : fieldName(conflict.field)} · since{' '}
            {momentText(conflict.since)}
          </span>
        </span>
      </a>
    </li>
  );
}
