import type { TaskOutlook } from '../../../src-shared/api/views.ts';
import { t } from '../../i18n/t.ts';
import { useQuery } from '../../stores/query-store.ts';
import { routeHref } from '../../stores/routes.ts';
import { cx } from '../../ui/cx.ts';
import { ForeignText } from '../../ui/foreign-text.tsx';
import { fieldName, statusName } from '../words/field-text.ts';
import styles from './task-relatives.module.css';

const hrefOf = (task: string): string => routeHref({ kind: 'tasks', task, search: '' });

export function ParentTask({ id }: { readonly id: string }) {
  const parent = useQuery('tasks.show', { task: id }).value;
  return (
    <section className={cx(styles.section)} aria-label={fieldName('parent')}>
      <h3 className={cx(styles.heading)}>{fieldName('parent')}</h3>
      <a href={hrefOf(id)} dir="auto" className={cx(styles.link)}>
        <ForeignText text={parent?.task.title ?? id} />
      </a>
    </section>
  );
}

export function Subtasks({ tasks }: { readonly tasks: TaskOutlook['subtasks'] }) {
  if (tasks.length === 0) return null;
  const done = tasks.filter(({ status }) => status === 'done' || status === 'cancelled').length;
  return (
    <section className={cx(styles.section)} aria-label={t('inspector.subtasks')}>
      <h3 className={cx(styles.heading)}>
        {t('inspector.subtasks')}
        <span className={cx(styles.count)}>{t('inspector.subtasksDone', { done, count: tasks.length })}</span>
      </h3>
      <ul className={cx(styles.list)}>
        {tasks.map(({ id, title, status }) => (
          <li key={id} className={cx(styles.row)}>
            <a href={hrefOf(id)} dir="auto" className={cx(styles.link)}>
              <ForeignText text={title} />
            </a>
            {status !== null && <span className={cx(styles.count)}>{statusName(status)}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
