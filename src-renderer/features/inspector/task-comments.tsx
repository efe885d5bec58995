import { Lock } from 'lucide-react';
import { useState } from 'react';
import type { CommentView, TaskView } from '../../../src-shared/api/views.ts';
import { client } from '../../api/client.ts';
import { askAgain } from '../../stores/query-store.ts';
import { putTask } from '../../stores/tasks-store.ts';
import { useCall } from '../../stores/use-call.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { TextField } from '../../ui/text-field.tsx';
import { momentText } from '../words/time-text.ts';
import styles from './task-comments.module.css';

/** What people wrote about the task, at whatever service, oldest first; and a place to add to it. */
export function TaskComments({ task }: { readonly task: TaskView }) {
  return (
    <section aria-label="Comments" className={cx(styles.section)}>
      <h3 className={cx(styles.heading)}>Comments</h3>
      {task.comments.length > 0 && (
        <ul className={cx(styles.list)}>
          {task.comments.map((comment) => (
            <Comment key={`${comment.at} ${comment.author} ${comment.text}`} comment={comment} />
          ))}
        </ul>
      )}
      {task.deletedAt === null && <AddComment key={task.id} task={task.id} />}
    </section>
  );
}

function Comment({ comment: { author, at, text, place, isEdited, isInternal } }: { readonly comment: CommentView }) {
  return (
    <li className={cx(styles.comment)}>
      <p className={cx(styles.head)}>
        <span className={cx(styles.author)}>{author}</span>
        {place !== null && place !== 'here' && <span>{place}</span>}
        <span>{momentText(at)}</span>
        {isEdited && <span>edited</span>}
        {isInternal && (
          <span className={cx(styles.internal)}>
            <Lock size={12} aria-hidden />
            internal
          </span>
        )}
      </p>
      <p dir="auto" className={cx(styles.text)}>
        {text}
      </p>
    </li>
  );
}

/** Sent with the button, or with Ctrl or Cmd and Enter; what was typed stays until it is saved. */
function AddComment({ task }: { readonly task: string }) {
  const [text, setText] = useState('');
  const { run, busy, error } = useCall();
  const isEmpty = text.trim() === '';
  const add = async (): Promise<void> => {
    if (isEmpty || busy) return;
    const isSaved = await run(async () => {
      putTask(await client.call('tasks.comment', { task, text }));
      askAgain('tasks.show', { task });
    });
    if (isSaved) setText('');
  };
  return (
    <div className={cx(styles.add)}>
      <TextField
        label="Add a comment"
        value={text}
        onChange={setText}
        multiline
        placeholder="Write in Markdown"
        error={error?.message}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void add();
          else event.continuePropagation();
        }}
      />
      <Button isDisabled={isEmpty || busy} onPress={() => void add()}>
        Comment
      </Button>
    </div>
  );
}
