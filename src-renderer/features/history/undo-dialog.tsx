import { useState } from 'react';
import { client } from '../../api/client.ts';
import { t } from '../../i18n/t.ts';
import { useQuery } from '../../stores/query-store.ts';
import { showToast } from '../../stores/toast-store.ts';
import { useCall } from '../../stores/use-call.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { PlanList } from '../preview/plan-list.tsx';
import { Failure } from '../words/failure.tsx';
import { LeftAlone } from './left-alone.tsx';

interface Props {
  readonly run: string;
  /** Only this task of the run. */
  readonly task?: string;
  /** Only this field of the task. */
  readonly field?: string;
  readonly onClose: () => void;
}

/** What undoing would do and what it would leave alone, before anything is done. */
export function UndoDialog({ run, task, field, onClose }: Props) {
  const input = { run, ...(task === undefined ? {} : { task }), ...(field === undefined ? {} : { field }) };
  const [also, setAlso] = useState<ReadonlySet<string>>(new Set());
  const insisting = { ...input, also: [...also].sort() };
  const plain = useQuery('runs.undoPreview', input);
  const insisted = useQuery('runs.undoPreview', also.size === 0 ? null : insisting);
  const asked = also.size === 0 ? plain : insisted;
  const preview = asked.value ?? plain.value;
  const error = asked.error;
  const command = useCall();
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const chosen = preview?.actions.filter((action) => !left.has(action.task)) ?? [];
  const changes = chosen.filter(({ endpoint }) => endpoint === 'here').length;
  const tick = (tasks: readonly string[], isTicked: boolean) =>
    setLeft((before) => {
      const wanted = new Set(tasks);
      return isTicked ? new Set([...before].filter((one) => !wanted.has(one))) : new Set([...before, ...tasks]);
    });

  const insist = (task: string, isWanted: boolean) =>
    setAlso((before) => (isWanted ? new Set([...before, task]) : new Set([...before].filter((one) => one !== task))));

  async function undo(): Promise<void> {
    const isDone = await command.run(async () => {
      const { profile } = await client.call('runs.undo', {
        ...(also.size === 0 ? input : insisting),
        ...(left.size === 0 ? {} : { except: [...left] }),
      });
      showToast(t('history.undone', { profile }));
    });
    if (isDone) onClose();
  }

  const failure = command.error ?? error;
  return (
    <Dialog
      title={t(task === undefined ? 'history.undoRun' : field === undefined ? 'history.undoTask' : 'history.undoField')}
      isOpen
      onClose={onClose}
      wide
      actions={
        <>
          <Button onPress={onClose} autoFocus>
            {t('preview.cancel')}
          </Button>
          <Button
            variant="primary"
            isDisabled={changes === 0 || command.busy || asked.value === undefined}
            onPress={() => void undo()}
          >
            {changes === 0 ? t('history.nothingToUndo') : t('history.undoCount', { count: changes })}
          </Button>
        </>
      }
    >
      {failure && <Failure error={failure} />}
      {!preview && !failure && <Skeleton />}
      {preview?.isArchived && <p>{t('history.partlyArchived')}</p>}
      {plain.value && <LeftAlone skipped={plain.value.skipped} also={also} onInsist={insist} />}
      {preview && preview.actions.length > 0 && (
        <PlanList
          plan={{ actions: preview.actions, conflicts: [], refusals: [] }}
          {...(task === undefined ? { ticks: { left, tick } } : {})}
        />
      )}
    </Dialog>
  );
}
