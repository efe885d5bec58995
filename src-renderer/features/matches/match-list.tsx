import { Equal, Split } from 'lucide-react';
import type { MatchSide, MatchView } from '../../../src-shared/api/views.ts';
import { client } from '../../api/client.ts';
import { useCall } from '../../stores/use-call.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { cx } from '../../ui/cx.ts';
import { ErrorCard } from '../../ui/error-card.tsx';
import { plural } from '../words/field-text.ts';
import styles from './match-list.module.css';

interface Props {
  readonly matches: readonly MatchView[];
  readonly onAnswered?: (match: string) => void;
}

/** More than anybody answers at a sitting; the next ones follow as these go. */
const mostShown = 50;

/** Pairs that may be the same task, one below the other; each waits for one of two answers. */
export function MatchList({ matches, onAnswered = () => {} }: Props) {
  const command = useCall();
  const answer = (name: 'matches.accept' | 'matches.reject', match: string): void => {
    void command
      .run(async () => {
        await client.call(name, { match });
      })
      .then((done) => done && onAnswered(match));
  };
  const more = matches.length - mostShown;
  return (
    <Card title={`The same task? · ${plural(matches.length, 'pair')}`}>
      <p className={cx(styles.note)}>
        These look alike. Nothing is copied of a pair until you say whether it is one task or two.
      </p>
      {command.error && <ErrorCard message={command.error.message} code={command.error.code} />}
      <ul className={cx(styles.list)}>
        {matches.slice(0, mostShown).map((match) => (
          <Pair key={match.id} match={match} isBusy={command.busy} onAnswer={answer} />
        ))}
      </ul>
      {more > 0 && <p className={cx(styles.note)}>{plural(more, 'more pair')} after these.</p>}
    </Card>
  );
}

interface PairProps {
  readonly match: MatchView;
  readonly isBusy: boolean;
  readonly onAnswer: (name: 'matches.accept' | 'matches.reject', match: string) => void;
}

function Pair({ match: { id, score, reasons, sides }, isBusy, onAnswer }: PairProps) {
  const [left, right] = sides;
  const names = `${left.title} / ${right.title}`;
  return (
    <li className={cx(styles.pair)}>
      <div className={cx(styles.sides)}>
        <Side side={left} />
        <Side side={right} />
      </div>
      <p className={cx(styles.reasons)}>
        <span className={cx(styles.score)}>{Math.round(score * 100)} %</span> {reasons.join(' · ')}
      </p>
      <div className={cx(styles.answers)}>
        <Button
          icon={Equal}
          isDisabled={isBusy}
          onPress={() => onAnswer('matches.accept', id)}
          aria-label={`Same task: ${names}`}
        >
          Same task
        </Button>
        <Button
          icon={Split}
          variant="ghost"
          isDisabled={isBusy}
          onPress={() => onAnswer('matches.reject', id)}
          aria-label={`Different: ${names}`}
        >
          Different
        </Button>
      </div>
    </li>
  );
}

function Side({ side: { title, records } }: { readonly side: MatchSide }) {
  return (
    <div className={cx(styles.side)}>
      <p className={cx(styles.title)} dir="auto">
        {title}
      </p>
      <p className={cx(styles.meta)}>
        {records.length === 0
          ? 'This device'
          : records.map(({ endpoint, remoteId }) => (
              <span key={endpoint} className={cx(styles.record)}>
                {endpoint} <bdi>{remoteId}</bdi>
              </span>
            ))}
      </p>
    </div>
  );
}
