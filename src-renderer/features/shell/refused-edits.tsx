import { PencilOff } from 'lucide-react';
import { t } from '../../i18n/t.ts';
import { routeHref } from '../../stores/routes.ts';
import { dropEdit, useWaitingEdits } from '../../stores/waiting-edits.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button, LinkButton } from '../../ui/button.tsx';

/** Edits that waited, and were not put over what somebody wrote meanwhile: they stay until a person has looked. */
export function RefusedEdits() {
  const waiting = useWaitingEdits();
  const refused = Object.values(waiting).filter(({ refused: why }) => why !== null);
  const [first] = refused;
  if (!first) return null;
  const drop = (): void => {
    for (const { task, field } of refused) dropEdit(task, field);
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
          <LinkButton href={routeHref({ kind: 'tasks', task: first.task, search: '' })}>
            {t('shell.banner.lookAtEdit')}
          </LinkButton>
        </>
      }
    >
      {t('shell.banner.notSent', { count: refused.length })}
    </Banner>
  );
}
