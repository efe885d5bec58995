import { type FormEvent, useState } from 'react';
import { client } from '../../api/client.ts';
import { t } from '../../i18n/t.ts';
import { useCall } from '../../stores/use-call.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { TextField } from '../../ui/text-field.tsx';
import { Failure } from '../words/failure.tsx';
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

  async function keepForNow(): Promise<void> {
    const done = await command.run(async () => {
      await client.call('secrets.keepForNow', {});
    });
    if (done) onDone();
  }

  return (
    <form autoComplete="off" className={cx(styles.form)} onSubmit={(event) => void unlock(event)} noValidate>
      <p>{t(isNew ? 'connections.passphrase.new' : 'connections.passphrase.known')}</p>
      {command.error && <Failure error={command.error} />}
      <TextField
        label={t('connections.passphrase')}
        type="password"
        autoComplete={isNew ? 'new-password' : 'current-password'}
        description={isNew ? t('connections.passphrase.help', { count: shortest }) : undefined}
        value={passphrase}
        onChange={setPassphrase}
        error={isChecked && isShort ? t('connections.passphrase.short', { count: shortest }) : null}
        isRequired
        autoFocus
      />
      {isNew && (
        <TextField
          label={t('connections.passphrase.again')}
          type="password"
          autoComplete="new-password"
          value={again}
          onChange={setAgain}
          error={isChecked && differs ? t('connections.passphrase.differs') : null}
          isRequired
        />
      )}
      <footer className={cx(styles.actions)}>
        <Button onPress={onBack}>{t('connections.back')}</Button>
        {isNew && (
          <Button variant="ghost" isDisabled={command.busy} onPress={() => void keepForNow()}>
            {t('connections.passphrase.forNow')}
          </Button>
        )}
        <Button type="submit" variant="primary" isDisabled={command.busy}>
          {t(isNew ? 'connections.passphrase.set' : 'connections.passphrase.unlock')}
        </Button>
      </footer>
    </form>
  );
}
