import { ChevronRight } from 'lucide-react';
import type { ContainerSchema, FieldOption } from '../../../src-shared/connector/connector.ts';
import { priorities, statusCategories } from '../../../src-shared/domain/field.ts';
import { useQuery } from '../../stores/query-store.ts';
import { Button } from '../../ui/button.tsx';
import { CheckField } from '../../ui/check-field.tsx';
import { cx } from '../../ui/cx.ts';
import { ErrorCard } from '../../ui/error-card.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { fieldName, priorityName, statusName } from '../words/field-text.ts';
import styles from './mapping-form.module.css';
import {
  entryOf,
  type Mapping,
  type MappingRow,
  mappingRows,
  preferRow,
  readOnlyRows,
  withEntry,
} from './mapping-table.ts';
import { PeopleTable } from './people-table.tsx';

interface Props {
  readonly connection: string;
  readonly container: string;
  readonly mapping: Mapping;
  readonly onChange: (mapping: Mapping) => void;
}

/** Which fields are kept the same at this place and how their values translate; folded, because the defaults are good. */
export function MappingForm({ connection, container, mapping, onChange }: Props) {
  const { value: schema, error } = useQuery('connections.schema', { name: connection, container });
  const changed = Object.keys(mapping).length;
  return (
    <details className={cx(styles.details)}>
      <summary className={cx(styles.summary)}>
        <ChevronRight size={16} strokeWidth={1.5} aria-hidden="true" className={cx(styles.chevron)} />
        Fields and values
        <span className={cx(styles.note)}>{changed === 0 ? 'as the service suggests' : `${changed} changed`}</span>
      </summary>
      {error && <ErrorCard message={error.message} code={error.code} facts={error.facts} />}
      {!schema && !error && <Skeleton rows={3} />}
      {schema && <Tables schema={schema} mapping={mapping} onChange={onChange} />}
    </details>
  );
}

interface TablesProps extends Pick<Props, 'mapping' | 'onChange'> {
  readonly schema: ContainerSchema;
}

function Tables({ schema, mapping, onChange }: TablesProps) {
  const set = (field: string, options: readonly FieldOption[]) => (rows: readonly MappingRow[]) =>
    onChange(withEntry(mapping, field, entryOf(mapping[field], rows, options)));
  const optionsOf = (field: string) => (mapping[field] === false ? [] : (schema.fields[field]?.options ?? []));
  const assignees = schema.fields['assignees'];
  return (
    <div className={cx(styles.tables)}>
      <FieldChecks schema={schema} mapping={mapping} onChange={onChange} />
      {(['status', 'priority'] as const).map((field) => {
        const options = optionsOf(field);
        if (options.length === 0) return null;
        return (
          <ValueTable
            options={options}
            key={field}
            field={field}
            rows={mappingRows(mapping[field], options)}
            onChange={set(field, options)}
          />
        );
      })}
      {assignees && mapping['assignees'] !== false && (
        <PeopleTable
          rows={mappingRows(mapping['assignees'], assignees.options ?? [])}
          isOpen={assignees.options === undefined}
          onChange={set('assignees', assignees.options ?? [])}
        />
      )}
    </div>
  );
}

function FieldChecks({ schema, mapping, onChange }: TablesProps) {
  const fields = Object.keys(schema.fields).filter((field) => field !== 'title');
  return (
    <fieldset className={cx(styles.fields)}>
      <legend className={cx(styles.legend)}>Kept the same, besides the title</legend>
      <div className={cx(styles.checks)}>
        {fields.map((field) => (
          <CheckField
            key={field}
            label={schema.fields[field]?.writable === false ? `${fieldName(field)} (read-only)` : fieldName(field)}
            isSelected={mapping[field] !== false}
            onChange={(selected) => onChange(withEntry(mapping, field, selected ? undefined : false))}
          />
        ))}
      </div>
    </fieldset>
  );
}

const none = '-';

const taskValues = {
  status: statusCategories.map((value) => ({ value: value as string, label: statusName(value) })),
  priority: [
    ...priorities.map((value) => ({ value: value as string, label: priorityName(value) })),
    { value: none, label: 'None' },
  ],
};

interface ValueTableProps {
  readonly field: 'status' | 'priority';
  readonly rows: readonly MappingRow[];
  /** The service's own order, which stays put while the table is edited. */
  readonly options: readonly FieldOption[];
  readonly onChange: (rows: readonly MappingRow[]) => void;
}

function ValueTable({ field, rows, options, onChange }: ValueTableProps) {
  const later = readOnlyRows(rows);
  const known = taskValues[field];
  const own = [...new Set([...rows.map(({ task }) => task ?? none), ...options.map(({ label }) => label)])];
  const choices = [
    ...known,
    ...own
      .filter((value) => !known.some((one) => one.value === value))
      .map((value) => ({ value, label: `“${value}”` })),
  ];
  const set = (remote: string, value: string) =>
    onChange(rows.map((row) => (row.remote === remote ? { ...row, task: value === none ? null : value } : row)));
  const place = ({ remote }: MappingRow) => options.findIndex(({ value }) => value === remote);
  return (
    <table className={cx(styles.table)}>
      <caption className={cx(styles.legend)}>{fieldName(field)}</caption>
      <thead>
        <tr>
          <th scope="col">There</th>
          <th scope="col">Here</th>
          <th scope="col">Written back</th>
        </tr>
      </thead>
      <tbody>
        {rows
          .toSorted((a, b) => place(a) - place(b))
          .map(({ remote, label, task }) => (
            <tr key={remote}>
              <th scope="row">{label}</th>
              <td>
                <SelectField
                  label={`${label} means`}
                  hideLabel
                  options={choices}
                  value={task ?? none}
                  onChange={(value) => set(remote, value)}
                />
              </td>
              <td className={cx(styles.back)}>
                {later.has(remote) ? (
                  <Button
                    variant="ghost"
                    aria-label={`Use this: ${label}`}
                    onPress={() => onChange(preferRow(rows, remote))}
                  >
                    Use this
                  </Button>
                ) : (
                  'Yes'
                )}
              </td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}
