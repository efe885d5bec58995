import type { TaskView } from '../../../src-shared/api/views.ts';
import { t } from '../../i18n/t.ts';
import { useQuery } from '../../stores/query-store.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { deletionChoice } from './deletion-text.ts';
import type { Deletion } from './use-delete-task.ts';

interface Props {
  readonly deletion: Deletion;
  readonly onDeleted: (task: TaskView) => void;
}

/** Where services have the task too: what happens there, before anything is done, and the choice to leave them out of it. */
export function DeleteTaskDialog({ deletion, onDeleted }: Props) {
  const { task } = deletion;
  const { value: outlook, error } = useQuery('tasks.outlook', task === null ? null : { task: task.id });
  const choice = task && (outlook || error) ? deletionChoice(task, outlook?.ifDeleted ?? []) : null;
  const days = useQuery('settings.show', task === null ? null : {}).value?.binDays;
  const confirm = (onlyHere: boolean): void => {
    if (!task) return;
    deletion.confirm(task, onlyHere);
    onDeleted(task);
  };
  return (
    <Dialog
      title={t('inspector.delete.title')}
      role="alertdialog"
      isOpen={task !== null}
      onClose={deletion.cancel}
      actions={
        <>
          <Button onPress={deletion.cancel} autoFocus>
            {t('inspector.delete.keep')}
          </Button>
          {choice?.reaches && <Button onPress={() => confirm(true)}>{t('inspector.delete.onlyHere')}</Button>}
          <Button variant="danger" isDisabled={choice === null} onPress={() => confirm(false)}>
            {choice?.label ?? t('inspector.delete.move')}
          </Button>
        </>
      }
    >
      <p dir="auto">{t('inspector.delete.what', { title: task?.title ?? '' })}</p>
      {choice === null ? <Skeleton rows={2} /> : choice.sentences.map((sentence) => <p key={sentence}>{sentence}</p>)}
      {days !== undefined && (
        <p>{days === null ? t('inspector.delete.binForEver') : t('inspector.delete.bin', { days })}</p>
      )}
    </Dialog>
  );
}
