import { useState } from 'react';
import { client } from '../../api/client.ts';
import { t } from '../../i18n/t.ts';
import { goTo } from '../../stores/route-store.ts';
import { useCall } from '../../stores/use-call.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { Failure } from '../words/failure.tsx';

/** A profile from its file; it is shown in a preview before it can write anything. */
export function ImportDialog({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const [yaml, setYaml] = useState('');
  const command = useCall();

  async function add(): Promise<void> {
    await command.run(async () => {
      const profile = await client.call('profiles.import', { yaml, previewFirst: true });
      onClose();
      goTo({ kind: 'preview', profile: profile.name });
    });
  }

  return (
    <Dialog
      title={t('profiles.import.title')}
      isOpen={isOpen}
      onClose={onClose}
      wide
      actions={
        <>
          <Button onPress={onClose}>{t('profiles.cancel')}</Button>
          <Button variant="primary" isDisabled={!yaml.trim() || command.busy} onPress={() => void add()}>
            {t('profiles.import.run')}
          </Button>
        </>
      }
    >
      {command.error && <Failure error={command.error} />}
      <p>{t('profiles.import.help')}</p>
      <TextField
        label={t('profiles.file')}
        description={t('profiles.import.paste')}
        value={yaml}
        onChange={setYaml}
        multiline
      />
    </Dialog>
  );
}
