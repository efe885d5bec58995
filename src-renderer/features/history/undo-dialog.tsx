import type { UndoView } from '../../../src-shared/api/views.ts';
import { client } from '../../api/client.ts';
import { useQuery } from '../../stores/query-store.ts';
import { showToast } from '../../stores/toast-store.ts';
import { useCall } from '../../stores/use-call.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorCard } from '../../ui/error-card.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { PlanList } from '../preview/plan-list.tsx';
import { fieldName, plural } from '../words/field-text.ts';
import { placeName } from '../words/state-words.ts';
import styles from './undo-dialog.module.css';

interface Props {
  readonly run: string;
  /** Only this task of the run. */
  readonly task?: string;
  readonly onClose: () => void;
}

/** What undoing would do and what it would leave alone, before anything is done. */
export function UndoDialog({ run, task, onClose }: Props) {
  const input = task === undefined ? { run } : { run, task };
  const { value: preview, error } = useQuery('runs.undoPreview', input);
  const command = useCall();
  const changes = preview?.actions.filter(({ endpoint }) => endpoint === 'here').length ?? 0;

  async function undo(): Promise<void> {
    const isDone = await command.run(async () => {
      const { profile } = await client.call('runs.undo', input);
      showToast(`Undone here. The next sync of ${profile} carries it to the services.`);
    });
    if (isDone) onClose();
  }

  const failure = command.error ?? error;
  return (
    <Dialog
      title={task === undefined ? 'Undo this run?' : 'Undo what this run did to the task?'}
      isOpen
      onClose={onClose}
      wide
      actions={
        <>
          <Button onPress={onClose} autoFocus>
            Cancel
          </Button>
          <Button variant="primary" isDisabled={changes === 0 || command.busy} onPress={() => void undo()}>
            {changes === 0 ? 'Nothing to undo' : `Undo ${plural(changes, 'change')}`}
          </Button>
        </>
      }
    >
      {failure && <ErrorCard message={failure.message} code={failure.code} facts={failure.facts} />}
      {!preview && !failure && <Skeleton />}
      {preview && <Preview preview={preview} />}
    </Dialog>
  );
}

function Preview({ preview: { actions, skipped } }: { readonly preview: UndoView }) {
  return (
    <>
      {actions.length > 0 && <PlanList plan={{ actions, conflicts: [], refusals: [] }} />}
      {skipped.length > 0 && (
        <section aria-label="Left alone">
          <h3 className={cx(styles.heading)}>Left alone · {plural(skipped.length, 'entry', 'entries')}</h3>
          <ul className={cx(styles.skipped)}>
            {skipped.map(({ task, title, field, endpoint, message }) => (
              <li key={`${task} ${field} ${endpoint} ${message}`}>
                <span dir="auto">{title}</span>
                {field !== null && ` · ${fieldName(field)}`}
                {endpoint !== null && ` · ${placeName(endpoint)}`}: {message}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
