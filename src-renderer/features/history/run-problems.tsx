import { RotateCw } from 'lucide-react';
import { useState } from 'react';
import type { ProblemView } from '../../../src-shared/api/views.ts';
import { client } from '../../api/client.ts';
import { t } from '../../i18n/t.ts';
import { routeHref } from '../../stores/routes.ts';
import { showToast } from '../../stores/toast-store.ts';
import { useCall } from '../../stores/use-call.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { cx } from '../../ui/cx.ts';
import { ForeignText } from '../../ui/foreign-text.tsx';
import { StatusGlyph } from '../../ui/status-glyph.tsx';
import { Failure } from '../words/failure.tsx';
import { countText, fieldName } from '../words/field-text.ts';
import { momentText } from '../words/time-text.ts';
import { type ProblemGroup, problemGroups } from './problem-groups.ts';
import styles from './run-details.module.css';

/** What stayed undone, by cause: how often, what to do about it, and the tasks it is about. */
export function RunProblems({ problems }: { readonly problems: readonly ProblemView[] }) {
  return (
    <Card title={t('history.problems', { count: problems.length })}>
      {problemGroups(problems).map((group) => (
        <Group key={group.cause} group={group} />
      ))}
    </Card>
  );
}

const shownAtOnce = 5;

function Group({ group: { cause, problems, tasks } }: { readonly group: ProblemGroup }) {
  const [isWhole, setWhole] = useState(false);
  const command = useCall();
  const title = t(`causes.${cause}`);
  const shown = isWhole ? problems : problems.slice(0, shownAtOnce);
  async function retry(): Promise<void> {
    const isDone = await command.run(async () => {
      for (const task of tasks) await client.call('tasks.retry', { task });
    });
    if (isDone) showToast(t('history.retried', { count: tasks.length }));
  }
  return (
    <section aria-label={title} className={cx(styles.problem)}>
      <h3 className={cx(styles.cause)}>
        <StatusGlyph shape="cross" tone="danger" />
        {title} · {countText(problems.length)}
      </h3>
      <p className={cx(styles.advice)}>{t(`causes.${cause}.do`)}</p>
      {command.error && <Failure error={command.error} />}
      <ul className={cx(styles.affected)}>
        {shown.map((problem) => (
          <li key={`${problem.task} ${problem.endpoint} ${problem.field}`}>
            <ProblemLine problem={problem} />
          </li>
        ))}
      </ul>
      <div className={cx(styles.groupActions)}>
        {!isWhole && problems.length > shownAtOnce && (
          <Button variant="ghost" onPress={() => setWhole(true)}>
            {t('history.showAll', { count: problems.length })}
          </Button>
        )}
        {tasks.length > 0 && (
          <Button icon={RotateCw} isDisabled={command.busy} onPress={() => void retry()}>
            {t('history.retryThese', { count: tasks.length })}
          </Button>
        )}
      </div>
    </section>
  );
}

function ProblemLine({ problem }: { readonly problem: ProblemView }) {
  const { task, title, endpoint, field, since, retryAt, message, code, facts = {} } = problem;
  const about = [
    endpoint,
    ...(field ? [fieldName(field)] : []),
    t('history.since', { time: momentText(since) }),
    ...(retryAt ? [t('history.nextTry', { time: momentText(retryAt) })] : []),
  ];
  return (
    <>
      <p dir="auto">
        {task && title ? (
          <a href={routeHref({ kind: 'tasks', task, search: '' })}>
            <ForeignText text={title} />
          </a>
        ) : (
          endpoint
        )}
      </p>
      <p dir="auto">
        <ForeignText text={message} />
      </p>
      <p className={cx(styles.meta)}>{about.join(' · ')}</p>
      <details className={cx(styles.meta)}>
        <summary>{t('ui.technicalDetails')}</summary>
        <code>{[`code: ${code}`, ...Object.entries(facts).map(([key, value]) => `${key}: ${value}`)].join('\n')}</code>
      </details>
    </>
  );
}
