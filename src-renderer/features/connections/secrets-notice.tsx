import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { t } from '../../i18n/t.ts';
import { useQuery } from '../../stores/query-store.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { PassphraseForm } from './passphrase-form.tsx';

/** What a person has to know of how passwords are kept: that they are locked, or that they go with the program. */
export function SecretsNotice() {
  const state = useQuery('secrets.state', {}).value?.state;
  const [isOpen, setOpen] = useState(false);
  if (state !== 'locked' && state !== 'for-now') return null;
  const isNew = state === 'for-now';
  const close = () => setOpen(false);
  return (
    <>
      <Banner
        tone={isNew ? 'info' : 'warning'}
        icon={KeyRound}
        actions={
          <Button onPress={() => setOpen(true)}>
            {t(isNew ? 'connections.passphrase.set' : 'connections.passphrase.unlock')}
          </Button>
        }
      >
        {t(isNew ? 'connections.secrets.forNow' : 'connections.secrets.locked')}
      </Banner>
      <Dialog title={t('connections.passphrase')} isOpen={isOpen} onClose={close} actions={null}>
        <PassphraseForm isNew={isNew} onDone={close} onBack={close} />
      </Dialog>
    </>
  );
}
