import { Plus } from 'lucide-react';
import { useState } from 'react';
import type { LooseFields, PlaceSide } from '../../../src-shared/sync/field-pairs.ts';
import { t } from '../../i18n/t.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { fieldOptions } from './field-options.ts';
import styles from './field-table.module.css';

interface Props {
  readonly left: PlaceSide;
  readonly right: PlaceSide;
  readonly leftName: string;
  readonly rightName: string;
  readonly loose: LooseFields;
  readonly onAdd: (names: { readonly left: string; readonly right: string }) => void;
}

/** Two fields that nothing uses yet become one. */
export function FieldAdd({ left, right, leftName, rightName, loose, onAdd }: Props) {
  const [one, setOne] = useState<string | null>(null);
  const [other, setOther] = useState<string | null>(null);
  if (loose.left.length === 0 || loose.right.length === 0) return null;
  const leftOptions = fieldOptions(loose.left, left.schema, null);
  const rightOptions = fieldOptions(
    loose.right,
    right.schema,
    one === null ? null : { name: one, schema: left.schema.fields[one] },
  );
  const isFit = rightOptions.some(({ value, isDisabled }) => value === other && !isDisabled);
  return (
    <div className={cx(styles.add)}>
      <SelectField
        label={t('profiles.fields.addLeft', { place: leftName })}
        options={leftOptions}
        value={one}
        onChange={setOne}
      />
      <SelectField
        label={t('profiles.fields.addRight', { place: rightName })}
        options={rightOptions}
        value={other}
        onChange={setOther}
        isDisabled={one === null}
      />
      <Button
        icon={Plus}
        isDisabled={one === null || other === null || !isFit}
        onPress={() => {
          if (one === null || other === null) return;
          onAdd({ left: one, right: other });
          setOne(null);
          setOther(null);
        }}
      >
        {t('profiles.fields.add')}
      </Button>
    </div>
  );
}
