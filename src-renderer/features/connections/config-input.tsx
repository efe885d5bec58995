import { useState } from 'react';
import type { ConfigField } from '../../../src-shared/connector/descriptor.ts';
import { t } from '../../i18n/t.ts';
import { CheckField } from '../../ui/check-field.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';

interface Props {
  readonly field: ConfigField;
  readonly value: string;
  readonly error: string | null;
  readonly onChange: (value: string) => void;
  readonly onBlur?: () => void;
  readonly autoFocus?: boolean;
}

/** One field that a connector asks for; its label and help are the connector's own. */
export function ConfigInput({ field, value, error, onChange, onBlur, autoFocus = false }: Props) {
  const { kind, label, help, choices = [], required } = field;
  if (kind === 'flag') {
    return (
      <CheckField
        label={label}
        description={help}
        isSelected={value === 'true'}
        onChange={(selected) => onChange(String(selected))}
      />
    );
  }
  if (kind === 'choice') {
    return (
      <SelectField
        label={label}
        description={help}
        options={choices}
        value={value || null}
        onChange={onChange}
        error={error}
      />
    );
  }
  if (kind === 'certificate') return <CertificateInput {...{ field, value, error, onChange }} />;
  return (
    <TextField
      label={label}
      description={help}
      type={kind === 'secret' ? 'password' : kind === 'url' ? 'url' : 'text'}
      autoComplete={kind === 'secret' ? 'new-password' : 'off'}
      value={value}
      onChange={onChange}
      {...(onBlur ? { onBlur } : {})}
      error={error}
      isRequired={required}
      autoFocus={autoFocus}
    />
  );
}

/** A large field that few people need: it opens when it is wanted. */
function CertificateInput({ field, value, error, onChange }: Omit<Props, 'onBlur'>) {
  const [isWanted, setWanted] = useState(value !== '');
  const want = (wanted: boolean): void => {
    setWanted(wanted);
    if (!wanted) onChange('');
  };
  return (
    <>
      <CheckField label={field.label} description={field.help} isSelected={isWanted} onChange={want} />
      {isWanted && (
        <TextField label={t('connections.certificate')} value={value} onChange={onChange} error={error} multiline />
      )}
    </>
  );
}

export function fieldError(field: ConfigField, value: string): string | null {
  if (value.trim() === '') return field.required ? t('connections.fieldMissing', { field: field.label }) : null;
  if (field.kind === 'url' && !/^https?:\/\/\S+$/i.test(value.trim())) return t('connections.addressWrong');
  return null;
}
