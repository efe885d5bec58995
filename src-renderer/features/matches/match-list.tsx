import { Link2, Split } from 'lucide-react';
import { useState } from 'react';
import type { MatchView } from '../../../src-shared/api/views.ts';
import { client } from '../../api/client.ts';
import { t } from '../../i18n/t.ts';
import { useCall } from '../../stores/use-call.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { CheckField } from '../../ui/check-field.tsx';
import { cx } from '../../ui/cx.ts';
import { Failure } from '../words/failure.tsx';
import styles from './match-list.module.css';
import { MatchPair } from './match-pair.tsx';

export type MatchAnswer = 'matches.accept' | 'matches.reject';

interface Props {
  readonly matches: readonly MatchView[];
  readonly onAnswered?: (match: string) => void;
}

/** More than anybody answers at a sitting; the next ones follow as these go. */
const mostShown = 50;

/** Pairs that may be the same task, one below the other; each waits for one of two answers, alone or many at once. */
export function MatchList({ matches, onAnswered = () => {} }: Props) {
  const command = useCall();
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const shown = matches.slice(0, mostShown);
  const chosen = shown.filter(({ id }) => ticked.has(id));

  async function answer(name: MatchAnswer, pairs: readonly MatchView[]): Promise<void> {
    for (const { id } of pairs) {
      const isDone = await command.run(async () => {
        await client.call(name, { match: id });
      });
      if (!isDone) return;
      onAnswered(id);
    }
    setTicked(new Set());
  }
  const tick = (id: string, on: boolean) => {
    setTicked(new Set(on ? [...ticked, id] : [...ticked].filter((each) => each !== id)));
  };

  const more = matches.length - shown.length;
  return (
    <Card title={t('matches.title', { count: matches.length })}>
      <p className={cx(styles.note)}>{t('matches.note')}</p>
      {command.error && <Failure error={command.error} />}
      {shown.length > 1 && (
        <div className={cx(styles.bulk)}>
          <CheckField
            label={t('matches.selectAll', { count: shown.length })}
            isSelected={chosen.length === shown.length}
            onChange={(on) => setTicked(new Set(on ? shown.map(({ id }) => id) : []))}
          />
          {chosen.length > 0 && (
            <div className={cx(styles.answers)}>
              <Button
                variant="primary"
                icon={Link2}
                isDisabled={command.busy}
                onPress={() => void answer('matches.accept', chosen)}
              >
                {t('matches.linkMany', { count: chosen.length })}
              </Button>
              <Button icon={Split} isDisabled={command.busy} onPress={() => void answer('matches.reject', chosen)}>
                {t('matches.keepMany', { count: chosen.length })}
              </Button>
            </div>
          )}
        </div>
      )}
      <ul className={cx(styles.list)}>
        {shown.map((match) => (
          <MatchPair
            key={match.id}
            match={match}
            isBusy={command.busy}
            isTicked={shown.length > 1 ? ticked.has(match.id) : null}
            onTick={(on) => tick(match.id, on)}
            onAnswer={(name) => void answer(name, [match])}
          />
        ))}
      </ul>
      {more > 0 && <p className={cx(styles.note)}>{t('matches.more', { count: more })}</p>}
    </Card>
  );
}
