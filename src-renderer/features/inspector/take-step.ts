import { t } from '../../i18n/t.ts';
import { failureLine } from '../../stores/failure-line.ts';
import { showToast } from '../../stores/toast-store.ts';
import { remember, type Step, undoStep } from '../../stores/undo-store.ts';

export interface Taking {
  /** As the list of steps says it. */
  readonly label: string;
  readonly run: () => Promise<unknown>;
  readonly undo: () => Promise<unknown>;
  /** What is said when it is done, with the way back beside it. Absent: something else says it. */
  readonly said?: string;
}

/** Does what a person asked for, and remembers the way back. What goes wrong is said. @returns the step; null: it failed */
export async function takeStep({ label, run, undo, said }: Taking): Promise<Step | null> {
  try {
    await run();
  } catch (error) {
    showToast(failureLine(error));
    return null;
  }
  const step: Step = { label, undo: async () => void (await undo()), redo: async () => void (await run()) };
  remember(step);
  if (said !== undefined) showToast(said, { label: t('inspector.undo'), run: () => void takeBack(step) });
  return step;
}

export async function takeBack(step: Step): Promise<void> {
  try {
    await undoStep(step);
  } catch (error) {
    showToast(failureLine(error));
  }
}
