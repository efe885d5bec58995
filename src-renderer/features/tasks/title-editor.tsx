import { useEffect, useRef, useState } from 'react';
import type { TaskView } from '../../../src-shared/api/views.ts';
import { client } from '../../api/client.ts';
import { putTask } from '../../stores/tasks-store.ts';
import { showToast } from '../../stores/toast-store.ts';
import { cx } from '../../ui/cx.ts';
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
  useEffect(() => input.current?.select(), []);

  async function finish(keep: boolean, byKey: boolean): Promise<void> {
    if (isOver.current) return;
    isOver.current = true;
    onDone(byKey);
    const changed = title.trim();
    if (!keep || !changed || changed === task.title) return;
    try {
      putTask(await client.call('tasks.edit', { task: task.id, edit: { title: changed } }));
    } catch (error) {
      showToast(error instanceof Error ? error.message : 'The title could not be saved.');
    }
  }

  return (
    <input
      ref={input}
      className={cx(styles.input)}
      aria-label="Title"
      value={title}
      onChange={(event) => setTitle(event.target.value)}
      onBlur={() => void finish(true, false)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Enter') void finish(true, true);
        if (event.key === 'Escape') void finish(false, true);
      }}
    />
  );
}
