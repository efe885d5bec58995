import { Square } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { progressText } from '../words/run-text.ts';
import { countdownText } from '../words/time-text.ts';
import styles from './run-progress.module.css';
import type { SyncNow } from './use-sync-now.ts';

/** A run under way: its phase, its counts, and the way to stop it. */
export function RunProgress({ profile, sync }: { readonly profile: string; readonly sync: SyncNow }) {
  const { progress } = sync;
  return (
    <div className={cx(styles.run)}>
      <div className={cx(styles.bar)}>
        <p className={cx(styles.text)}>
          <span>{progress ? progressText(progress) : 'Starting'}</span>
          {progress?.waitingUntil && <Countdown until={progress.waitingUntil} />}
        </p>
        <ProgressBar label={`Progress of ${profile}`} done={progress?.done ?? 0} total={progress?.total ?? null} />
      </div>
      <Button icon={Square} onPress={sync.stop} aria-label={`Stop ${profile}`}>
        Stop
      </Button>
    </div>
  );
}

function Countdown({ until }: { readonly until: string }) {
  const [left, setLeft] = useState(() => Date.parse(until) - Date.now());
  useEffect(() => {
    const timer = setInterval(() => setLeft(Date.parse(until) - Date.now()), 1000);
    return () => clearInterval(timer);
  }, [until]);
  return <span className={cx(styles.left)}>{countdownText(left)} left</span>;
}
