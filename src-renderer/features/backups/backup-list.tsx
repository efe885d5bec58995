import { Ellipsis, FolderOpen } from 'lucide-react';
import { useState } from 'react';
import type { BackupsView, BackupView } from '../../../src-shared/api/views.ts';
import { client } from '../../api/client.ts';
import { mayCommand } from '../../api/rights.ts';
import { t } from '../../i18n/t.ts';
import { showToast } from '../../stores/toast-store.ts';
import { useCall } from '../../stores/use-call.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Menu } from '../../ui/menu.tsx';
import { Failure } from '../words/failure.tsx';
import { momentText } from '../words/time-text.ts';
import { aboutText, backupName } from './backup-text.ts';
import styles from './backups.module.css';
import { RestoreDialog } from './restore-dialog.tsx';

export function BackupList({ view: { folder, canShow, backups } }: { readonly view: BackupsView }) {
  const [restoring, setRestoring] = useState<BackupView | null>(null);
  const [removing, setRemoving] = useState<BackupView | null>(null);
  const { run, busy, error } = useCall();
  const showFolder = (): void => void run(async () => void (await client.call('backups.showFolder', {})));
  const verify = (backup: BackupView): void => {
    void run(async () => {
      await client.call('backups.verify', { name: backup.name });
      showToast(t('backups.verified', { at: momentText(backup.at) }));
    });
  };
  const remove = (backup: BackupView): void => {
    void run(async () => void (await client.call('backups.remove', { name: backup.name }))).then((isDone) => {
      setRemoving(null);
      if (isDone) showToast(t('backups.removed', { at: momentText(backup.at) }));
    });
  };
  if (folder === null) return <p className={cx(styles.text)}>{t('backups.inMemory')}</p>;
  return (
    <>
      {error && <Failure error={error} />}
      {backups.length === 0 && <p className={cx(styles.text)}>{t('backups.none')}</p>}
      <ul className={cx(styles.list)}>
        {backups.map((backup) => (
          <li key={backup.name} className={cx(styles.backup)}>
            <div className={cx(styles.words)}>
              <p className={cx(styles.name)}>{backupName(backup)}</p>
              <p className={cx(styles.text)}>{aboutText(backup)}</p>
            </div>
            <div className={cx(styles.actions)}>
              <Button
                isDisabled={busy}
                aria-label={t('backups.restoreOne', { at: momentText(backup.at) })}
                onPress={() => setRestoring(backup)}
              >
                {t('backups.restore')}
              </Button>
              <Menu
                label={t('backups.more', { at: momentText(backup.at) })}
                trigger={<IconButton label={t('backups.more', { at: momentText(backup.at) })} icon={Ellipsis} />}
                groups={[
                  {
                    entries: [
                      ...(backup.isSealed
                        ? []
                        : [{ id: 'verify', label: t('backups.verify'), onAction: () => verify(backup) }]),
                      { id: 'remove', label: t('backups.remove'), danger: true, onAction: () => setRemoving(backup) },
                    ],
                  },
                ]}
              />
            </div>
          </li>
        ))}
      </ul>
      <p className={cx(styles.text)}>
        {t('backups.folder')} <span className={cx(styles.folder)}>{folder}</span>
      </p>
      {canShow && mayCommand('backups.showFolder') && (
        <div>
          <Button icon={FolderOpen} isDisabled={busy} onPress={showFolder}>
            {t('backups.showFolder')}
          </Button>
        </div>
      )}
      {restoring && <RestoreDialog backup={restoring} onClose={() => setRestoring(null)} />}
      {removing && (
        <Dialog
          role="alertdialog"
          title={t('backups.remove.title', { at: momentText(removing.at) })}
          isOpen
          onClose={() => setRemoving(null)}
          actions={
            <>
              <Button onPress={() => setRemoving(null)} autoFocus>
                {t('backups.keep')}
              </Button>
              <Button variant="danger" isDisabled={busy} onPress={() => remove(removing)}>
                {t('backups.removeIt')}
              </Button>
            </>
          }
        >
          <p>{t('backups.remove.what')}</p>
        </Dialog>
      )}
    </>
  );
}
