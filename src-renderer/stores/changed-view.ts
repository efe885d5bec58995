import type { TaskChange } from '../../src-shared/api/contract.ts';
import type { TaskView } from '../../src-shared/api/views.ts';

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
