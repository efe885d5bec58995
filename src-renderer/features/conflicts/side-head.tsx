import { ExternalLink } from 'lucide-react';
import { t } from '../../i18n/t.ts';
import { cx } from '../../ui/cx.ts';
import { saidId } from '../words/record-id.ts';
import { safeHref } from '../words/safe-href.ts';
import { placeName } from '../words/state-words.ts';
import { momentText } from '../words/time-text.ts';
import { newestOf, type Question, type Side } from './questions.ts';
import styles from './side-head.module.css';

interface Props {
  readonly question: Question;
  readonly position: 'left' | 'right';
}

/** Whose a side is: the service and its record, who changed it there and when, and whether that is newer. */
export function SideHead({ question, position }: Props) {
  const side = question[position];
  const href = side.url === undefined ? null : safeHref(side.url);
  const newest = newestOf(question);
  const id = saidId(side.remoteId);
  return (
    <section className={cx(styles.head, styles[position])} aria-label={placeName(side.side)}>
      <span className={cx(styles.letter)} aria-hidden="true">
        {position === 'left' ? 'A' : 'B'}
      </span>
      <div className={cx(styles.words)}>
        <h3 className={cx(styles.name)}>
          {placeName(side.side)}
          {id !== null && <bdi className={cx(styles.id)}>{id}</bdi>}
        </h3>
        <p className={cx(styles.meta)}>
          <span>{whoAndWhen(side)}</span>
          {newest && (
            <span className={cx(styles.age, newest === side && styles.newer)}>
              {t(newest === side ? 'conflicts.newer' : 'conflicts.older')}
            </span>
          )}
        </p>
      </div>
      {href && (
        <a
          className={cx(styles.open)}
          href={href}
          target="_blank"
          rel="noreferrer"
          aria-label={t('conflicts.open', { place: placeName(side.side) })}
        >
          <ExternalLink size={16} strokeWidth={1.5} aria-hidden="true" />
        </a>
      )}
    </section>
  );
}

export function whoAndWhen({ side, by, at }: Side): string {
  const who = by ?? (side === 'here' ? t('conflicts.you') : null);
  if (at === null) return who ?? t('conflicts.timeUnknown');
  return who === null ? momentText(at) : t('conflicts.whoAndWhen', { who, when: momentText(at) });
}
