import { Download, Table2 } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import { type DataTable, toCsv } from '../../../src-shared/csv.ts';
import { t } from '../../i18n/t.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { cx } from '../../ui/cx.ts';
import { download } from '../exchange/download.ts';
import styles from './chart-card.module.css';
import { DataTableView } from './data-table.tsx';

interface Props {
  readonly title: string;
  /** What the picture says, in a sentence or two. */
  readonly summary: string;
  readonly table: DataTable;
  /** Of the file, without its ending. */
  readonly fileName: string;
  readonly children: ReactNode;
}

/** A chart with its twins in text: a summary that is always there, the same numbers as a table, and as a file. */
export function ChartCard({ title, summary, table, fileName, children }: Props) {
  const [isTable, setTable] = useState(false);
  const summaryId = useId();
  return (
    <Card
      title={title}
      actions={
        <div className={cx(styles.actions)}>
          <Button
            variant="ghost"
            icon={Table2}
            aria-label={t(isTable ? 'dashboard.showChartOf' : 'dashboard.showTableOf', { chart: title })}
            onPress={() => setTable(!isTable)}
          >
            {t(isTable ? 'dashboard.showChart' : 'dashboard.showTable')}
          </Button>
          <Button
            variant="ghost"
            icon={Download}
            aria-label={t('dashboard.csvOf', { chart: title })}
            onPress={() => download(`${fileName}.csv`, toCsv(table))}
          >
            CSV
          </Button>
        </div>
      }
    >
      <p id={summaryId} className={cx(styles.summary)}>
        {summary}
      </p>
      {isTable ? <DataTableView label={title} table={table} /> : children}
    </Card>
  );
}
