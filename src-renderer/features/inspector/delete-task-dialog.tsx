import type { TaskView } from '../../../src-shared/api/views.ts';
import { locale } from '../../i18n/t.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import type { Deletion } from './use-delete-task.ts';

const list = new Intl.ListFormat(locale);

interface Props {
  readonly deletion: Deletion;
  readonly onDeleted: (task: TaskView) => void;
}

export function DeleteTaskDialog({ deletion, onDeleted }: Props) {
  const { task } = deletion;
  const places = list.format(task?.links.map((link) => link.endpoint) ?? []);
  return (
    <Dialog
      title="Move this task to the Bin?"
      role="alertdialog"
      isOpen={task !== null}
      onClose={deletion.cancel}
      actions={
        <>
          <Button onPress={deletion.cancel} autoFocus>
            Keep it
          </Button>
          <Button
            variant="danger"
            onPress={() => {
              if (!task) return;
              deletion.confirm(task);
              onDeleted(task);
            }}
          >
            Move to Bin
          </Button>
        </>
      }
    >
      <p>
        “{task?.title}” is also in {places}. At the next run, the profile’s rule for deletions decides what happens
        there. Until then it can be restored from the Bin without a trace.
      </p>
    </Dialog>
  );
}
