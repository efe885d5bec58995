import { useEffect, useRef, useState } from 'react';
import type { TaskEdit } from '../../../src-shared/api/contract.ts';
import { toTaskSyncError } from '../../../src-shared/errors.ts';
import { client } from '../../api/client.ts';
import { askAgain } from '../../stores/query-store.ts';
import { putTask } from '../../stores/tasks-store.ts';

export interface TaskEditing {
  readonly save: (field: string, edit: TaskEdit) => void;
  /** What the core said about the field's last value, if it refused it. */
  readonly errorOf: (field: string) => string | null;
  readonly isSaved: boolean;
}

const savedMs = 4000;

/** Each field is saved by itself as soon as it is left; a refusal stays beside the field it belongs to. */
export function useTaskEdit(task: string): TaskEditing {
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const [isSaved, setSaved] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  async function saveNow(field: string, edit: TaskEdit): Promise<void> {
    try {
      putTask(await client.call('tasks.edit', { task, edit }));
      askAgain('tasks.show', { task });
      setErrors(({ [field]: _gone, ...others }) => others);
      setSaved(true);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => setSaved(false), savedMs);
    } catch (error) {
      setErrors((others) => ({ ...others, [field]: toTaskSyncError(error).message }));
    }
  }

  return { save: (field, edit) => void saveNow(field, edit), errorOf: (field) => errors[field] ?? null, isSaved };
}
