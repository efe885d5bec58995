import { useState } from 'react';
import type { UndoView } from '../../../src-shared/api/views.ts';
import { client } from '../../api/client.ts';
import { t } from '../../i18n/t.ts';
import { useQuery } from '../../stores/query-store.ts';
import { showToast } from '../../stores/toast-store.ts';
import { useCall } from '../../stores/use-call.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorCard } from '../../ui/error-card.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { PlanList, type Ticks } from '../preview/plan-list.tsx';
import { fieldName } from '../words/field-text.ts';
import { placeName } from '../words/state-words.ts';
import styles from './undo-dialog.module.css';

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
  const { value: preview, error } = useQuery('runs.undoPreview', input);
  const command = useCall();
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const chosen = preview?.actions.filter((action) => !left.has(action.task)) ?? [];
  const changes = chosen.filter(({ endpoint }) => endpoint === 'here').length;
  const tick = (tasks: readonly string[], isTicked: boolean) =>
    setLeft((before) => {
      const wanted = new Set(tasks);
      return isTicked ? new Set([...before].filter((one) => !wanted.has(one))) : new Set([...before, ...tasks]);
    });

  async function undo(): Promise<void> {
    const isDone = await command.run(async () => {
      const { profile } = await client.call('runs.undo', left.size === 0 ? input : { ...input, except: [...left] });
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
          <Button variant="primary" isDisabled={changes === 0 || command.busy} onPress={() => void undo()}>
            {changes === 0 ? t('history.nothingToUndo') : t('history.undoCount', { count: changes })}
          </Button>
        </>
      }
    >
      {failure && <ErrorCard message={failure.message} code={failure.code} facts={failure.facts} />}
      {!preview && !failure && <Skeleton />}
      {preview && <Preview preview={preview} ticks={task === undefined ? { left, tick } : null} />}
    </Dialog>
  );
}

interface PreviewProps {
  readonly preview: UndoView;
  /** Null: there is only one task. */
  readonly ticks: Ticks | null;
}

function Preview({ preview: { actions, skipped }, ticks }: PreviewProps) {
  return (
    <>
      {skipped.length > 0 && (
        <section aria-label={t('history.leftAlone', { count: skipped.length })}>
          <h3 className={cx(styles.heading)}>{t('history.leftAlone', { count: skipped.length })}</h3>
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
      {actions.length > 0 && <PlanList plan={{ actions, conflicts: [], refusals: [] }} {...(ticks ? { ticks } : {})} />}
    </>
  );
}
