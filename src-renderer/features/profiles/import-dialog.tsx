import { useState } from 'react';
import { client } from '../../api/client.ts';
import { goTo } from '../../stores/route-store.ts';
import { useCall } from '../../stores/use-call.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorCard } from '../../ui/error-card.tsx';
import { TextField } from '../../ui/text-field.tsx';

/** A profile from its file; it is shown in a preview before it can write anything. */
export function ImportDialog({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const [yaml, setYaml] = useState('');
  const command = useCall();

  async function add(): Promise<void> {
    await command.run(async () => {
      const profile = await client.call('profiles.import', { yaml });
      onClose();
      goTo({ kind: 'preview', profile: profile.name });
    });
  }

  return (
    <Dialog
      title="Import a profile"
      isOpen={isOpen}
      onClose={onClose}
      wide
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button variant="primary" isDisabled={!yaml.trim() || command.busy} onPress={() => void add()}>
            Import and preview
          </Button>
        </>
      }
    >
      {command.error && <ErrorCard message={command.error.message} code={command.error.code} />}
      <p>The connections that it names must exist here under the same names.</p>
      <TextField
        label="Profile file"
        description="Paste the YAML text of the file."
        value={yaml}
        onChange={setYaml}
        multiline
      />
    </Dialog>
  );
}
