import type { CustomValue, TaskView } from '../../../src-shared/api/views.ts';
import { t } from '../../i18n/t.ts';
import { CheckField } from '../../ui/check-field.tsx';
import { TagField } from '../../ui/tag-field.tsx';
import { valueText } from '../words/field-text.ts';
import { DraftText } from './draft-text.tsx';
import type { FieldNote } from './field-lock.ts';
import { LockedField } from './locked-field.tsx';
import type { TaskEditing } from './use-task-edit.ts';

interface Props {
  readonly task: TaskView;
  readonly edit: TaskEditing;
  readonly noteOf: (field: string) => FieldNote;
}

/** The services' own fields, each in the kind it already has. */
export function CustomFields({ task, edit, noteOf }: Props) {
  return (
    <>
      {Object.entries(task.custom).map(([name, value]) => (
        <CustomField
          key={name}
          name={name}
          value={value}
          note={noteOf(`x.${name}`)}
          error={edit.errorOf(`x.${name}`)}
          onSave={(next) => edit.save(`x.${name}`, { custom: { [name]: next } })}
        />
      ))}
    </>
  );
}

interface FieldProps {
  readonly name: string;
  readonly value: CustomValue;
  readonly note: FieldNote;
  readonly error: string | null;
  readonly onSave: (value: CustomValue) => void;
}

function CustomField({ name, value, note, error, onSave }: FieldProps) {
  if (note.lock !== null) return <LockedField label={name} text={valueText(`x.${name}`, value)} reason={note.lock} />;
  if (isList(value)) {
    return <TagField label={name} noun={t('inspector.noun.choice')} values={value} onChange={(next) => onSave(next)} />;
  }
  if (typeof value === 'boolean') return <CheckField label={name} isSelected={value} onChange={onSave} />;
  const isNumber = typeof value === 'number';
  return (
    <DraftText
      label={name}
      type={isNumber ? 'number' : 'text'}
      value={value === null ? '' : String(value)}
      error={error}
      description={note.note ?? undefined}
      onSave={(text) => onSave(text === '' ? null : isNumber ? Number(text) : text)}
    />
  );
}

function isList(value: CustomValue): value is readonly string[] {
  return Array.isArray(value);
}
