import { type FormEvent, useState } from 'react';
import { client } from '../../api/client.ts';
import { useCall } from '../../stores/use-call.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { ErrorCard } from '../../ui/error-card.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './connection-form.module.css';

const shortest = 8;

interface Props {
  /** No passphrase was ever set; otherwise the one that was set is asked for. */
  readonly isNew: boolean;
  readonly onDone: () => void;
  readonly onBack: () => void;
}

export function PassphraseForm({ isNew, onDone, onBack }: Props) {
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const [isChecked, setChecked] = useState(false);
  const command = useCall();
  const isShort = passphrase.length < shortest;
  const differs = isNew && again !== passphrase;

  async function unlock(event: FormEvent): Promise<void> {
    event.preventDefault();
    setChecked(true);
    if (isShort || differs) return;
    const done = await command.run(async () => {
      await client.call('secrets.unlock', { passphrase });
    });
    if (done) onDone();
  }

  return (
    <form autoComplete="off" className={cx(styles.form)} onSubmit={(event) => void unlock(event)} noValidate>
      <p>
        {isNew
          ? 'This computer has no keychain that Task Sync could use. Choose a passphrase: it encrypts the passwords of your services, and you are asked for it once after each start. It cannot be recovered; if it is lost, the passwords have to be entered again.'
          : 'This computer has no keychain that Task Sync could use, so the passwords of your services are encrypted with your passphrase. Enter it to go on.'}
      </p>
      {command.error && <ErrorCard message={command.error.message} code={command.error.code} />}
      <TextField
        label="Passphrase"
        type="password"
        autoComplete={isNew ? 'new-password' : 'current-password'}
        description={isNew ? `At least ${shortest} characters; a sentence is good.` : undefined}
        value={passphrase}
        onChange={setPassphrase}
        error={isChecked && isShort ? `At least ${shortest} characters are needed.` : null}
        isRequired
        autoFocus
      />
      {isNew && (
        <TextField
          label="The same again"
          type="password"
          autoComplete="new-password"
          value={again}
          onChange={setAgain}
          error={isChecked && differs ? 'The two are not the same.' : null}
          isRequired
        />
      )}
      <footer className={cx(styles.actions)}>
        <Button onPress={onBack}>Back</Button>
        <Button type="submit" variant="primary" isDisabled={command.busy}>
          {isNew ? 'Set passphrase' : 'Unlock'}
        </Button>
      </footer>
    </form>
  );
}
