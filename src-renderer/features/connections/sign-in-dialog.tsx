import { type FormEvent, useState } from 'react';
import type { ConnectionTest } from '../../../src-shared/api/views.ts';
import { client } from '../../api/client.ts';
import { useCall } from '../../stores/use-call.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorCard } from '../../ui/error-card.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './connection-form.module.css';

interface Props {
  readonly name: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** The new secret is stored; this is what the service said of it. */
  readonly onTested: (test: ConnectionTest) => void;
}

/** A new password or token for an account that profiles use. The old one is never shown, the new one never comes back. */
export function SignInDialog({ name, isOpen, onClose, onTested }: Props) {
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
    <Dialog title={`Sign in again to ${name}`} isOpen={isOpen} onClose={onClose} actions={null}>
      <form autoComplete="off" className={cx(styles.form)} onSubmit={(event) => void signIn(event)} noValidate>
        <p>Profiles, tasks and everything that waits to be sent stay as they are.</p>
        {command.error && <ErrorCard message={command.error.message} code={command.error.code} />}
        <TextField
          label="New password or token"
          type="password"
          autoComplete="new-password"
          value={secret}
          onChange={setSecret}
          isRequired
          autoFocus
        />
        <footer className={cx(styles.actions)}>
          <Button onPress={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" isDisabled={command.busy || secret === ''}>
            Sign in
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}
