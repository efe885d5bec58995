import { useState } from 'react';
import type { BackupView } from '../../../src-shared/api/views.ts';
import { client } from '../../api/client.ts';
import { t } from '../../i18n/t.ts';
import { useQuery } from '../../stores/query-store.ts';
import { showToast } from '../../stores/toast-store.ts';
import { useCall } from '../../stores/use-call.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { SkeletonBar } from '../../ui/skeleton.tsx';
import { SettingRow } from '../settings/setting-row.tsx';
import { Failure } from '../words/failure.tsx';
import { momentText } from '../words/time-text.ts';
import { BackupList } from './backup-list.tsx';
import styles from './backups.module.css';
import { SealDialog } from './seal-dialog.tsx';

/** Copies of all data: what there is, one more, and the way back to one. */
export function BackupSection() {
  const { value, error } = useQuery('backups.list', {});
  const [isSealing, setSealing] = useState(false);
  const { run, busy, error: failure } = useCall();
  const create = (): void => {
    void run(async () => {
      await client.call('backups.create', {});
      showToast(t('backups.made'));
    });
  };
  const wrong = failure ?? error;
  return (
    <>
      {wrong && <Failure error={wrong} />}
      <SettingRow
        id="backupNow"
        section="backup"
        control={
          <Button variant="primary" isDisabled={busy || !value?.folder} onPress={create}>
            {t(busy ? 'backups.making' : 'backups.make')}
          </Button>
        }
      >
        <div className={cx(styles.now)}>
          {value ? <p className={cx(styles.text)}>{lastText(value.backups)}</p> : <SkeletonBar />}
          <Button isDisabled={busy || !value?.folder} onPress={() => setSealing(true)}>
            {t('backups.makeSealed')}
          </Button>
        </div>
      </SettingRow>
      <SettingRow id="backupList" section="backup">
        {value ? <BackupList view={value} /> : <SkeletonBar />}
      </SettingRow>
      <SettingRow id="backupSecrets" section="backup" />
      {isSealing && <SealDialog onClose={() => setSealing(false)} />}
    </>
  );
}

function lastText([newest]: readonly BackupView[]): string {
  if (!newest) return t('backups.none');
  return t('backups.last', { made: momentText(newest.at), verified: momentText(newest.verifiedAt) });
}
