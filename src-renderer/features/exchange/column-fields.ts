import type { ImportColumn } from '../../../src-shared/api/exchange.ts';
import { t } from '../../i18n/t.ts';
import { fieldName } from '../words/field-text.ts';

/** Column → field, null: left out. Only what a person said; the rest goes by the names of the columns. */
export type ColumnFields = Readonly<Record<string, string | null>>;

/** Stands for "left out"; no field is named like it. */
export const leftOut = '-';

/** A field is one column's only: who had it before loses it. */
export function withColumn(before: ColumnFields, column: string, field: string | null): ColumnFields {
  const others = Object.entries(before).filter(
    ([name, taken]) => name !== column && (field === null || taken !== field),
  );
  return Object.fromEntries([...others, [column, field]]);
}

interface FieldOption {
  readonly value: string;
  readonly label: string;
}

/** What the column can be: left out, a field, or a field of its own under its own name. */
export function fieldOptions({ name, field }: ImportColumn, fields: readonly string[]): readonly FieldOption[] {
  const own = field?.startsWith('x.') ? field : `x.${name}`;
  return [
    { value: leftOut, label: t('exchange.import.leftOut') },
    ...fields.map((one) => ({ value: one, label: targetName(one) })),
    // Longer names no field can have.
    ...(own.length <= 200 ? [{ value: own, label: t('exchange.import.own', { name: own.slice(2) }) }] : []),
  ];
}

function targetName(field: string): string {
  if (field === 'id') return t('exchange.import.id');
  return field === 'custom' ? t('exchange.import.custom') : fieldName(field);
}
