import { ExternalLink, Link2, Minus, Plus, Split } from 'lucide-react';
import type { MatchSide, MatchView } from '../../../src-shared/api/views.ts';
import { t } from '../../i18n/t.ts';
import { Button } from '../../ui/button.tsx';
import { CheckField } from '../../ui/check-field.tsx';
import { cx } from '../../ui/cx.ts';
import { ForeignText } from '../../ui/foreign-text.tsx';
import { safeHref } from '../words/safe-href.ts';
import type { MatchAnswer } from './match-list.tsx';
import styles from './match-pair.module.css';
import { readReason } from './match-words.ts';

interface Props {
  readonly match: MatchView;
  readonly isBusy: boolean;
  /** Null: there are no others to answer with it. */
  readonly isTicked: boolean | null;
  readonly onTick: (on: boolean) => void;
  readonly onAnswer: (name: MatchAnswer) => void;
}

/** Two that may be one: side by side, what speaks for it and against it, and the two answers. */
export function MatchPair({ match: { score, reasons, sides }, isBusy, isTicked, onTick, onAnswer }: Props) {
  const [left, right] = sides;
  const names = { left: left.title, right: right.title };
  return (
    <li className={cx(styles.pair)}>
      <div className={cx(styles.sides)}>
        <Side side={left} position="left" />
        <Side side={right} position="right" />
      </div>
      <ul className={cx(styles.reasons)} aria-label={t('matches.reasons')}>
        <li className={cx(styles.score)}>{t('matches.alike', { percent: Math.round(score * 100) })}</li>
        {reasons.map(readReason).map(({ text, isAgainst }) => (
          <li key={text} className={cx(styles.reason, isAgainst && styles.against)}>
            {isAgainst ? (
              <Minus size={12} strokeWidth={2} role="img" aria-label={t('matches.against')} />
            ) : (
              <Plus size={12} strokeWidth={2} role="img" aria-label={t('matches.for')} />
            )}
            {text}
          </li>
        ))}
      </ul>
      <div className={cx(styles.answers)}>
        {isTicked !== null && (
          <div className={cx(styles.tick)}>
            <CheckField label={t('matches.select')} isSelected={isTicked} onChange={onTick} />
          </div>
        )}
        <Button
          icon={Link2}
          isDisabled={isBusy}
          onPress={() => onAnswer('matches.accept')}
          aria-label={t('matches.linkNamed', names)}
        >
          {t('matches.link')}
        </Button>
        <Button
          icon={Split}
          variant="ghost"
          isDisabled={isBusy}
          onPress={() => onAnswer('matches.reject')}
          aria-label={t('matches.keepNamed', names)}
        >
          {t('matches.keep')}
        </Button>
      </div>
    </li>
  );
}

function Side({ side, position }: { readonly side: MatchSide; readonly position: 'left' | 'right' }) {
  return (
    <div className={cx(styles.side, styles[position])}>
      <p className={cx(styles.meta)}>
        {side.records.length === 0
          ? t('words.thisDevice')
          : side.records.map((record) => <Record key={record.endpoint} record={record} />)}
      </p>
      <p className={cx(styles.title)} dir="auto">
        <ForeignText text={side.title} />
      </p>
    </div>
  );
}

/** Only its place: the ids that services give are for programs. */
function Record({ record: { endpoint, url } }: { readonly record: MatchSide['records'][number] }) {
  const href = url === null ? null : safeHref(url);
  return (
    <strong className={cx(styles.record)}>
      {href ? (
        <a href={href} target="_blank" rel="noreferrer" aria-label={t('preview.openIn', { place: endpoint })}>
          <ForeignText text={endpoint} />
          <ExternalLink size={12} strokeWidth={2} aria-hidden="true" />
        </a>
      ) : (
        <ForeignText text={endpoint} />
      )}
    </strong>
  );
}
