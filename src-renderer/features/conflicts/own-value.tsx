import { type FieldValue, isWhen, kindOf, whenText } from '../../../src-shared/domain/field.ts';
import { t } from '../../i18n/t.ts';
import type { Draft } from '../../stores/decisions-store.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { TagField } from '../../ui/tag-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { priorityOptions, statusOptions } from '../tasks/task-options.ts';
import { fieldName } from '../words/field-text.ts';

type OwnInput = NonNullable<Draft['value']> | null;

/** A value as the API takes it: dates as text, sets as lists. */
export function inputOf(value: FieldValue): OwnInput {
  if (isWhen(value)) return whenText(value);
  return typeof value === 'object' && value !== null ? [...value] : value;
}

interface Props {
  readonly field: string;
  readonly value: OwnInput;
  readonly onChange: (value: OwnInput) => void;
}

/** An input in the field's own kind. */
export function OwnValue({ field, value, onChange }: Props) {
  const label = t('conflicts.ownValue', { field: fieldName(field) });
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  if (field === 'status') {
    return <SelectField label={label} options={statusOptions(text || null)} value={text || null} onChange={onChange} />;
  }
  if (field === 'priority') {
    const set = (chosen: string) => onChange(chosen === 'none' ? null : chosen);
    return <SelectField label={label} options={priorityOptions(text || null)} value={text || 'none'} onChange={set} />;
  }
  if (kindOf(field) === 'set') {
    return (
      <TagField
        label={label}
        noun={t('conflicts.entry')}
        values={Array.isArray(value) ? value : []}
        onChange={(values) => onChange([...values])}
      />
    );
  }
  const isNumber = typeof value === 'number' || field === 'estimate' || field === 'progress';
  return (
    <TextField
      label={label}
      value={text}
      type={isNumber ? 'number' : kindOf(field) === 'date' && text.length <= 10 ? 'date' : 'text'}
      multiline={kindOf(field) === 'text' && field !== 'title'}
      onChange={(typed) =>
        onChange(isNumber ? (typed === '' ? null : Number(typed)) : typed === '' && field !== 'title' ? null : typed)
      }
      autoFocus
    />
  );
}
