import { Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { type TaskSyncError, toTaskSyncError } from '../../../src-shared/errors.ts';
import { client } from '../../api/client.ts';
import { showToast } from '../../stores/toast-store.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorCard } from '../../ui/error-card.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TextField } from '../../ui/text-field.tsx';

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
      title={`Export ${profile}`}
      isOpen
      onClose={onClose}
      wide
      actions={
        <Button
          icon={Copy}
          variant="primary"
          isDisabled={yaml === null}
          onPress={() => {
            void navigator.clipboard.writeText(yaml ?? '').then(() => showToast('Copied'));
          }}
        >
          Copy
        </Button>
      }
    >
      <p>The places, the rules and the schedule, without passwords. Save it as a file, or give it to someone else.</p>
      {error && <ErrorCard message={error.message} code={error.code} />}
      {yaml === null ? !error && <Skeleton /> : <TextField label="Profile file" value={yaml} isReadOnly multiline />}
    </Dialog>
  );
}
