import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import type { ProfileView } from '../../../src-shared/api/views.ts';
import { client } from '../../api/client.ts';
import { mayCommand } from '../../api/rights.ts';
import { t } from '../../i18n/t.ts';
import { failureLine } from '../../stores/failure-line.ts';
import { goTo } from '../../stores/route-store.ts';
import { showToast } from '../../stores/toast-store.ts';
import { useCall } from '../../stores/use-call.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Menu } from '../../ui/menu.tsx';
import { KeysOf } from '../shell/keys-of.tsx';
import { Failure } from '../words/failure.tsx';
import { keepDraft } from './drafts-store.ts';
import { ExportDialog } from './export-dialog.tsx';
import { draftOf } from './profile-draft.ts';
import { provenText } from './proven-text.ts';

/** What is done rarely: edit, switch on or off, export, remove. */
export function ProfileMenu({ profile }: { readonly profile: ProfileView }) {
  const [open, setOpen] = useState<'export' | 'remove' | null>(null);
  const { name, enabled } = profile;
  const close = () => setOpen(null);

  async function enable(): Promise<void> {
    await say(async () => {
      await client.call('profiles.enable', { profile: name, enabled: !enabled });
      return t(enabled ? 'profiles.paused' : 'profiles.resumed', { name });
    });
  }

  async function verify(): Promise<void> {
    showToast(t('profiles.verify.running', { name }));
    await say(async () => {
      const result = provenText(await client.call('profiles.verify', { profile: name }));
      return t('profiles.run.ended', { name, what: result });
    });
  }

  async function findMatches(): Promise<void> {
    await say(async () =>
      t('profiles.findMatches.found', { count: (await client.call('matches.find', { profile: name })).length }),
    );
  }

  /** The same settings as a new profile's draft: its places are still to be chosen, so that two never keep one place. */
  async function duplicate(): Promise<void> {
    await say(async () => {
      const draft = draftOf(await client.call('profiles.get', { profile: name }));
      const places = draft.places.map((place) => ({ ...place, container: null }));
      keepDraft(null, { ...draft, name: t('profiles.duplicate.name', { name }), places });
      goTo({ kind: 'new-profile' });
      return t('profiles.duplicate.done');
    });
  }

  return (
    <>
      <Menu
        label={t('profiles.more', { name })}
        trigger={<IconButton label={t('profiles.more', { name })} icon={Ellipsis} />}
        groups={[
          {
            entries: [
              {
                id: 'edit',
                label: t('profiles.edit'),
                keys: <KeysOf command="profile.edit" />,
                onAction: () => goTo({ kind: 'edit-profile', profile: name }),
              },
              {
                id: 'preview',
                label: t('profiles.preview'),
                keys: <KeysOf command="profile.preview" />,
                onAction: () => goTo({ kind: 'preview', profile: name }),
              },
              { id: 'enable', label: t(enabled ? 'profiles.pause' : 'profiles.resume'), onAction: () => void enable() },
              { id: 'verify', label: t('profiles.verify'), onAction: () => void verify() },
              { id: 'find-matches', label: t('profiles.findMatches'), onAction: () => void findMatches() },
              { id: 'duplicate', label: t('profiles.duplicate'), onAction: () => void duplicate() },
              { id: 'export', label: t('profiles.export'), onAction: () => setOpen('export') },
            ],
          },
          ...(mayCommand('profiles.remove')
            ? [
                {
                  entries: [
                    { id: 'remove', label: t('profiles.remove'), danger: true, onAction: () => setOpen('remove') },
                  ],
                },
              ]
            : []),
        ]}
      />
      {open === 'export' && <ExportDialog profile={name} onClose={close} />}
      <RemoveDialog profile={profile} isOpen={open === 'remove'} onClose={close} />
    </>
  );
}

async function say(work: () => Promise<string>): Promise<void> {
  try {
    showToast(await work());
  } catch (error) {
    showToast(failureLine(error));
  }
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
    showToast(t('profiles.remove.done', { name: profile.name }));
    goTo({ kind: 'profiles' });
  }
  return (
    <Dialog
      title={t('profiles.remove.title', { name: profile.name })}
      role="alertdialog"
      isOpen={isOpen}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose} autoFocus>
            {t('profiles.remove.keep')}
          </Button>
          <Button variant="danger" isDisabled={command.busy} onPress={() => void remove()}>
            {t('profiles.remove.run', { name: profile.name })}
          </Button>
        </>
      }
    >
      {command.error && <Failure error={command.error} />}
      <p>{t('profiles.remove.help')}</p>
    </Dialog>
  );
}
