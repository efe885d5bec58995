import { Monitor } from 'lucide-react';
import { useRef } from 'react';
import { t } from '../../i18n/t.ts';
import { cx } from '../../ui/cx.ts';
import { LetterTile } from '../../ui/letter-tile.tsx';
import { useIsNarrow } from '../../ui/use-size.ts';
import styles from './count-grid.module.css';
import { countText } from './field-text.ts';

/** What the table needs, in CSS pixels: for a place's name, and for each of its columns. */
const placeWidth = 120;
const columnWidth = 72;

interface Props {
  readonly label: string;
  readonly columns: readonly string[];
  /** One count a column; null where there is no such thing. */
  readonly rows: readonly { readonly place: string; readonly counts: readonly (number | null)[] }[];
}

/** Numbers by place: a table, and where it has no room one card a place with what is not zero. */
export function CountGrid(props: Props) {
  const box = useRef<HTMLDivElement>(null);
  const isNarrow = useIsNarrow(box, placeWidth + columnWidth * props.columns.length);
  return <div ref={box}>{isNarrow ? <CountCards {...props} /> : <CountTable {...props} />}</div>;
}

function CountTable({ label, columns, rows }: Props) {
  return (
    <table className={cx(styles.table)} aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{t('words.place')}</th>
          {columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ place, counts }) => (
          <tr key={place}>
            <th scope="row">
              <span className={cx(styles.place)}>
                <PlaceTile place={place} />
                {place}
              </span>
            </th>
            {columns.map((column, index) => (
              <td key={column} className={cx(!counts[index] && styles.zero)}>
                {text(counts[index])}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function CountCards({ label, columns, rows }: Props) {
  return (
    <ul className={cx(styles.cards)} aria-label={label}>
      {rows.map(({ place, counts }) => {
        const said = columns.flatMap((column, index) => (counts[index] ? [`${column} ${text(counts[index])}`] : []));
        return (
          <li key={place} className={cx(styles.card)}>
            <PlaceTile place={place} />
            <p>
              {place}
              <span className={cx(styles.said)}>{said.join(' · ') || t('words.nothing')}</span>
            </p>
          </li>
        );
      })}
    </ul>
  );
}

function text(count: number | null | undefined): string {
  return count === null || count === undefined ? '–' : countText(count);
}

/** This device is no service: its first letter would be that of one. */
function PlaceTile({ place }: { readonly place: string }) {
  return <LetterTile name={place} icon={place === t('words.thisDevice') ? Monitor : undefined} />;
}
