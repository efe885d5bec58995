import { useEffect, useRef, useState } from 'react';
import type { TaskView } from '../../../src-shared/api/views.ts';
import { t } from '../../i18n/t.ts';
import { changeTasks } from '../../stores/task-changes.ts';
import { cx } from '../../ui/cx.ts';
import { fieldName } from '../words/field-text.ts';
import styles from './title-editor.module.css';

interface Props {
  readonly task: TaskView;
  /** `byKey`: the focus should go back to the list. */
  readonly onDone: (byKey: boolean) => void;
}

/** The title in its row, as an input. Enter and leaving save, Escape takes it back. */
export function TitleEditor({ task, onDone }: Props) {
  const [title, setTitle] = useState(task.title);
  const isOver = useRef(false);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    input.current?.focus();
    input.current?.select();
  }, []);

  function finish(keep: boolean, byKey: boolean): void {
    if (isOver.current) return;
    isOver.current = true;
    onDone(byKey);
    const changed = title.trim();
    if (!keep || !changed || changed === task.title) return;
    void changeTasks({ tasks: [task.id] }, { edit: { title: changed } }, t('tasks.done.title', { title: changed }));
  }

  return (
    <input
      ref={input}
      dir="auto"
      className={cx(styles.input)}
      aria-label={fieldName('title')}
      value={title}
      onChange={(event) => setTitle(event.target.value)}
      onBlur={() => finish(true, false)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Enter') finish(true, true);
        if (event.key === 'Escape') finish(false, true);
      }}
    />
  );
}
