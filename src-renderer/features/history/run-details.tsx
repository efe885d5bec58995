import { Undo2 } from 'lucide-react';
import { useState } from 'react';
import type { HistoryView, ProblemView, RunView } from '../../../src-shared/api/views.ts';
import { useQuery } from '../../stores/query-store.ts';
import { routeHref } from '../../stores/routes.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { cx } from '../../ui/cx.ts';
import { ErrorCard } from '../../ui/error-card.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { StatusGlyph } from '../../ui/status-glyph.tsx';
import { CountGrid } from '../words/count-grid.tsx';
import { countText, fieldName, plural } from '../words/field-text.ts';
import { HistoryList } from '../words/history-list.tsx';
import { problemTitle } from '../words/problem-words.ts';
import { runSentence } from '../words/run-text.ts';
import { runWords, triggerWords } from '../words/state-words.ts';
import { durationText, momentText } from '../words/time-text.ts';
import styles from './run-details.module.css';
import { UndoDialog } from './undo-dialog.tsx';

/** One run: how it ended, how much it did where, what stayed undone and why, and every change. */
export function RunDetails({ id }: { readonly id: string }) {
  const { value, error } = useQuery('runs.show', { run: id });
  if (error && !value) {
    return (
      <div className={cx(styles.details)}>
        <ErrorCard message={error.message} code={error.code} facts={error.facts} />
      </div>
    );
  }
  if (!value) return <Skeleton />;
  const { run, history } = value;
  return (
    <div className={cx(styles.details)}>
      <Head run={run} />
      {history.length > 0 && run.state !== 'running' && <UndoButton run={run.run} />}
      <CountTable run={run} />
      {run.problems.length > 0 && <Problems problems={run.problems} />}
      <Changes history={history} />
    </div>
  );
}

function Head({ run }: { readonly run: RunView }) {
  const words = runWords[run.state];
  return (
    <header className={cx(styles.head)}>
      <h2 className={cx(styles.title)}>
        <StatusGlyph shape={words.shape} tone={words.tone} size={20} />
        <a href={routeHref({ kind: 'profile', profile: run.profile })}>{run.profile}</a>
      </h2>
      <p className={cx(styles.sentence)}>{runSentence(run)}</p>
      <p className={cx(styles.meta)}>
        {momentText(run.startedAt)} · {triggerWords[run.trigger]}
        {run.finishedAt && ` · took ${durationText(run.durationMs)}`}
        {run.pending > 0 && ` · ${plural(run.pending, 'change')} still waiting to send`}
      </p>
      {run.state === 'held' && (
        <div>
          <LinkButton href={routeHref({ kind: 'preview', profile: run.profile })}>Review</LinkButton>
        </div>
      )}
    </header>
  );
}

function UndoButton({ run }: { readonly run: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <div>
      <Button icon={Undo2} onPress={() => setOpen(true)}>
        Undo…
      </Button>
      {isOpen && <UndoDialog run={run} onClose={() => setOpen(false)} />}
    </div>
  );
}

const columns = ['observed', 'created', 'updated', 'closed', 'deleted'] as const;
const columnNames: Readonly<Record<(typeof columns)[number], string>> = {
  observed: 'Read',
  created: 'Created',
  updated: 'Changed',
  closed: 'Closed',
  deleted: 'Deleted',
};

function CountTable({ run }: { readonly run: RunView }) {
  const rows = [
    ...run.endpoints.map((endpoint) => ({ place: endpoint.endpoint, counts: endpoint })),
    { place: 'This device', counts: { observed: null, closed: null, ...run.tasks } },
  ];
  return (
    <Card title="By place">
      <CountGrid
        label="Counts by place"
        columns={columns.map((column) => columnNames[column])}
        rows={rows.map(({ place, counts }) => ({ place, counts: columns.map((column) => counts[column]) }))}
      />
    </Card>
  );
}

function Problems({ problems }: { readonly problems: readonly ProblemView[] }) {
  return (
    <Card title={plural(problems.length, 'problem')}>
      {[...Map.groupBy(problems, (problem) => problem.code)].map(([code, group]) => (
        <section key={code} aria-label={problemTitle(code)} className={cx(styles.problem)}>
          <h3 className={cx(styles.cause)}>
            <StatusGlyph shape="cross" tone="danger" />
            {problemTitle(code)} · {countText(group.length)}
          </h3>
          <ul className={cx(styles.affected)}>
            {group.map((problem) => (
              <li key={`${problem.task} ${problem.endpoint} ${problem.field}`}>
                <ProblemLine problem={problem} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Card>
  );
}

function ProblemLine({ problem }: { readonly problem: ProblemView }) {
  return (
    <>
      <p dir="auto">
        {problem.task && problem.title ? (
          <a href={routeHref({ kind: 'tasks', task: problem.task, search: '' })}>{problem.title}</a>
        ) : (
          problem.endpoint
        )}
      </p>
      <p>{problem.message}</p>
      <p className={cx(styles.meta)}>
        {problem.endpoint}
        {problem.field && ` · ${fieldName(problem.field)}`} · since {momentText(problem.since)}
        {problem.retryAt && ` · next try ${momentText(problem.retryAt)}`} · {problem.code}
      </p>
    </>
  );
}

const shownAtOnce = 200;

function Changes({ history }: { readonly history: readonly HistoryView[] }) {
  const [shown, setShown] = useState(shownAtOnce);
  return (
    <Card title={history.length === 0 ? 'Changes' : plural(history.length, 'change')}>
      {history.length === 0 ? (
        <p className={cx(styles.meta)}>This run changed nothing.</p>
      ) : (
        <HistoryList entries={history.slice(0, shown)} of="run" />
      )}
      {history.length > shown && (
        <div>
          <Button onPress={() => setShown(shown + shownAtOnce)}>Show more</Button>
        </div>
      )}
    </Card>
  );
}
