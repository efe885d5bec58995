import { ArrowRight } from 'lucide-react';
import { useRef } from 'react';
import type { TaskDetail, TaskOutlook } from '../../../src-shared/api/views.ts';
import type { FieldValue } from '../../../src-shared/domain/field.ts';
import { t } from '../../i18n/t.ts';
import { useQuery } from '../../stores/query-store.ts';
import { cx } from '../../ui/cx.ts';
import { ForeignText } from '../../ui/foreign-text.tsx';
import { useIsNarrow } from '../../ui/use-size.ts';
import { fieldName, valueText } from '../words/field-text.ts';
import { placeName } from '../words/state-words.ts';
import { fieldsWithValues, isSaid, plannedValue, valueHere } from './outlook-text.ts';
import styles from './task-copies.module.css';

interface Cell {
  /** `here`, or the endpoint's name. */
  readonly place: string;
  readonly text: string;
  /** What the next run makes of it; null: it stays. */
  readonly becomes: string | null;
}

interface Row {
  readonly field: string;
  readonly isContested: boolean;
  readonly cells: readonly Cell[];
}

/** What every place says in its own words, and what the next run makes equal. */
export function ValueComparison({ detail, next }: { readonly detail: TaskDetail; readonly next: TaskOutlook['next'] }) {
  const frame = useRef<HTMLElement>(null);
  const isNarrow = useIsNarrow(frame, 340);
  const parent = useQuery('tasks.show', detail.task.parent === null ? null : { task: detail.task.parent }).value;
  const rows = rowsOf(detail, next, parent?.task.title);
  const places = ['here', ...detail.copies.map(({ endpoint }) => endpoint)];
  return (
    <section ref={frame} aria-label={t('inspector.compare.title')}>
      <h3 className={cx(styles.name)}>{t('inspector.compare.title')}</h3>
      {isNarrow ? <ValueCards rows={rows} /> : <ValueTable places={places} rows={rows} />}
    </section>
  );
}

/** @param parent its title, as the services' sides have theirs */
function rowsOf(detail: TaskDetail, next: TaskOutlook['next'], parent: string | undefined): readonly Row[] {
  const { task, copies, conflicts } = detail;
  const names = copies.flatMap((copy) => Object.keys(copy.fields));
  const hereIn = (field: string): FieldValue | undefined =>
    field === 'parent' ? (parent ?? task.parent) : valueHere(task, field);
  const fields = fieldsWithValues(
    names,
    (field) => isSaid(hereIn(field)) || copies.some((copy) => isSaid(copy.fields[field])),
  );
  return fields.map((field) => ({
    field,
    isContested: conflicts.some((conflict) => conflict.field === field),
    cells: [
      cellOf(next, 'here', field, hereIn(field)),
      ...copies.map(({ endpoint, fields: values }) => cellOf(next, endpoint, field, values[field])),
    ],
  }));
}

function cellOf(next: TaskOutlook['next'], place: string, field: string, value: FieldValue | undefined): Cell {
  const planned = plannedValue(next, place, field);
  const textOf = (said: FieldValue | undefined): string =>
    place === 'here' ? valueText(field, said) : plainText(field, said);
  return { place, text: textOf(value), becomes: planned ? textOf(planned.to) || t('words.empty') : null };
}

/** A service's status or priority is its own word and is not translated. */
function plainText(field: string, value: FieldValue | undefined): string {
  return valueText(typeof value === 'string' && (field === 'status' || field === 'priority') ? 'x' : field, value);
}

function FieldHead({ row }: { readonly row: Row }) {
  return (
    <>
      {fieldName(row.field)}
      {row.isContested && <span className={cx(styles.contested)}>{t('words.state.conflict')}</span>}
    </>
  );
}

function Value({ cell }: { readonly cell: Cell }) {
  return (
    <>
      <span className={cx(styles.value, cell.becomes !== null && styles.old)}>
        <ForeignText text={cell.text || '–'} />
      </span>
      {cell.becomes !== null && (
        <span className={cx(styles.becomes)}>
          <ArrowRight size={12} strokeWidth={2} role="img" aria-label={t('inspector.compare.becomes')} />
          <span className={cx(styles.value)}>
            <ForeignText text={cell.becomes} />
          </span>
        </span>
      )}
    </>
  );
}

function ValueTable({ places, rows }: { readonly places: readonly string[]; readonly rows: readonly Row[] }) {
  return (
    <table className={cx(styles.table)}>
      <thead>
        <tr>
          <th scope="col">{t('inspector.compare.field')}</th>
          {places.map((place) => (
            <th key={place} scope="col">
              {placeName(place)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.field}>
            <th scope="row">
              <FieldHead row={row} />
            </th>
            {row.cells.map((cell) => (
              <td key={cell.place} dir="auto">
                <Value cell={cell} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function ValueCards({ rows }: { readonly rows: readonly Row[] }) {
  return (
    <ul className={cx(styles.cards)}>
      {rows.map((row) => (
        <li key={row.field}>
          <p className={cx(styles.name)}>
            <FieldHead row={row} />
          </p>
          <dl>
            {row.cells.map((cell) => (
              <div key={cell.place} className={cx(styles.pair)}>
                <dt>{placeName(cell.place)}</dt>
                <dd dir="auto">
                  <Value cell={cell} />
                </dd>
              </div>
            ))}
          </dl>
        </li>
      ))}
    </ul>
  );
}
