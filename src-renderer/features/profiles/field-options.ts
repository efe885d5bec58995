import type { ContainerSchema } from '../../../src-shared/connector/connector.ts';
import { fits, type NamedField, shapeOf } from '../../../src-shared/sync/field-pairs.ts';
import { t } from '../../i18n/t.ts';
import type { Option } from '../../ui/select-field.tsx';
import { fieldName } from '../words/field-text.ts';

/** Fields of a service to choose from; those that cannot hold the other side's values come last, with the reason. */
export function fieldOptions(
  names: readonly string[],
  schema: ContainerSchema,
  other: NamedField | null,
): readonly Option[] {
  const options = names.map((name) => {
    const own = { name, schema: schema.fields[name] };
    const isFit = other === null || fits(other, own);
    const shapes = isFit || other === null ? null : [shapeOf(name, own.schema), shapeOf(other.name, other.schema)];
    const label = shapes
      ? t('profiles.fields.doesNotFit', {
          field: fieldName(name),
          one: t(`profiles.shape.${shapes[0] ?? 'text'}`),
          other: t(`profiles.shape.${shapes[1] ?? 'text'}`),
        })
      : fieldName(name);
    return { value: name, label, isDisabled: !isFit };
  });
  return [...options.filter(({ isDisabled }) => !isDisabled), ...options.filter(({ isDisabled }) => isDisabled)];
}
