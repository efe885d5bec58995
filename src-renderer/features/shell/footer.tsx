import { useEffect, useState } from 'react';
import {
  DialogTrigger,
  Popover,
  Button as RacButton,
  Dialog as RacDialog,
  VisuallyHidden,
} from 'react-aria-components';
import type { StatusView } from '../../../src-shared/api/views.ts';
import { t } from '../../i18n/t.ts';
import { useLine } from '../../stores/line-store.ts';
import { useQuery } from '../../stores/query-store.ts';
import { routeHref } from '../../stores/routes.ts';
import { useRuns } from '../../stores/runs-store.ts';
import { cx } from '../../ui/cx.ts';
import { StatusGlyph } from '../../ui/status-glyph.tsx';
import { NoticesButton } from '../notices/notices-button.tsx';
import { stateWords } from '../words/state-words.ts';
import { wholeStatus } from '../words/status-text.ts';
import { momentText } from '../words/time-text.ts';
import { Activity } from './activity.tsx';
import styles from './footer.module.css';

/** The one honest status, in the same words as everywhere; pressed, it shows what is going on. */
export function Footer() {
  const status = useQuery('status.get', {}).value;
  const isLost = useLine(({ line }) => line === 'lost');
  const progress = useRuns((runs) => runs.progress);
  const sentence = isLost ? t('shell.footer.lost') : status ? wholeStatus(status, progress) : '';
  return (
    <footer className={cx(styles.footer)} data-pane="">
      <VisuallyHidden>
        <Announced text={sentence} />
      </VisuallyHidden>
      {isLost || !status ? (
        <span className={cx(styles.status)}>
          {isLost && <StatusGlyph shape="cloud" tone="neutral" />}
          {sentence}
        </span>
      ) : (
        <>
          <ActivityButton status={status} sentence={sentence} />
          <Numbers status={status} />
          <NoticesButton />
        </>
      )}
    </footer>
  );
}

const restMs = 5000;

/** Counts change many times a second; read out, they would never end. */
function Announced({ text }: { readonly text: string }) {
  const [said, setSaid] = useState(text);
  const [rests, setRests] = useState(false);
  useEffect(() => {
    if (rests || said === text) return;
    setSaid(text);
    setRests(true);
  }, [text, said, rests]);
  useEffect(() => {
    if (!rests) return;
    const timer = setTimeout(() => setRests(false), restMs);
    return () => clearTimeout(timer);
  }, [rests]);
  return <div role="status">{said}</div>;
}

function ActivityButton({ status, sentence }: { readonly status: StatusView; readonly sentence: string }) {
  const [isOpen, setOpen] = useState(false);
  const { shape, tone } = stateWords[status.state];
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <RacButton className={cx(styles.status, styles.button)} aria-label={t('shell.footer.activity', { sentence })}>
        <StatusGlyph shape={shape} tone={tone} />
        <span className={cx(styles.sentence)}>{sentence}</span>
      </RacButton>
      <Popover className={cx(styles.popover)} placement="top start" offset={4}>
        <RacDialog className={cx(styles.dialog)} aria-label={t('shell.activity')}>
          <Activity status={status} sentence={sentence} onLeave={() => setOpen(false)} />
        </RacDialog>
      </Popover>
    </DialogTrigger>
  );
}

function Numbers({ status }: { readonly status: StatusView }) {
  const waiting = status.profiles.reduce((sum, { pending }) => sum + pending, 0);
  const problems = status.profiles.reduce((sum, profile) => sum + profile.problems, 0);
  const next = status.profiles.flatMap(({ nextRun }) => nextRun ?? []).sort()[0];
  return (
    <div className={cx(styles.numbers)}>
      {waiting > 0 && status.state !== 'waiting' && (
        <a href={routeHref({ kind: 'tasks', task: null, search: 'is:waiting' })}>
          {t('shell.footer.waiting', { count: waiting })}
        </a>
      )}
      {problems > 0 && status.state !== 'problem' && (
        <a href={routeHref({ kind: 'tasks', task: null, search: 'is:problem' })}>
          {t('shell.footer.problems', { count: problems })}
        </a>
      )}
      {next && <span>{t('shell.footer.next', { time: momentText(next) })}</span>}
    </div>
  );
}
