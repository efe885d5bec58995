import { useState } from 'react';
import type { TaskView } from '../../../src-shared/api/views.ts';
import { client } from '../../api/client.ts';
import { showToast } from '../../stores/toast-store.ts';

export interface Deletion {
  /** The task that waits for an answer; null: nothing to ask. */
  readonly task: TaskView | null;
  readonly ask: (task: TaskView) => void;
  readonly cancel: () => void;
  readonly confirm: (task: TaskView) => void;
}

/** A task that is only here goes to the Bin at once, with Undo; one that services have too is asked about first. */
export function useDeleteTask(): Deletion {
  const [task, setTask] = useState<TaskView | null>(null);
  const confirm = (doomed: TaskView) => {
    setTask(null);
    void moveToBin(doomed);
  };
  return {
    task,
    ask: (doomed) => (doomed.links.length > 0 ? setTask(doomed) : confirm(doomed)),
    cancel: () => setTask(null),
    confirm,
  };
}

export async function restoreTask(id: string): Promise<void> {
  try {
    await client.call('tasks.restore', { task: id });
    showToast('Restored. Saved on this device.');
  } catch (error) {
    showToast(error instanceof Error ? error.message : 'The task could not be restored.');
  }
}

async function moveToBin(task: TaskView): Promise<void> {
  try {
    await client.call('tasks.delete', { task: task.id });
    showToast('Moved to Bin', { label: 'Undo', run: () => void restoreTask(task.id) });
  } catch (error) {
    showToast(error instanceof Error ? error.message : 'The task could not be deleted.');
  }
}
