import { Clock, PencilOff } from 'lucide-react';
import { t } from '../../i18n/t.ts';
import { dropTask, useWaitingTasks } from '../../stores/waiting-tasks.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import styles from './waiting-tasks.module.css';

/** New tasks that the host does not know yet, above those that it does. */
export function WaitingTasks() {
  const { tasks } = useWaitingTasks();
  if (tasks.length === 0) return null;
  return (
    <ul aria-label={t('tasks.waiting.list')} className={cx(styles.list)}>
      {tasks.map(({ task, profile, edit, refused }) => {
        const Icon = refused === null ? Clock : PencilOff;
        return (
          <li key={task} className={cx(styles.entry)}>
            <Icon size={16} strokeWidth={1.5} aria-hidden="true" />
            <div className={cx(styles.words)}>
              <p className={cx(styles.title)} dir="auto">
                {edit.title}
              </p>
              <p className={cx(styles.meta)}>
                <bdi>{profile}</bdi> · {refused ?? t('tasks.waiting.waits')}
              </p>
            </div>
            <Button
              variant="ghost"
              aria-label={t('tasks.waiting.discardOf', { title: edit.title })}
              onPress={() => dropTask(task)}
            >
              {t('tasks.waiting.discard')}
            </Button>
          </li>
        );
      })}
    </ul>
  );
}
