import { Redo2, Undo2 } from 'lucide-react';
import { t } from '../../i18n/t.ts';
import { redoLast, type Step, undoLast, useSteps } from '../../stores/undo-store.ts';
import { useCall } from '../../stores/use-call.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure } from '../words/failure.tsx';
import styles from './undo-history.module.css';

interface Props {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Every step that can be taken back, the newest first; above them those that were. */
export function UndoHistory({ isOpen, onClose }: Props) {
  return (
    <Dialog title={t('command.undo.history')} isOpen={isOpen} onClose={onClose}>
      <Steps />
    </Dialog>
  );
}

function Steps() {
  const { done, undone } = useSteps();
  const command = useCall();
  const times = (count: number, move: () => Promise<unknown>) => () =>
    void command.run(async () => {
      for (let at = 0; at < count; at++) await move();
    });
  if (done.length + undone.length === 0) return <p>{t('shell.undo.empty')}</p>;
  return (
    <>
      <p>{t('shell.undo.explained')}</p>
      {command.error && <Failure error={command.error} />}
      <ol className={cx(styles.steps)}>
        {rowsOf(undone).map(({ key, step, at }) => (
          <li key={key} className={cx(styles.step, styles.undone)}>
            <s dir="auto">{step.label}</s>
            <Button
              icon={Redo2}
              isDisabled={command.busy}
              aria-label={t('shell.undo.redoTo', { step: step.label })}
              onPress={times(undone.length - at, redoLast)}
            >
              {t('command.edit.redo')}
            </Button>
          </li>
        ))}
        {rowsOf(done.toReversed()).map(({ key, step, at }) => (
          <li key={key} className={cx(styles.step)}>
            <span dir="auto">{step.label}</span>
            <Button
              icon={Undo2}
              isDisabled={command.busy}
              aria-label={t('shell.undo.undoTo', { step: step.label, count: at })}
              onPress={times(at + 1, undoLast)}
            >
              {at === 0 ? t('command.edit.undo') : t('shell.undo.toHere')}
            </Button>
          </li>
        ))}
      </ol>
    </>
  );
}

/** A step is known by how many lie below it. */
function rowsOf(steps: readonly Step[]): readonly { readonly key: string; readonly step: Step; readonly at: number }[] {
  return steps.map((step, at) => ({ key: String(steps.length - at), step, at }));
}
