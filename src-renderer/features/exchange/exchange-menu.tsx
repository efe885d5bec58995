import { Download, Ellipsis, FileUp } from 'lucide-react';
import type { CommandId } from '../../../src-shared/commands/commands.ts';
import { t } from '../../i18n/t.ts';
import { runCommand, useCommandAction } from '../../stores/commands-store.ts';
import { showToast } from '../../stores/toast-store.ts';
import { IconButton } from '../../ui/button.tsx';
import { Menu } from '../../ui/menu.tsx';

/** Beside a list of tasks: out of it into a file, and from a file into it. */
export function ExchangeMenu() {
  const toFile = useRun('tasks.export');
  const fromFile = useRun('tasks.import');
  return (
    <Menu
      label={t('exchange.more')}
      trigger={<IconButton label={t('exchange.more')} icon={Ellipsis} />}
      groups={[
        {
          entries: [
            { id: 'export', label: t('exchange.export'), icon: Download, onAction: toFile },
            { id: 'import', label: t('exchange.import'), icon: FileUp, onAction: fromFile },
          ],
        },
      ]}
    />
  );
}

/** Carries the command out, or says why it cannot be done now. */
function useRun(id: CommandId): () => void {
  const whyNot = useCommandAction(id)?.whyNot;
  return () => {
    if (whyNot === undefined) runCommand(id);
    else showToast(whyNot);
  };
}
