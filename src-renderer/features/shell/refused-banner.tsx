import { PencilOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { t } from '../../i18n/t.ts';
import { routeHref } from '../../stores/routes.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button, LinkButton } from '../../ui/button.tsx';

interface Props {
  /** How many there are, and of what. */
  readonly children: ReactNode;
  /** The task to look at; null: the list, which shows them itself. */
  readonly task: string | null;
  readonly onDrop: () => void;
}

/** What waited in the page and was refused: it stays until a person has looked. */
export function RefusedBanner({ children, task, onDrop }: Props) {
  return (
    <Banner
      tone="warning"
      icon={PencilOff}
      actions={
        <>
          <Button variant="ghost" onPress={onDrop}>
            {t('shell.banner.dropEdits')}
          </Button>
          <LinkButton href={routeHref({ kind: 'tasks', task, search: '' })}>{t('shell.banner.lookAtEdit')}</LinkButton>
        </>
      }
    >
      {children}
    </Banner>
  );
}
