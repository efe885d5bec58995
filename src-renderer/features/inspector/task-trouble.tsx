import type { TaskDetail, TaskOutlook, TaskView } from '../../../src-shared/api/views.ts';
import { client } from '../../api/client.ts';
import { t } from '../../i18n/t.ts';
import { failureLine } from '../../stores/failure-line.ts';
import { routeHref } from '../../stores/routes.ts';
import { showToast } from '../../stores/toast-store.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { ForeignText } from '../../ui/foreign-text.tsx';
import { StatusGlyph } from '../../ui/status-glyph.tsx';
import { fieldName } from '../words/field-text.ts';
import { problemCause } from '../words/problem-words.ts';
import { momentText } from '../words/time-text.ts';
import { attemptsOf, problemDetails, problemFacts } from './problem-text.ts';
import { takeStep } from './take-step.ts';
import styles from './task-trouble.module.css';
import { WaitNote } from './wait-note.tsx';

interface Props {
  readonly detail: TaskDetail;
  readonly outlook: TaskOutlook | undefined;
}

/** What keeps this task from being in sync, before anything else about it. */
export function TaskTrouble({ detail, outlook }: Props) {
  const { task, problems, conflicts } = detail;
  const skippedAt = outlook?.skippedAt ?? null;
  if (problems.length === 0 && conflicts.length === 0 && skippedAt === null) return null;
  return (
    <ul className={cx(styles.list)} aria-label={t('inspector.attention')}>
      {skippedAt !== null && <Skipped task={task} since={skippedAt} />}
      {conflicts.map((conflict) => (
        <li key={conflict.id} className={cx(styles.item, styles.conflict)}>
          <StatusGlyph shape="fork" tone="warning" />
          <p className={cx(styles.text)}>
            {conflict.kind === 'deletion'
              ? t('inspector.conflict.deletion')
              : t('inspector.conflict.field', { field: fieldName(conflict.field) })}
          </p>
          <LinkButton href={routeHref({ kind: 'conflicts', conflict: conflict.id })}>
            {t('inspector.conflict.decide')}
          </LinkButton>
        </li>
      ))}
      {problems.map((problem) => (
        <ProblemCard
          key={`${problem.endpoint} ${problem.field} ${problem.code}`}
          problem={problem}
          task={task}
          outlook={outlook}
        />
      ))}
    </ul>
  );
}

interface ProblemProps {
  readonly problem: TaskDetail['problems'][number];
  readonly task: TaskView;
  readonly outlook: TaskOutlook | undefined;
}

function ProblemCard({ problem, task, outlook }: ProblemProps) {
  const attempts = attemptsOf(problem, outlook);
  const cause = problemCause(problem);
  const wait = outlook?.waits.find(({ endpoint }) => endpoint === problem.endpointName);
  return (
    <li className={cx(styles.item, styles.problem)}>
      <StatusGlyph shape="cross" tone="danger" />
      <div className={cx(styles.text)}>
        <p className={cx(styles.heading)}>{t(`causes.${cause}`)}</p>
        <p>{t(`causes.${cause}.do`)}</p>
        <p dir="auto">
          <ForeignText text={problem.message} />
        </p>
        <p className={cx(styles.meta)}>{problemFacts(problem, attempts)}</p>
        {wait && <WaitNote place={wait.endpoint} until={wait.until} />}
        <div className={cx(styles.actions)}>
          <Button onPress={() => void retryNow(task)}>{t('inspector.problem.retry')}</Button>
          {outlook && outlook.skippedAt === null && (
            <Button variant="ghost" onPress={() => void skip(task, true)}>
              {t('inspector.problem.skip')}
            </Button>
          )}
          <Button variant="ghost" onPress={() => void copy(problemDetails(problem, attempts))}>
            {t('inspector.problem.copy')}
          </Button>
        </div>
      </div>
    </li>
  );
}

function Skipped({ task, since }: { readonly task: TaskView; readonly since: string }) {
  return (
    <li className={cx(styles.item, styles.skipped)}>
      <StatusGlyph shape="pause" tone="neutral" />
      <div className={cx(styles.text)}>
        <p>{t('inspector.skipped.text', { time: momentText(since) })}</p>
        <div className={cx(styles.actions)}>
          <Button onPress={() => void skip(task, false)}>{t('inspector.skipped.stop')}</Button>
        </div>
      </div>
    </li>
  );
}

/** Tried again by a run that begins now; the one under way takes it along otherwise. */
async function retryNow({ id, profile }: TaskView): Promise<void> {
  try {
    await client.call('tasks.retry', { task: id });
    showToast(t('inspector.problem.retried'));
    await client.call('runs.start', { profile });
  } catch (error) {
    showToast(failureLine(error));
  }
}

export async function skip({ id: task, title }: TaskView, isSkipped: boolean): Promise<void> {
  await takeStep({
    label: isSkipped ? t('inspector.step.skip', { title }) : t('inspector.step.unskip', { title }),
    run: () => client.call('tasks.skip', { task, skip: isSkipped }),
    undo: () => client.call('tasks.skip', { task, skip: !isSkipped }),
    said: isSkipped ? t('inspector.skipped.done') : t('inspector.skipped.stopped'),
  });
}

async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    showToast(t('inspector.problem.copied'));
  } catch {
    showToast(t('inspector.problem.notCopied'));
  }
}
