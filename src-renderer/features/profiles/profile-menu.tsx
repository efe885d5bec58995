import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import type { ProfileView } from '../../../src-shared/api/views.ts';
import { client } from '../../api/client.ts';
import { goTo } from '../../stores/route-store.ts';
import { showToast } from '../../stores/toast-store.ts';
import { useCall } from '../../stores/use-call.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorCard } from '../../ui/error-card.tsx';
import { Menu } from '../../ui/menu.tsx';
import { plural } from '../words/field-text.ts';
import { ExportDialog } from './export-dialog.tsx';
import { provenText } from './proven-text.ts';

/** What is done rarely: edit, switch on or off, export, remove. */
export function ProfileMenu({ profile }: { readonly profile: ProfileView }) {
  const [open, setOpen] = useState<'export' | 'remove' | null>(null);
  const { name, enabled } = profile;
  const close = () => setOpen(null);

  async function enable(): Promise<void> {
    try {
      await client.call('profiles.enable', { profile: name, enabled: !enabled });
      showToast(enabled ? `${name} is paused. It no longer runs by itself.` : `${name} runs again.`);
    } catch (error) {
      showToast(error instanceof Error ? error.message : 'That did not work.');
    }
  }

  async function verify(): Promise<void> {
    showToast(`Reading everything of ${name} again. Nothing is written.`);
    try {
      showToast(`${name}: ${provenText(await client.call('profiles.verify', { profile: name }))}`);
    } catch (error) {
      showToast(error instanceof Error ? error.message : 'That did not work.');
    }
  }

  async function findMatches(): Promise<void> {
    try {
      const found = await client.call('matches.find', { profile: name });
      showToast(
        found.length === 0
          ? 'Nothing was found that may be the same.'
          : `${plural(found.length, 'pair')} may be the same task.`,
      );
    } catch (error) {
      showToast(error instanceof Error ? error.message : 'That did not work.');
    }
  }

  return (
    <>
      <Menu
        label={`More for ${name}`}
        trigger={<IconButton label={`More for ${name}`} icon={Ellipsis} />}
        groups={[
          {
            entries: [
              { id: 'edit', label: 'Edit', onAction: () => goTo({ kind: 'edit-profile', profile: name }) },
              { id: 'enable', label: enabled ? 'Pause' : 'Resume', onAction: () => void enable() },
              { id: 'verify', label: 'Verify', onAction: () => void verify() },
              { id: 'find-matches', label: 'Look for the same tasks', onAction: () => void findMatches() },
              { id: 'export', label: 'Export…', onAction: () => setOpen('export') },
            ],
          },
          { entries: [{ id: 'remove', label: 'Remove…', danger: true, onAction: () => setOpen('remove') }] },
        ]}
      />
      {open === 'export' && <ExportDialog profile={name} onClose={close} />}
      <RemoveDialog profile={profile} isOpen={open === 'remove'} onClose={close} />
    </>
  );
}

interface RemoveProps {
  readonly profile: ProfileView;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

function RemoveDialog({ profile, isOpen, onClose }: RemoveProps) {
  const command = useCall();
  async function remove(): Promise<void> {
    const done = await command.run(async () => {
      await client.call('profiles.remove', { profile: profile.name });
    });
    if (!done) return;
    onClose();
    showToast(`${profile.name} is removed. Nothing was changed at your services.`);
    goTo({ kind: 'profiles' });
  }
  return (
    <Dialog
      title={`Remove the profile ${profile.name}?`}
      role="alertdialog"
      isOpen={isOpen}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose} autoFocus>
            Keep it
          </Button>
          <Button variant="danger" isDisabled={command.busy} onPress={() => void remove()}>
            Remove {profile.name}
          </Button>
        </>
      }
    >
      {command.error && <ErrorCard message={command.error.message} code={command.error.code} />}
      <p>
        Its tasks and their history leave this device, and its places are no longer kept the same. Nothing is deleted or
        changed at the services.
      </p>
    </Dialog>
  );
}
