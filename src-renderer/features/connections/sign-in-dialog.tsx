import { type FormEvent, type ReactNode, useState } from 'react';
import type { ConnectionTest, ConnectionView, SignInStart } from '../../../src-shared/api/views.ts';
import { client } from '../../api/client.ts';
import { t } from '../../i18n/t.ts';
import { useQuery } from '../../stores/query-store.ts';
import { useCall } from '../../stores/use-call.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { Failure } from '../words/failure.tsx';
import styles from './connection-form.module.css';
import { PassphraseForm } from './passphrase-form.tsx';
import { SignInUnderWay } from './sign-in-under-way.tsx';

interface Props {
  readonly connection: ConnectionView;
  readonly service: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** The new secret is stored; this is what the service said of it. */
  readonly onTested: (test: ConnectionTest) => void;
}

/** As it was signed in to before: with a password or token, or over the service's pages. All else stays. */
export function SignInDialog({ connection, service, isOpen, onClose, onTested }: Props) {
  const { name, signIn } = connection;
  const keeping = useQuery('secrets.state', {}).value?.state;
  const form = { name, service, onClose, onTested };
  const step = (): ReactNode => {
    // Unlocked, the old secret is good again; without a safe place, a new one could not be kept.
    if (keeping === 'locked') return <PassphraseForm isNew={false} onDone={onClose} onBack={onClose} />;
    if (keeping === 'unset') return <PassphraseForm isNew onDone={() => undefined} onBack={onClose} />;
    return signIn ? <OverPages {...form} /> : <WithSecret {...form} />;
  };
  return (
    <Dialog title={t('connections.signInAgainTo', { name })} isOpen={isOpen} onClose={onClose} actions={null}>
      <p>{t('connections.signInKeeps')}</p>
      {step()}
    </Dialog>
  );
}

type FormProps = Omit<Props, 'connection' | 'isOpen'> & { readonly name: string };

/** The old one is never shown, the new one never comes back. */
function WithSecret({ name, onClose, onTested }: FormProps) {
  const [secret, setSecret] = useState('');
  const command = useCall();
  async function signIn(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (secret === '') return;
    const done = await command.run(async () => {
      onTested(await client.call('connections.signIn', { name, secret }));
    });
    setSecret('');
    if (done) onClose();
  }
  return (
    <form autoComplete="off" className={cx(styles.form)} onSubmit={(event) => void signIn(event)} noValidate>
      {command.error && <Failure error={command.error} />}
      <TextField
        label={t('connections.newSecret')}
        type="password"
        autoComplete="new-password"
        value={secret}
        onChange={setSecret}
        isRequired
        autoFocus
      />
      <footer className={cx(styles.actions)}>
        <Button onPress={onClose}>{t('connections.cancel')}</Button>
        <Button type="submit" variant="primary" isDisabled={command.busy || secret === ''}>
          {t('connections.signIn')}
        </Button>
      </footer>
    </form>
  );
}

function OverPages({ name, service, onClose, onTested }: FormProps) {
  const [start, setStart] = useState<SignInStart | null>(null);
  const command = useCall();
  async function begin(): Promise<void> {
    const done = await command.run(async () => {
      const begun = await client.call('connections.beginSignIn', { name });
      setStart(begun);
      try {
        onTested(await client.call('connections.finishSignIn', { attempt: begun.attempt }));
      } finally {
        setStart(null);
      }
    });
    if (done) onClose();
  }
  if (start) return <SignInUnderWay start={start} service={service} />;
  return (
    <div className={cx(styles.form)}>
      {command.error && <Failure error={command.error} />}
      <footer className={cx(styles.actions)}>
        <Button onPress={onClose}>{t('connections.cancel')}</Button>
        <Button variant="primary" isDisabled={command.busy} onPress={() => void begin()} autoFocus>
          {t('connections.signIn')}
        </Button>
      </footer>
    </div>
  );
}
