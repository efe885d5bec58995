import { Eye, RefreshCw, Undo2 } from 'lucide-react';
import { useState } from 'react';
import type { HistoryView, RunView } from '../../../src-shared/api/views.ts';
import { t } from '../../i18n/t.ts';
import { useProfiles } from '../../stores/profiles.ts';
import { useQuery } from '../../stores/query-store.ts';
import { routeHref } from '../../stores/routes.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { cx } from '../../ui/cx.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { StatusGlyph } from '../../ui/status-glyph.tsx';
import { RunLog } from '../logs/run-log.tsx';
import { RunProgress } from '../profiles/run-progress.tsx';
import { useSyncNow } from '../profiles/use-sync-now.ts';
import { CountGrid } from '../words/count-grid.tsx';
import { Failure } from '../words/failure.tsx';
import { HistoryList } from '../words/history-list.tsx';
import { runSentence } from '../words/run-text.ts';
import { placeName, runWords, triggerWords } from '../words/state-words.ts';
import { durationText, momentText } from '../words/time-text.ts';
import styles from './run-details.module.css';
import { RunPhases } from './run-phases.tsx';
import { RunProblems } from './run-problems.tsx';
import { UndoDialog } from './undo-dialog.tsx';

/** One run: how it ended, how much it did where, what stayed undone and why, and every change. */
export function RunDetails({ id }: { readonly id: string }) {
  const { value, error } = useQuery('runs.show', { run: id });
  const [undoing, setUndoing] = useState<Undoing | null>(null);
  if (error && !value) {
    return (
      <div className={cx(styles.details)}>
        <Failure error={error} />
      </div>
    );
  }
  if (!value) return <Skeleton />;
  const { run, history } = value;
  const canUndo = history.length > 0 && run.state !== 'running';
  return (
    <div className={cx(styles.details)}>
      <Head run={run} />
      <Actions run={run} onUndo={canUndo ? () => setUndoing({}) : null} />
      {run.problems.length > 0 && <RunProblems problems={run.problems} />}
      <CountTable run={run} />
      <RunPhases run={run} />
      <Changes history={history} onUndo={setUndoing} />
      <RunLog run={run.run} />
      {undoing && <UndoDialog run={run.run} {...undoing} onClose={() => setUndoing(null)} />}
    </div>
  );
}

/** Nothing named: the whole run. */
interface Undoing {
  readonly task?: string;
  readonly field?: string;
}

function Head({ run }: { readonly run: RunView }) {
  const words = runWords[run.state];
  const about = [
    momentText(run.startedAt),
    triggerWords[run.trigger],
    ...(run.finishedAt ? [t('history.took', { time: durationText(run.durationMs) })] : []),
    ...(run.pending > 0 ? [t('history.pending', { count: run.pending })] : []),
  ];
  return (
    <header className={cx(styles.head)}>
      <h2 className={cx(styles.title)}>
        <StatusGlyph shape={words.shape} tone={words.tone} size={20} />
        <a href={routeHref({ kind: 'profile', profile: run.profile })}>{run.profile}</a>
      </h2>
      <p className={cx(styles.sentence)}>{runSentence(run)}</p>
      <p className={cx(styles.meta)}>{about.join(' · ')}</p>
    </header>
  );
}

function Actions({ run, onUndo }: { readonly run: RunView; readonly onUndo: (() => void) | null }) {
  const profile = useProfiles().value?.find(({ name }) => name === run.profile);
  const sync = useSyncNow(run.profile, profile?.progress ?? null);
  const preview = routeHref({ kind: 'preview', profile: run.profile });
  return (
    <>
      {sync.isRunning && <RunProgress profile={run.profile} sync={sync} />}
      {sync.error && <Failure error={sync.error} />}
      <div className={cx(styles.groupActions)}>
        {profile && (
          <LinkButton variant={run.state === 'held' ? 'primary' : 'secondary'} icon={Eye} href={preview}>
            {t(run.state === 'held' ? 'history.review' : 'history.previewAgain')}
          </LinkButton>
        )}
        {profile && run.state !== 'held' && (
          <Button icon={RefreshCw} isDisabled={sync.isRunning} onPress={() => sync.start()}>
            {t('history.runAgain')}
          </Button>
        )}
        {onUndo && (
          <Button icon={Undo2} onPress={onUndo}>
            {t('history.undo')}
          </Button>
        )}
      </div>
    </>
  );
}

const columns = ['observed', 'created', 'updated', 'closed', 'deleted', 'problems'] as const;

function CountTable({ run }: { readonly run: RunView }) {
  const problemsAt = (place: string): number => run.problems.filter(({ endpoint }) => endpoint === place).length;
  const rows = [
    ...run.endpoints.map((endpoint) => ({
      place: endpoint.endpoint,
      counts: { ...endpoint, problems: problemsAt(endpoint.endpoint) },
    })),
    { place: placeName('here'), counts: { observed: null, closed: null, problems: null, ...run.tasks } },
  ];
  return (
    <Card title={t('history.byPlace')}>
      <CountGrid
        label={t('history.countsByPlace')}
        columns={columns.map((column) => t(`history.count.${column}`))}
        rows={rows.map(({ place, counts }) => ({ place, counts: columns.map((column) => counts[column]) }))}
      />
    </Card>
  );
}

const shownAtOnce = 200;

interface ChangesProps {
  readonly history: readonly HistoryView[];
  readonly onUndo: (what: Undoing) => void;
}

function Changes({ history, onUndo }: ChangesProps) {
  const [shown, setShown] = useState(shownAtOnce);
  return (
    <Card title={t('history.changes', { count: history.length })}>
      {history.length === 0 ? (
        <p className={cx(styles.meta)}>{t('history.noChanges')}</p>
      ) : (
        <HistoryList
          entries={history.slice(0, shown)}
          // A field can be named as it is called here; at a service it has that one's name.
          onUndo={(_, { task, place, kind, field }) =>
            onUndo(place === 'here' && kind === 'update' && field ? { task, field } : { task })
          }
        />
      )}
      {history.length > shown && (
        <div>
          <Button onPress={() => setShown(shown + shownAtOnce)}>{t('history.showMore')}</Button>
        </div>
      )}
    </Card>
  );
}
