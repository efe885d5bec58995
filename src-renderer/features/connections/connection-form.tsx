import { type FormEvent, useState } from 'react';
import type { ApiInput } from '../../../src-shared/api/contract.ts';
import type { ConnectorView } from '../../../src-shared/api/views.ts';
import type { ConfigField } from '../../../src-shared/connector/descriptor.ts';
import type { TaskSyncError } from '../../../src-shared/errors.ts';
import { Button } from '../../ui/button.tsx';
import { CheckField } from '../../ui/check-field.tsx';
import { cx } from '../../ui/cx.ts';
import { ErrorCard } from '../../ui/error-card.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './connection-form.module.css';

export type ConnectionInput = Omit<ApiInput<'connections.add'>, 'connector'>;

interface Props {
  readonly connector: ConnectorView;
  readonly initial: ConnectionInput | null;
  readonly takenNames: readonly string[];
  readonly error: TaskSyncError | null;
  readonly isBusy: boolean;
  readonly onBack: () => void;
  readonly onSubmit: (input: ConnectionInput) => void;
}

/** The form that the connector describes, plus the name the connection goes by here. */
export function ConnectionForm({ connector, initial, takenNames, error, isBusy, onBack, onSubmit }: Props) {
  const [name, setName] = useState(() => initial?.name ?? freeName(connector.name, takenNames));
  const [values, setValues] = useState(() => initialValues(connector.config, initial));
  const [isChecked, setChecked] = useState(false);
  const nameError =
    name.trim() === ''
      ? 'Give it a name.'
      : takenNames.includes(name.trim())
        ? 'Another connection has this name.'
        : null;
  const errorOf = (field: ConfigField) => (isChecked ? fieldError(field, values[field.key] ?? '') : null);

  function submit(event: FormEvent): void {
    event.preventDefault();
    setChecked(true);
    const isComplete = connector.config.every((field) => fieldError(field, values[field.key] ?? '') === null);
    if (isComplete && nameError === null) onSubmit(inputOf(name.trim(), connector.config, values));
  }

  return (
    <form autoComplete="off" className={cx(styles.form)} onSubmit={submit} noValidate>
      <p>{connector.summary}</p>
      {error && <ErrorCard message={error.message} code={error.code} facts={error.facts} />}
      <TextField
        label="Name"
        description="What this connection is called here."
        value={name}
        onChange={setName}
        error={isChecked ? nameError : null}
        isRequired
      />
      {connector.config.map((field) => (
        <ConfigInput
          key={field.key}
          field={field}
          value={values[field.key] ?? ''}
          error={errorOf(field)}
          onChange={(value) => setValues((others) => ({ ...others, [field.key]: value }))}
        />
      ))}
      <footer className={cx(styles.actions)}>
        <Button onPress={onBack}>Back</Button>
        <Button type="submit" variant="primary" isDisabled={isBusy}>
          Connect and test
        </Button>
      </footer>
    </form>
  );
}

interface InputProps {
  readonly field: ConfigField;
  readonly value: string;
  readonly error: string | null;
  readonly onChange: (value: string) => void;
}

function ConfigInput({ field, value, error, onChange }: InputProps) {
  if (field.kind === 'flag') {
    return (
      <CheckField
        label={field.label}
        description={field.help}
        isSelected={value === 'true'}
        onChange={(selected) => onChange(String(selected))}
      />
    );
  }
  if (field.kind === 'choice') {
    return (
      <SelectField
        label={field.label}
        description={field.help}
        options={field.choices ?? []}
        value={value || null}
        onChange={onChange}
        error={error}
      />
    );
  }
  return (
    <TextField
      label={field.label}
      description={field.help}
      type={field.kind === 'secret' ? 'password' : field.kind === 'url' ? 'url' : 'text'}
      autoComplete={field.kind === 'secret' ? 'new-password' : 'off'}
      value={value}
      onChange={onChange}
      error={error}
      isRequired={field.required}
    />
  );
}

function fieldError(field: ConfigField, value: string): string | null {
  if (value.trim() === '') return field.required ? `${field.label} is needed.` : null;
  if (field.kind === 'url' && !/^https?:\/\/\S+$/i.test(value.trim()))
    return 'An address starts with https:// or http://.';
  return null;
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
function inputOf(
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

/** "Redmine", and when that is taken "Redmine 2". */
function freeName(service: string, taken: readonly string[]): string {
  let name = service;
  for (let number = 2; taken.includes(name); number += 1) name = `${service} ${number}`;
  return name;
}
