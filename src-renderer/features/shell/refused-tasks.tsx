import { t } from '../../i18n/t.ts';
import { dropTask, useWaitingTasks } from '../../stores/waiting-tasks.ts';
import { RefusedBanner } from './refused-banner.tsx';

/** New tasks that waited and could not be added: they stay, with the reason, above the list of tasks. */
export function RefusedTasks() {
  const { tasks } = useWaitingTasks();
  const refused = tasks.filter((one) => one.refused !== null);
  if (refused.length === 0) return null;
  const drop = (): void => {
    for (const { task } of refused) dropTask(task);
  };
  return (
    <RefusedBanner task={null} onDrop={drop}>
      {t('shell.banner.notAdded', { count: refused.length })}
    </RefusedBanner>
  );
}
