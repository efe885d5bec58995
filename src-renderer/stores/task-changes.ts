import type { TaskChange, TaskSelection } from '../../src-shared/api/contract.ts';
import type { ManyChanged } from '../../src-shared/api/views.ts';
import { client } from '../api/client.ts';
import { t } from '../i18n/t.ts';
import { changedView } from './changed-view.ts';
import { failureLine } from './failure-line.ts';
import { loadedTasks, patchTasks } from './tasks-store.ts';
import { showToast } from './toast-store.ts';
import { remember, type Step, undoStep } from './undo-store.ts';
import { keepChange } from './waiting-edits.ts';

/**
 * Changes tasks and remembers the way back: exactly these entries of the history, so that what somebody changed since is left
 * alone. Refusals are shown, not thrown.
 * @param label as a person says it: "Set 214 tasks to Done" @returns null: it was refused
 */
export async function changeTasks(of: TaskSelection, change: TaskChange, label: string): Promise<ManyChanged | null> {
  if (client.line() === 'lost' && 'tasks' in of && change.bin === undefined) {
    keepForLater(of.tasks, change);
    return null;
  }
  try {
    const done = await client.call('tasks.editMany', { of, change });
    if (done.changed === 0) {
      showToast(t('tasks.nothingChanged'));
      return done;
    }
    if ('tasks' in of) patchTasks(new Set(of.tasks), (task) => changedView(task, change));
    const step = stepOf(label, done);
    remember(step);
    showToast(label, { label: t('command.edit.undo'), run: () => void takeBack(step) });
    return done;
  } catch (error) {
    showToast(failureLine(error));
    return null;
  }
}

/** Only of tasks that are here: of others nobody knows what it would go over. */
function keepForLater(ids: readonly string[], change: TaskChange): void {
  const wanted = new Set(ids);
  const here = loadedTasks().filter(({ id }) => wanted.has(id));
  keepChange(here, change);
  const away = wanted.size - here.length;
  const waits = t('tasks.waiting.changed', { count: here.length });
  showToast(away > 0 ? `${waits} ${t('tasks.waiting.notHere', { count: away })}` : waits);
}

/** Takes one step back, wherever it stands, and says so. */
async function takeBack(step: Step): Promise<void> {
  try {
    await undoStep(step);
    showToast(t('shell.undone', { what: step.label }));
  } catch (error) {
    showToast(failureLine(error));
  }
}

/** Undoing is a change with its own entries: doing it again takes those back. */
export function stepOf(label: string, { entries: first }: Pick<ManyChanged, 'entries'>): Step {
  let entries = first;
  const revert = async () => {
    const done = await client.call('tasks.revert', { entries: entries.map(([from, to]) => [from, to]) });
    entries = done.entries;
    if (done.skipped > 0) showToast(t('tasks.leftAlone', { count: done.skipped }));
  };
  return { label, undo: revert, redo: revert };
}
