import { useState } from 'react';
import { client } from '../../api/client.ts';
import { t } from '../../i18n/t.ts';
import { showToast } from '../../stores/toast-store.ts';
import { useCall } from '../../stores/use-call.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { Failure } from '../words/failure.tsx';

/** As the API asks for. */
const shortest = 8;

/** A backup that nobody can read without the passphrase. */
export function SealDialog({ onClose }: { readonly onClose: () => void }) {
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const { run, busy, error } = useCall();
  const make = async (): Promise<void> => {
    const isDone = await run(async () => void (await client.call('backups.create', { passphrase })));
    if (!isDone) return;
    showToast(t('backups.made'));
    onClose();
  };
  const isReady = passphrase.length >= shortest && passphrase === again;
  return (
    <Dialog
      title={t('backups.seal.title')}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('backups.cancel')}</Button>
          <Button variant="primary" isDisabled={!isReady || busy} onPress={() => void make()}>
            {t(busy ? 'backups.making' : 'backups.make')}
          </Button>
        </>
      }
    >
      {error && <Failure error={error} />}
      <p>{t('backups.seal.what')}</p>
      <TextField
        label={t('backups.passphrase')}
        description={t('backups.seal.shortest', { count: shortest })}
        type="password"
        autoComplete="new-password"
        value={passphrase}
        onChange={setPassphrase}
        autoFocus
      />
      <TextField
        label={t('backups.seal.again')}
        type="password"
        autoComplete="new-password"
        value={again}
        onChange={setAgain}
        error={
          again !== '' && again.length >= passphrase.length && again !== passphrase ? t('backups.seal.differ') : null
        }
      />
    </Dialog>
  );
}
