import { useState } from 'react';
import type { BackupView } from '../../../src-shared/api/views.ts';
import { client } from '../../api/client.ts';
import { t } from '../../i18n/t.ts';
import { useCall } from '../../stores/use-call.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { Failure } from '../words/failure.tsx';
import { momentText } from '../words/time-text.ts';
import styles from './backups.module.css';

interface Props {
  /** Null: nothing takes the place of the damaged data. */
  readonly backup: BackupView | null;
  readonly onClose: () => void;
}

/** The last step before data that cannot be read is replaced. What would become different nobody can say. */
export function ReplaceDialog({ backup, onClose }: Props) {
  const [passphrase, setPassphrase] = useState('');
  const { run, busy, error } = useCall();
  const isSealed = backup?.isSealed === true;
  const replace = async (): Promise<void> => {
    if (backup === null) await client.call('damage.startEmpty', {});
    else await client.call('damage.restore', { name: backup.name, ...(isSealed ? { passphrase } : {}) });
  };
  const promises = backup === null ? (['empty'] as const) : (['services', 'secrets'] as const);
  return (
    <Dialog
      title={
        backup === null ? t('backups.damage.empty.title') : t('backups.restore.title', { at: momentText(backup.at) })
      }
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose} autoFocus={!isSealed}>
            {t('backups.cancel')}
          </Button>
          <Button
            variant="danger"
            isDisabled={busy || (isSealed && passphrase.length < 8)}
            onPress={() => void run(replace)}
          >
            {t(busy ? 'backups.restoring' : backup === null ? 'backups.damage.empty.do' : 'backups.restoreIt')}
          </Button>
        </>
      }
    >
      {error && <Failure error={error} />}
      {isSealed && (
        <TextField
          label={t('backups.passphrase')}
          type="password"
          autoComplete="off"
          value={passphrase}
          onChange={setPassphrase}
          autoFocus
        />
      )}
      <ul className={cx(styles.promises)}>
        <li>{t('backups.damage.kept')}</li>
        {promises.map((promise) => (
          <li key={promise}>{t(`backups.promise.${promise}`)}</li>
        ))}
      </ul>
    </Dialog>
  );
}
