import { Download } from 'lucide-react';
import { useRef, useState } from 'react';
import type { TaskSelection } from '../../../src-shared/api/contract.ts';
import { type ExportFormat, exportFormats } from '../../../src-shared/api/exchange.ts';
import { t } from '../../i18n/t.ts';
import { showToast } from '../../stores/toast-store.ts';
import { useCall } from '../../stores/use-call.ts';
import { Button } from '../../ui/button.tsx';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { Failure } from '../words/failure.tsx';
import { download } from './download.ts';
import { readExport } from './read-export.ts';

interface Props {
  readonly isOpen: boolean;
  readonly of: TaskSelection;
  /** How many these are. */
  readonly count: number;
  readonly onClose: () => void;
}

/** The tasks that are shown, or those that are selected, as a file. */
export function ExportTasksDialog({ isOpen, of, count, onClose }: Props) {
  const [format, setFormat] = useState<ExportFormat>('csv');
  const [done, setDone] = useState(0);
  const goesOn = useRef(true);
  const command = useCall();

  const close = () => {
    goesOn.current = false;
    command.clear();
    onClose();
  };

  async function run(): Promise<void> {
    goesOn.current = true;
    setDone(0);
    await command.run(async () => {
      const file = await readExport({ what: 'tasks', format, of }, (rows) => {
        setDone(rows);
        return goesOn.current;
      });
      if (file === null) return;
      const name = `${t('exchange.fileName.tasks')}.${format}` as const;
      download(name, file.parts);
      showToast(t('exchange.export.done', { count: file.rows, file: name }));
      onClose();
    });
  }

  return (
    <Dialog
      title={t('exchange.export.title', { count })}
      isOpen={isOpen}
      onClose={close}
      actions={
        <>
          <Button onPress={close}>{t(command.busy ? 'exchange.stop' : 'exchange.cancel')}</Button>
          <Button variant="primary" icon={Download} isDisabled={command.busy} onPress={() => void run()}>
            {t('exchange.export.run')}
          </Button>
        </>
      }
    >
      {command.error && <Failure error={command.error} />}
      <ChoiceField
        label={t('exchange.export.format')}
        choices={exportFormats.map((value) => ({
          value,
          label: t(`exchange.export.${value}`),
          description: t(`exchange.export.${value}.for`),
        }))}
        value={format}
        onChange={setFormat}
      />
      <p>{t('exchange.export.again')}</p>
      {command.busy && (
        <>
          <p>{t('exchange.export.running', { done, count })}</p>
          <ProgressBar label={t('exchange.export.running', { done, count })} done={done} total={count} />
        </>
      )}
    </Dialog>
  );
}
