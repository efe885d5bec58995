import type { TaskChange, TaskSelection } from '../../src-shared/api/contract.ts';
import type { ManyChanged, TaskView } from '../../src-shared/api/views.ts';
import { client } from '../api/client.ts';
import { t } from '../i18n/t.ts';
import { failureLine } from './failure-line.ts';
import { patchTasks } from './tasks-store.ts';
import { showToast } from './toast-store.ts';
import { remember, type Step, undoStep } from './undo-store.ts';

/**
 * Changes tasks and remembers the way back: exactly these entries of the history, so that what somebody changed since is left
 * alone. Refusals are shown, not thrown.
 * @param label as a person says it: "Set 214 tasks to Done" @returns null: it was refused
 */
export async function changeTasks(of: TaskSelection, change: TaskChange, label: string): Promise<ManyChanged | null> {
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

/** The row as it will come from the core, so that it does not have to be waited for. */
export function changedView(task: TaskView, change: TaskChange): TaskView {
  const { edit = {}, addLabels = [], removeLabels = [], addAssignees = [], removeAssignees = [] } = change;
  const { custom, ...plain } = edit;
  const given = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined));
  const sum = (before: readonly string[], added: readonly string[], removed: readonly string[]) => [
    ...before.filter((value) => !removed.includes(value)),
    ...added.filter((value) => !before.includes(value)),
  ];
  return {
    ...task,
    ...given,
    custom: { ...task.custom, ...custom },
    labels: sum(edit.labels ?? task.labels, addLabels, removeLabels),
    assignees: sum(edit.assignees ?? task.assignees, addAssignees, removeAssignees),
  };
}
