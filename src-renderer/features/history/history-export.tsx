import { Download } from 'lucide-react';
import { useMemo, useRef } from 'react';
import { t } from '../../i18n/t.ts';
import { useCommands } from '../../stores/commands-store.ts';
import { failureLine } from '../../stores/failure-line.ts';
import { showToast } from '../../stores/toast-store.ts';
import { useCall } from '../../stores/use-call.ts';
import { Button } from '../../ui/button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { exportChanges } from '../exchange/export-changes.ts';
import { exportRuns } from './export-runs.ts';
import type { RunFilter } from './run-filter.ts';

const formats = { csv: 'history.exportCsv', json: 'history.exportJson' } as const;

/** The runs that are shown, or every single change of the profile that they are of, as a file. */
export function HistoryExport({ filter }: { readonly filter: RunFilter }) {
  const command = useCall();
  const button = useRef<HTMLButtonElement>(null);
  useCommands(useMemo(() => ({ 'history.export': { run: () => button.current?.click() } }), []));
  const give = (work: () => Promise<void>) => () =>
    void command.run(() => work().catch((error: unknown) => showToast(failureLine(error))));
  const entries = (what: string, work: (format: 'csv' | 'json') => Promise<void>) =>
    (['csv', 'json'] as const).map((format) => ({
      id: `${what}-${format}`,
      label: t(formats[format]),
      onAction: give(() => work(format)),
    }));
  return (
    <Menu
      label={t('history.export')}
      groups={[
        { title: t('history.exportRuns'), entries: entries('runs', (format) => exportRuns(filter, format)) },
        {
          title: t('history.exportChanges'),
          entries: entries('changes', (format) => exportChanges(format, filter.profile)),
        },
      ]}
      trigger={
        <Button ref={button} icon={Download} isDisabled={command.busy}>
          {t('history.export')}
        </Button>
      }
    />
  );
}
