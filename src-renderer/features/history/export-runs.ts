import type { RunView } from '../../../src-shared/api/views.ts';
import { toCsv } from '../../../src-shared/csv.ts';
import { client } from '../../api/client.ts';
import { t } from '../../i18n/t.ts';
import { download } from '../exchange/download.ts';
import { type RunFilter, runQuery } from './run-filter.ts';
import { runTable } from './run-table.ts';

const page = 1000;

/** Gives the person all runs that the filter lets through, as a table or with everything that is known of them. */
export async function exportRuns(filter: RunFilter, format: 'csv' | 'json'): Promise<void> {
  const runs: RunView[] = [];
  for (let isMore = true; isMore; ) {
    const next = await client.call('runs.list', { ...runQuery(filter), offset: runs.length, limit: page });
    runs.push(...next);
    isMore = next.length === page;
  }
  const name = `${t('history.fileName')}.${format}` as const;
  download(name, format === 'json' ? `${JSON.stringify(runs, null, 2)}\n` : toCsv(runTable(runs)));
}
