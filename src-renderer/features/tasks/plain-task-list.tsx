import { useEffect, useState } from 'react';
import type { TaskView } from '../../../src-shared/api/views.ts';
import { t } from '../../i18n/t.ts';
import { routeHref } from '../../stores/routes.ts';
import { pageSize, useTasks, wantTasks } from '../../stores/tasks-store.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { ForeignText } from '../../ui/foreign-text.tsx';
import { statusName } from '../words/field-text.ts';
import { stateWords } from '../words/state-words.ts';
import { whenLabel } from '../words/time-text.ts';
import styles from './plain-task-list.module.css';

interface Props {
  readonly search: string;
  readonly view: string | undefined;
}

/** The same tasks as a plain list of links, a hundred a page: for screen readers that have trouble with long grids. */
export function PlainTaskList({ search, view }: Props) {
  const total = useTasks((list) => list.total) ?? 0;
  const pages = useTasks((list) => list.pages);
  const [page, setPage] = useState(0);
  const last = Math.max(0, Math.ceil(total / pageSize) - 1);
  const shown = Math.min(page, last);
  useEffect(() => wantTasks(shown * pageSize, (shown + 1) * pageSize - 1), [shown]);
  const tasks = pages[shown] ?? [];
  const range = { from: shown * pageSize + 1, to: Math.min(total, (shown + 1) * pageSize), count: total };
  return (
    <div className={cx(styles.plain)}>
      <ol className={cx(styles.list)} start={range.from} aria-label={t('tasks.tasks')}>
        {tasks.map((task) => (
          <li key={task.id}>
            <a dir="auto" href={routeHref({ kind: 'tasks', task: task.id, search, view })}>
              <ForeignText text={task.title} />
            </a>
            <span className={cx(styles.facts)}>{factsOf(task)}</span>
          </li>
        ))}
      </ol>
      <nav aria-label={t('tasks.pages')} className={cx(styles.pages)}>
        <Button isDisabled={shown === 0} onPress={() => setPage(shown - 1)}>
          {t('tasks.page.previous')}
        </Button>
        <span role="status">{t('tasks.page.range', range)}</span>
        <Button isDisabled={shown === last} onPress={() => setPage(shown + 1)}>
          {t('tasks.page.next')}
        </Button>
      </nav>
    </div>
  );
}

function factsOf({ status, due, assignees, state }: TaskView): string {
  const facts = [
    status && statusName(status),
    due && t('tasks.plain.due', { day: whenLabel(due) }),
    assignees.length > 0 && t('tasks.plain.assignees', { people: assignees }),
    stateWords[state].label,
  ];
  return facts.filter(Boolean).join(' · ');
}
