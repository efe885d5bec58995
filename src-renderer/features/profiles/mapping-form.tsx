import { ChevronRight } from 'lucide-react';
import type { ContainerSchema, FieldOption } from '../../../src-shared/connector/connector.ts';
import { priorities, statusCategories } from '../../../src-shared/domain/field.ts';
import { useQuery } from '../../stores/query-store.ts';
import { CheckField } from '../../ui/check-field.tsx';
import { cx } from '../../ui/cx.ts';
import { ErrorCard } from '../../ui/error-card.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { fieldName, priorityName, statusName } from '../words/field-text.ts';
import styles from './mapping-form.module.css';
import { entryOf, type Mapping, type MappingRow, mappingRows, readOnlyRows, withEntry } from './mapping-table.ts';
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

const notTranslated = '?';
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
  readonly onChange: (rows: readonly MappingRow[]) => void;
}

function ValueTable({ field, rows, onChange }: ValueTableProps) {
  const later = readOnlyRows(rows);
  const known = taskValues[field];
  const own = rows.flatMap(({ task }) => (task && !known.some(({ value }) => value === task) ? [task] : []));
  const options = [
    ...known,
    ...own.map((value) => ({ value, label: value })),
    { value: notTranslated, label: 'Not translated' },
  ];
  const set = (remote: string, value: string) => {
    const task = value === notTranslated ? undefined : value === none ? null : value;
    onChange(rows.map((row) => (row.remote === remote ? { ...row, task } : row)));
  };
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
        {rows.map(({ remote, label, task }) => (
          <tr key={remote}>
            <th scope="row">{label}</th>
            <td>
              <SelectField
                label={`${label} means`}
                hideLabel
                options={options}
                value={task === undefined ? notTranslated : (task ?? none)}
                onChange={(value) => set(remote, value)}
              />
            </td>
            <td className={cx(styles.back)}>
              {task === undefined ? 'Tasks with it wait' : later.has(remote) ? 'Only read' : 'Yes'}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
