import type { CustomValue, TaskView } from '../../../src-shared/api/views.ts';
import { CheckField } from '../../ui/check-field.tsx';
import { TagField } from '../../ui/tag-field.tsx';
import { DraftText } from './draft-text.tsx';
import type { TaskEditing } from './use-task-edit.ts';

interface Props {
  readonly task: TaskView;
  readonly edit: TaskEditing;
}

/** The services' own fields, each in the kind it already has. */
export function CustomFields({ task, edit }: Props) {
  return (
    <>
      {Object.entries(task.custom).map(([name, value]) => (
        <CustomField
          key={name}
          name={name}
          value={value}
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
  readonly error: string | null;
  readonly onSave: (value: CustomValue) => void;
}

function CustomField({ name, value, error, onSave }: FieldProps) {
  if (isList(value)) {
    return <TagField label={name} noun="choice" values={value} onChange={(next) => onSave(next)} />;
  }
  if (typeof value === 'boolean') return <CheckField label={name} isSelected={value} onChange={onSave} />;
  const isNumber = typeof value === 'number';
  return (
    <DraftText
      label={name}
      type={isNumber ? 'number' : 'text'}
      value={value === null ? '' : String(value)}
      error={error}
      onSave={(text) => onSave(text === '' ? null : isNumber ? Number(text) : text)}
    />
  );
}

function isList(value: CustomValue): value is readonly string[] {
  return Array.isArray(value);
}
