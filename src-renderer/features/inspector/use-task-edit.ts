import { useEffect, useRef, useState } from 'react';
import type { TaskEdit } from '../../../src-shared/api/contract.ts';
import type { TaskView } from '../../../src-shared/api/views.ts';
import { client } from '../../api/client.ts';
import { t } from '../../i18n/t.ts';
import { failureLine } from '../../stores/failure-line.ts';
import { askAgain } from '../../stores/query-store.ts';
import { stepOf } from '../../stores/task-changes.ts';
import { putTask } from '../../stores/tasks-store.ts';
import { remember, type Step } from '../../stores/undo-store.ts';
import { dropEdit, keepEdit, useWaitingEdits } from '../../stores/waiting-edits.ts';
import { fieldName } from '../words/field-text.ts';

export interface TaskEditing {
  readonly save: (field: string, edit: TaskEdit) => void;
  /** What the core said about the field's last value, if it refused it. */
  readonly errorOf: (field: string) => string | null;
  /** The edit that was saved a moment ago; null: none was. */
  readonly saved: Step | null;
}

const savedMs = 6000;

/** Each field is saved by itself as soon as it is left; a refusal stays beside the field it belongs to. */
export function useTaskEdit(task: TaskView): TaskEditing {
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const waiting = useWaitingEdits();
  const [saved, setSaved] = useState<Step | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  async function saveNow(field: string, edit: TaskEdit): Promise<void> {
    if (client.line() === 'lost') {
      keepEdit(task, field, edit);
      return;
    }
    try {
      const done = await client.call('tasks.edit', { task: task.id, edit });
      putTask(done);
      dropEdit(task.id, field);
      askAgain('tasks.show', { task: task.id });
      setErrors(({ [field]: _gone, ...others }) => others);
      if (done.entries.length === 0) return;
      const step = stepOf(t('inspector.step.edit', { field: fieldName(field), title: task.title }), done);
      remember(step);
      setSaved(step);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => setSaved(null), savedMs);
    } catch (error) {
      setErrors((others) => ({ ...others, [field]: failureLine(error) }));
    }
  }

  const refusedOf = (field: string): string | null => {
    const found = Object.values(waiting).find((one) => one.task === task.id && one.field === field);
    if (!found?.refused) return null;
    return t('inspector.notSent', {
      why: found.refused,
      text: Object.values(found.edit).flat().map(String).join(', '),
    });
  };
  return {
    save: (field, edit) => void saveNow(field, edit),
    errorOf: (field) => errors[field] ?? refusedOf(field),
    saved,
  };
}
