import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { ConnectorView, SignInStart, SignInView } from '../../../src-shared/api/views.ts';
import { client } from '../../api/client.ts';
import { t } from '../../i18n/t.ts';
import { useCall } from '../../stores/use-call.ts';
import { Button } from '../../ui/button.tsx';
import { CheckField } from '../../ui/check-field.tsx';
import { cx } from '../../ui/cx.ts';
import { TextField } from '../../ui/text-field.tsx';
import { Failure } from '../words/failure.tsx';
import { freeName } from '../words/free-name.ts';
import { normaliseAddress } from './address.ts';
import { ConfigInput, fieldError } from './config-input.tsx';
import styles from './connection-form.module.css';
import { inputOf, nameProblem } from './connection-form.tsx';
import { scopeReason } from './connection-words.ts';
import { SignInUnderWay } from './sign-in-under-way.tsx';

interface Props {
  readonly connector: ConnectorView;
  readonly method: SignInView;
  readonly takenNames: readonly string[];
  readonly onBack: () => void;
  readonly onSignedIn: (name: string) => void;
}

/** Over the service's own pages, with an app that the person registered there. Saved when it has ended well, and not before. */
export function PageSignInForm({ connector, method, takenNames, onBack, onSignedIn }: Props) {
  const config = connector.config.filter(({ key }) => key !== 'secret' && key !== 'username');
  const [name, setName] = useState(() => freeName(connector.name, takenNames));
  const [values, setValues] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(config.map((field) => [field.key, field.default ?? ''])),
  );
  const [clientId, setClientId] = useState('');
  const [clientSecret, setClientSecret] = useState('');
  const [readOnly, setReadOnly] = useState(false);
  const [isChecked, setChecked] = useState(false);
  const [start, setStart] = useState<SignInStart | null>(null);
  const command = useCall();
  const attempt = useRef<string | null>(null);
  useEffect(
    () => () => {
      if (attempt.current !== null)
        void client.call('connections.cancelSignIn', { attempt: attempt.current }).catch(() => undefined);
    },
    [],
  );
  const scopes = readOnly ? method.readScopes : method.scopes;
  const missing = (text: string, field: string) =>
    isChecked && text.trim() === '' ? t('connections.fieldMissing', { field }) : null;
  // Where the sign-in itself says which site it is, the address may stay empty.
  const isWrong = (key: string) => {
    const field = config.find((one) => one.key === key);
    return field ? fieldError({ ...field, required: false }, values[key] ?? '') : null;
  };

  async function begin(event: FormEvent): Promise<void> {
    event.preventDefault();
    setChecked(true);
    const isComplete = clientId.trim() !== '' && (clientSecret !== '' || !method.needsClientSecret);
    if (!isComplete || nameProblem(name, takenNames) !== null || config.some(({ key }) => isWrong(key))) return;
    await command.run(async () => {
      const { url, username, options } = inputOf(name.trim(), config, values);
      const begun = await client.call('connections.beginSignIn', {
        ...{ name: name.trim(), kind: method.kind, clientId: clientId.trim() },
        ...(clientSecret === '' ? {} : { clientSecret }),
        add: { connector: connector.id, url, username, options, readOnly },
      });
      attempt.current = begun.attempt;
      setStart(begun);
      try {
        await client.call('connections.finishSignIn', { attempt: begun.attempt });
        onSignedIn(name.trim());
      } finally {
        attempt.current = null;
        setStart(null);
      }
    });
  }

  if (start) return <SignInUnderWay start={start} service={connector.name} />;
  const secretLabel = t('connections.clientSecret');
  return (
    <form autoComplete="off" className={cx(styles.form)} onSubmit={(event) => void begin(event)} noValidate>
      {command.error && command.error.code !== 'cancelled' && <Failure error={command.error} />}
      <p className={cx(styles.help)}>{method.help}</p>
      {method.redirectUri && (
        <TextField label={t('connections.redirect')} value={method.redirectUri} isReadOnly onChange={() => undefined} />
      )}
      <Permissions scopes={scopes} />
      <TextField
        label={t('connections.name')}
        description={t('connections.nameHelp')}
        value={name}
        onChange={setName}
        error={isChecked ? nameProblem(name, takenNames) : null}
        isRequired
      />
      {config.map((field) => (
        <ConfigInput
          key={field.key}
          field={{ ...field, required: false }}
          value={values[field.key] ?? ''}
          error={isChecked ? isWrong(field.key) : null}
          onChange={(value) => setValues((others) => ({ ...others, [field.key]: value }))}
          onBlur={() => {
            if (field.kind !== 'url') return;
            setValues((others) => ({
              ...others,
              [field.key]: normaliseAddress(others[field.key] ?? '', connector.id),
            }));
          }}
        />
      ))}
      <TextField
        label={t('connections.clientId')}
        value={clientId}
        onChange={setClientId}
        error={missing(clientId, t('connections.clientId'))}
        isRequired
      />
      {method.needsClientSecret && (
        <TextField
          label={secretLabel}
          type="password"
          autoComplete="new-password"
          value={clientSecret}
          onChange={setClientSecret}
          error={missing(clientSecret, secretLabel)}
          isRequired
        />
      )}
      <CheckField
        label={t('connections.readOnly')}
        description={t('connections.readOnlyHelp')}
        isSelected={readOnly}
        onChange={setReadOnly}
      />
      <footer className={cx(styles.actions)}>
        <Button onPress={onBack}>{t('connections.back')}</Button>
        <Button type="submit" variant="primary" isDisabled={command.busy}>
          {t('connections.signIn')}
        </Button>
      </footer>
    </form>
  );
}

function Permissions({ scopes }: { readonly scopes: readonly string[] }) {
  if (scopes.length === 0) return null;
  return (
    <section className={cx(styles.permissions)} aria-label={t('connections.permissions')}>
      <h3 className={cx(styles.heading)}>{t('connections.permissions')}</h3>
      <dl className={cx(styles.scopes)}>
        {scopes.map((scope) => (
          <div key={scope} className={cx(styles.scope)}>
            <dt>
              <code>{scope}</code>
            </dt>
            <dd>{scopeReason(scope)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
