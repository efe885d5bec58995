import type { DataTable } from '../../../src-shared/csv.ts';
import { cx } from '../../ui/cx.ts';
import { countText } from '../words/field-text.ts';
import styles from './data-table.module.css';

/** The numbers of a chart; the first column names its rows. */
export function DataTableView({ label, table }: { readonly label: string; readonly table: DataTable }) {
  return (
    // A long table scrolls by itself, so it has to be reached by the keyboard.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region
    <section className={cx(styles.frame)} aria-label={label} tabIndex={0}>
      <table className={cx(styles.table)}>
        <thead>
          <tr>
            {table.columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => (
            <tr key={row.join(' ')}>
              {row.map((value, index) => {
                const text = typeof value === 'number' ? countText(value) : value;
                const column = table.columns[index];
                return index === 0 ? (
                  <th key={column} scope="row" dir="auto">
                    {text}
                  </th>
                ) : (
                  <td key={column} className={cx(typeof value === 'number' && styles.number)}>
                    {text}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
