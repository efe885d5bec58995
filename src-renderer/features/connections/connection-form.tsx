import { type FormEvent, useState } from 'react';
import type { ApiInput } from '../../../src-shared/api/contract.ts';
import type { ConnectorView } from '../../../src-shared/api/views.ts';
import type { ConfigField } from '../../../src-shared/connector/descriptor.ts';
import { t } from '../../i18n/t.ts';
import { Button } from '../../ui/button.tsx';
import { CheckField } from '../../ui/check-field.tsx';
import { cx } from '../../ui/cx.ts';
import { TextField } from '../../ui/text-field.tsx';
import { freeName } from '../words/free-name.ts';
import { normaliseAddress } from './address.ts';
import { ConfigInput, fieldError } from './config-input.tsx';
import styles from './connection-form.module.css';

export type ConnectionInput = Omit<ApiInput<'connections.add'>, 'connector' | 'tested'>;

interface Props {
  readonly connector: ConnectorView;
  readonly initial: ConnectionInput | null;
  readonly takenNames: readonly string[];
  readonly onBack: () => void;
  readonly onSubmit: (input: ConnectionInput) => void;
}

/** The form that the connector describes, plus the name the connection goes by here. */
export function ConnectionForm({ connector, initial, takenNames, onBack, onSubmit }: Props) {
  const { config } = connector;
  const [name, setName] = useState(() => initial?.name ?? freeName(connector.name, takenNames));
  const [values, setValues] = useState(() => initialValues(config, initial));
  const [readOnly, setReadOnly] = useState(initial?.readOnly ?? false);
  const [isChecked, setChecked] = useState(false);
  // The name has a good answer already; what nobody but the person knows comes first.
  const [firstEmpty] = useState(() => config.find(({ key }) => !values[key]));
  const nameError = nameProblem(name, takenNames);
  const put = (key: string, value: string) => setValues((others) => ({ ...others, [key]: value }));

  function submit(event: FormEvent): void {
    event.preventDefault();
    setChecked(true);
    const all = Object.fromEntries(
      config.map(({ key, kind }) => {
        const value = values[key] ?? '';
        return [key, kind === 'url' ? normaliseAddress(value, connector.id) : value];
      }),
    );
    setValues(all);
    const isComplete = config.every((field) => fieldError(field, all[field.key] ?? '') === null);
    if (isComplete && nameError === null) onSubmit({ ...inputOf(name.trim(), config, all), readOnly });
  }

  return (
    <form autoComplete="off" className={cx(styles.form)} onSubmit={submit} noValidate>
      <TextField
        label={t('connections.name')}
        description={t('connections.nameHelp')}
        value={name}
        onChange={setName}
        error={isChecked ? nameError : null}
        isRequired
      />
      {config.map((field) => (
        <ConfigInput
          key={field.key}
          autoFocus={field === firstEmpty}
          field={field}
          value={values[field.key] ?? ''}
          error={isChecked ? fieldError(field, values[field.key] ?? '') : null}
          onChange={(value) => put(field.key, value)}
          onBlur={() => field.kind === 'url' && put(field.key, normaliseAddress(values[field.key] ?? '', connector.id))}
        />
      ))}
      <CheckField
        label={t('connections.readOnly')}
        description={t('connections.readOnlyHelp')}
        isSelected={readOnly}
        onChange={setReadOnly}
      />
      <footer className={cx(styles.actions)}>
        <Button onPress={onBack}>{t('connections.back')}</Button>
        <Button type="submit" variant="primary">
          {t('connections.connectAndTest')}
        </Button>
      </footer>
    </form>
  );
}

export function nameProblem(name: string, taken: readonly string[]): string | null {
  if (name.trim() === '') return t('connections.nameMissing');
  return taken.includes(name.trim()) ? t('connections.nameTaken') : null;
}

function initialValues(
  config: readonly ConfigField[],
  initial: ConnectionInput | null,
): Readonly<Record<string, string>> {
  const own = { url: initial?.url, username: initial?.username, secret: initial?.secret, ...initial?.options };
  const entries = config.map(({ key, default: fallback }) => {
    const kept = Object.entries(own).find(([name]) => name === key)?.[1];
    return [key, kept ?? fallback ?? ''] as const;
  });
  return Object.fromEntries(entries);
}

/** `url`, `username` and `secret` have their own place; everything else is an option. */
export function inputOf(
  name: string,
  config: readonly ConfigField[],
  values: Readonly<Record<string, string>>,
): ConnectionInput {
  const own = (key: string) => (config.some((field) => field.key === key) ? values[key]?.trim() || null : null);
  const options = config
    .filter(({ key }) => !['url', 'username', 'secret'].includes(key))
    .map(({ key }) => [key, values[key]?.trim() ?? ''] as const)
    .filter(([, value]) => value !== '');
  return {
    name,
    url: own('url'),
    username: own('username'),
    secret: own('secret'),
    options: Object.fromEntries(options),
  };
}
