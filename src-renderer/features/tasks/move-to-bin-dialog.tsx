import { t } from '../../i18n/t.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import type { MoveToBin } from './use-move-to-bin.ts';

export function MoveToBinDialog({ doomed, cancel, confirm }: MoveToBin) {
  const count = doomed?.view.tasks ?? 0;
  const places = doomed?.view.endpoints.map(({ endpoint, tasks }) => {
    return t('tasks.consequence.place', { count: tasks, place: endpoint });
  });
  return (
    <Dialog
      title={t('tasks.bin.title', { count })}
      role="alertdialog"
      isOpen={doomed !== null}
      onClose={cancel}
      actions={
        <>
          <Button onPress={cancel} autoFocus>
            {t('tasks.bin.keep')}
          </Button>
          <Button variant="danger" onPress={confirm}>
            {t('tasks.bin.move', { count })}
          </Button>
        </>
      }
    >
      <p>{t('tasks.bin.text', { count, places: places ?? [] })}</p>
    </Dialog>
  );
}
