import type { BinEntry } from '../../../src-shared/api/views.ts';
import { client } from '../../api/client.ts';
import { t } from '../../i18n/t.ts';
import { showToast } from '../../stores/toast-store.ts';
import { useCall } from '../../stores/use-call.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure } from '../words/failure.tsx';

interface Props {
  /** Null: nothing is asked. */
  readonly entries: readonly BinEntry[] | null;
  readonly onClose: () => void;
  readonly onErased: () => void;
}

/** It cannot be undone, so it is named and counted first. */
export function EraseDialog({ entries, onClose, onErased }: Props) {
  const command = useCall();
  const count = entries?.length ?? 0;
  const title = entries?.[0]?.task.title ?? '';
  async function erase(): Promise<void> {
    if (entries === null) return;
    await command.run(async () => {
      const { erased, kept } = await client.call('bin.erase', { tasks: entries.map(({ task }) => task.id) });
      showToast(
        kept.length === 0
          ? t('bin.erased', { count: erased })
          : t('bin.erasedSome', { count: erased, kept: kept.length }),
      );
      onErased();
    });
  }
  return (
    <Dialog
      title={t('bin.erase.title', { count })}
      role="alertdialog"
      isOpen={entries !== null}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose} autoFocus>
            {t('bin.erase.keep')}
          </Button>
          <Button variant="danger" isDisabled={command.busy} onPress={() => void erase()}>
            {t('bin.eraseCount', { count })}
          </Button>
        </>
      }
    >
      {command.error && <Failure error={command.error} />}
      <p dir="auto">{t('bin.erase.what', { count, title })}</p>
      <p>{t('bin.erase.services')}</p>
      <p>{t('bin.erase.archive')}</p>
    </Dialog>
  );
}
