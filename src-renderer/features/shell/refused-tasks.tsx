import { PencilOff } from 'lucide-react';
import { t } from '../../i18n/t.ts';
import { routeHref } from '../../stores/routes.ts';
import { dropTask, useWaitingTasks } from '../../stores/waiting-tasks.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button, LinkButton } from '../../ui/button.tsx';

/** New tasks that waited and could not be added: they stay, with the reason, above the list of tasks. */
export function RefusedTasks() {
  const { tasks } = useWaitingTasks();
  const refused = tasks.filter((one) => one.refused !== null);
  if (refused.length === 0) return null;
  const drop = (): void => {
    for (const { task } of refused) dropTask(task);
  };
  return (
    <Banner
      tone="warning"
      icon={PencilOff}
      actions={
        <>
          <Button variant="ghost" onPress={drop}>
            {t('shell.banner.dropEdits')}
          </Button>
          <LinkButton href={routeHref({ kind: 'tasks', task: null, search: '' })}>
            {t('shell.banner.lookAtEdit')}
          </LinkButton>
        </>
      }
    >
      {t('shell.banner.notAdded', { count: refused.length })}
    </Banner>
  );
}
