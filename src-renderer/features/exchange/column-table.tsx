import type { ImportView } from '../../../src-shared/api/exchange.ts';
import { t } from '../../i18n/t.ts';
import { Card } from '../../ui/card.tsx';
import { cx } from '../../ui/cx.ts';
import { ForeignText } from '../../ui/foreign-text.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { type ColumnFields, fieldOptions, leftOut, withColumn } from './column-fields.ts';
import styles from './exchange.module.css';

interface Props {
  readonly view: ImportView;
  readonly columns: ColumnFields;
  readonly onChange: (columns: ColumnFields) => void;
}

/** Each column of the file with values that stand in it, and which field it is. */
export function ColumnTable({ view, columns, onChange }: Props) {
  return (
    <Card title={t('exchange.import.columns')}>
      <table className={cx(styles.table)}>
        <thead>
          <tr>
            <th scope="col">{t('exchange.import.column')}</th>
            <th scope="col">{t('exchange.import.samples')}</th>
            <th scope="col">{t('exchange.import.field')}</th>
          </tr>
        </thead>
        <tbody>
          {view.columns.map((column) => (
            <tr key={column.name} className={cx(column.field === null && styles.off)}>
              <th scope="row" dir="auto">
                <ForeignText text={column.name} />
              </th>
              <td dir="auto" className={cx(styles.samples)}>
                <ForeignText text={column.samples.join(' · ') || t('exchange.import.noSamples')} />
              </td>
              <td>
                <SelectField
                  label={t('exchange.import.fieldOf', { column: column.name })}
                  hideLabel
                  options={fieldOptions(column, view.fields)}
                  value={column.field ?? leftOut}
                  onChange={(field) => onChange(withColumn(columns, column.name, field === leftOut ? null : field))}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}
