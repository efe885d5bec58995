import { useCallback, useEffect, useState } from 'react';
import type { BackupView, RestorePlanView } from '../../../src-shared/api/views.ts';
import { client } from '../../api/client.ts';
import { t } from '../../i18n/t.ts';
import { showToast } from '../../stores/toast-store.ts';
import { useCall } from '../../stores/use-call.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { Failure } from '../words/failure.tsx';
import { momentText } from '../words/time-text.ts';
import { RestoreDifference } from './restore-difference.tsx';

interface Props {
  readonly backup: BackupView;
  readonly onClose: () => void;
}

const pageSize = 100;

/** What would become different, before anything does; then the only step that changes something. */
export function RestoreDialog({ backup, onClose }: Props) {
  const [passphrase, setPassphrase] = useState('');
  const [plan, setPlan] = useState<RestorePlanView | null>(null);
  const reading = useCall();
  const restoring = useCall();
  const { run } = reading;
  const { name, isSealed } = backup;
  const secret = isSealed ? { passphrase } : {};
  const read = useCallback(
    (typed: string, known: RestorePlanView | null) =>
      run(async () => {
        const input = { name, offset: known?.tasks.length ?? 0, limit: pageSize };
        const page = await client.call('backups.restorePlan', typed === '' ? input : { ...input, passphrase: typed });
        setPlan({ ...page, tasks: [...(known?.tasks ?? []), ...page.tasks] });
      }),
    [name, run],
  );
  useEffect(() => {
    if (!isSealed) void read('', null);
  }, [isSealed, read]);

  const restore = async (): Promise<void> => {
    const isDone = await restoring.run(async () => void (await client.call('backups.restore', { name, ...secret })));
    if (!isDone) return;
    showToast(t('backups.restored', { at: momentText(backup.at) }));
    onClose();
  };
  const failure = restoring.error ?? reading.error;
  const isBusy = reading.busy || restoring.busy;
  return (
    <Dialog
      title={t('backups.restore.title', { at: momentText(backup.at) })}
      isOpen
      onClose={onClose}
      wide
      actions={
        <>
          <Button onPress={onClose} autoFocus={!isSealed}>
            {t('backups.cancel')}
          </Button>
          {isSealed && plan === null ? (
            <Button
              variant="primary"
              isDisabled={passphrase.length < 8 || isBusy}
              onPress={() => void read(passphrase, null)}
            >
              {t('backups.open')}
            </Button>
          ) : (
            <Button variant="danger" isDisabled={plan === null || isBusy} onPress={() => void restore()}>
              {t(restoring.busy ? 'backups.restoring' : 'backups.restoreIt')}
            </Button>
          )}
        </>
      }
    >
      {failure && <Failure error={failure} />}
      {isSealed && plan === null && (
        <TextField
          label={t('backups.passphrase')}
          type="password"
          autoComplete="off"
          value={passphrase}
          onChange={setPassphrase}
          autoFocus
        />
      )}
      {!plan && !failure && !isSealed && <Skeleton />}
      {plan && <RestoreDifference plan={plan} onMore={isBusy ? null : () => void read(passphrase, plan)} />}
    </Dialog>
  );
}
