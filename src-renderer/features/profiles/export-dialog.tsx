import { Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { type TaskSyncError, toTaskSyncError } from '../../../src-shared/errors.ts';
import { client } from '../../api/client.ts';
import { t } from '../../i18n/t.ts';
import { showToast } from '../../stores/toast-store.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { Failure } from '../words/failure.tsx';

/** The profile as a file, to keep or to share. */
export function ExportDialog({ profile, onClose }: { readonly profile: string; readonly onClose: () => void }) {
  const [yaml, setYaml] = useState<string | null>(null);
  const [error, setError] = useState<TaskSyncError | null>(null);
  useEffect(() => {
    client.call('profiles.export', { profile }).then(
      (file) => setYaml(file.yaml),
      (caught: unknown) => setError(toTaskSyncError(caught)),
    );
  }, [profile]);
  return (
    <Dialog
      title={t('profiles.export.title', { name: profile })}
      isOpen
      onClose={onClose}
      wide
      actions={
        <Button
          icon={Copy}
          variant="primary"
          isDisabled={yaml === null}
          onPress={() => {
            void navigator.clipboard.writeText(yaml ?? '').then(() => showToast(t('profiles.export.copied')));
          }}
        >
          {t('profiles.export.copy')}
        </Button>
      }
    >
      <p>{t('profiles.export.help')}</p>
      {error && <Failure error={error} />}
      {yaml === null ? (
        !error && <Skeleton />
      ) : (
        <TextField label={t('profiles.file')} value={yaml} isReadOnly multiline />
      )}
    </Dialog>
  );
}
