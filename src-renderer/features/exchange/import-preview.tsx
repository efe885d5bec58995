import { CircleCheck } from 'lucide-react';
import type { ImportRow, ImportView } from '../../../src-shared/api/exchange.ts';
import type { FieldValue } from '../../../src-shared/domain/field.ts';
import { t } from '../../i18n/t.ts';
import { Card } from '../../ui/card.tsx';
import { cx } from '../../ui/cx.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ForeignText } from '../../ui/foreign-text.tsx';
import { ChangeText } from '../words/change-text.tsx';
import { fieldName, valueText } from '../words/field-text.ts';
import styles from './exchange.module.css';
import { ImportCounts } from './import-counts.tsx';
import { ImportProblems } from './import-problems.tsx';

interface Props {
  readonly view: ImportView;
  /** What is shown is of before the last change. */
  readonly isAsking: boolean;
}

/** What the import would do: how many, the first of them, and what is left out. */
export function ImportPreview({ view, isAsking }: Props) {
  const { counts, rows, format } = view;
  const count = counts.created + counts.updated;
  return (
    <>
      <Card title={t('exchange.import.would')}>
        <p className={cx(styles.note)}>{t('exchange.import.nothingYet')}</p>
        <div role="status" aria-busy={isAsking}>
          <ImportCounts counts={counts} />
        </div>
        {count === 0 && (
          <EmptyState icon={CircleCheck} title={t('exchange.import.nothing')}>
            {t(counts.same > 0 ? 'exchange.import.nothing.same' : 'exchange.import.nothing.skipped')}
          </EmptyState>
        )}
        {rows.length > 0 && (
          <ol className={cx(styles.list)}>
            {rows.map((row) => (
              <Row key={row.line} row={row} format={format} />
            ))}
          </ol>
        )}
        {count > rows.length && (
          <p className={cx(styles.note)}>{t('exchange.import.first', { shown: rows.length, count })}</p>
        )}
      </Card>
      <ImportProblems view={view} />
    </>
  );
}

function Row({ row, format }: { readonly row: ImportRow; readonly format: ImportView['format'] }) {
  const { kind, title, line, changes } = row;
  // The title of a new task is its heading.
  const shown =
    kind === 'create' ? changes.filter(({ field, after }) => field !== 'title' && says(field, after)) : changes;
  return (
    <li className={cx(styles.entry)}>
      <p className={cx(styles.task)} dir="auto">
        <ForeignText text={title} />
      </p>
      <p className={cx(styles.where)}>
        <span className={cx(kind === 'create' ? styles.new : styles.changed)}>
          {t(kind === 'create' ? 'exchange.import.new' : 'exchange.import.changed')}
        </span>{' '}
        · {t('exchange.import.line', { format, line })}
      </p>
      {shown.length > 0 && (
        <ul className={cx(styles.values)}>
          {shown.map((change) => (
            <li key={change.field}>{kind === 'create' ? <Value {...change} /> : <Change {...change} />}</li>
          ))}
        </ul>
      )}
    </li>
  );
}

/** A new task is to do unless the file says otherwise. */
function says(field: string, value: FieldValue): boolean {
  return textOf(field, value) !== '' && !(field === 'status' && value === 'todo');
}

function Value({ field, after }: ImportRow['changes'][number]) {
  return (
    <span dir="auto">
      <ForeignText text={t('exchange.import.value', { field: fieldName(field), value: textOf(field, after) })} />
    </span>
  );
}

function Change({ field, before, after }: ImportRow['changes'][number]) {
  return (
    <>
      {fieldName(field)}:{' '}
      {field === 'parent' ? textOf(field, after) : <ChangeText entry={{ before, after }} field={field} />}
    </>
  );
}

/** Nobody knows a task by its id. */
function textOf(field: string, value: FieldValue): string {
  if (field === 'parent' && value !== null) return t('exchange.import.aTask');
  return valueText(field, value);
}
