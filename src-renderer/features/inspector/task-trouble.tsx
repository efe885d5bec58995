import type { TaskDetail } from '../../../src-shared/api/views.ts';
import { client } from '../../api/client.ts';
import { routeHref } from '../../stores/routes.ts';
import { showToast } from '../../stores/toast-store.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { StatusGlyph } from '../../ui/status-glyph.tsx';
import { fieldName } from '../words/field-text.ts';
import { momentText } from '../words/time-text.ts';
import styles from './task-trouble.module.css';

/** What keeps this task from being in sync, before anything else about it. */
export function TaskTrouble({ detail }: { readonly detail: TaskDetail }) {
  if (detail.problems.length === 0 && detail.conflicts.length === 0) return null;
  return (
    <ul className={cx(styles.list)} aria-label="Needs attention">
      {detail.conflicts.map((conflict) => (
        <li key={conflict.id} className={cx(styles.item, styles.conflict)}>
          <StatusGlyph shape="fork" tone="warning" />
          <p className={cx(styles.text)}>
            {conflict.kind === 'deletion'
              ? 'Deleted on one side, changed on the other.'
              : `“${fieldName(conflict.field)}” was changed on both sides.`}
          </p>
          <LinkButton href={routeHref({ kind: 'conflicts', conflict: conflict.id })}>Decide</LinkButton>
        </li>
      ))}
      {detail.problems.map((problem) => (
        <li key={`${problem.endpoint} ${problem.field} ${problem.code}`} className={cx(styles.item, styles.problem)}>
          <StatusGlyph shape="cross" tone="danger" />
          <p className={cx(styles.text)}>
            {problem.message}
            <span className={cx(styles.meta)}>
              {problem.endpointName} · since {momentText(problem.since)}
              {problem.retryAt && ` · next try ${momentText(problem.retryAt)}`} · {problem.code}
            </span>
          </p>
          <Button onPress={() => void tryAgain(detail.task.id)}>Try again</Button>
        </li>
      ))}
    </ul>
  );
}

async function tryAgain(task: string): Promise<void> {
  try {
    await client.call('tasks.retry', { task });
    showToast('It is tried again at the next sync.');
  } catch (error) {
    showToast(error instanceof Error ? error.message : 'That did not work.');
  }
}
