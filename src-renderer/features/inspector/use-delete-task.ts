import { useState } from 'react';
import type { TaskView } from '../../../src-shared/api/views.ts';
import { client } from '../../api/client.ts';
import { t } from '../../i18n/t.ts';
import { takeStep } from './take-step.ts';

export interface Deletion {
  /** The task that waits for an answer; null: nothing to ask. */
  readonly task: TaskView | null;
  readonly ask: (task: TaskView) => void;
  readonly cancel: () => void;
  /** @param onlyHere its records at services stay as they are */
  readonly confirm: (task: TaskView, onlyHere?: boolean) => void;
}

/** A task that is only here goes to the Bin at once, with Undo; one that services have too is asked about first. */
export function useDeleteTask(): Deletion {
  const [task, setTask] = useState<TaskView | null>(null);
  const confirm = (doomed: TaskView, onlyHere = false) => {
    setTask(null);
    void moveToBin(doomed, onlyHere);
  };
  return {
    task,
    ask: (doomed) => (doomed.links.length > 0 ? setTask(doomed) : confirm(doomed)),
    cancel: () => setTask(null),
    confirm,
  };
}

export async function restoreTask({ id: task, title }: TaskView): Promise<void> {
  await takeStep({
    label: t('inspector.step.restore', { title }),
    run: () => client.call('tasks.restore', { task }),
    undo: () => client.call('tasks.delete', { task }),
    said: t('inspector.restored'),
  });
}

async function moveToBin({ id: task, title }: TaskView, onlyHere: boolean): Promise<void> {
  await takeStep({
    label: t('inspector.step.delete', { title }),
    run: () => client.call('tasks.delete', { task, onlyHere }),
    undo: () => client.call('tasks.restore', { task }),
    said: t('inspector.binned'),
  });
}
