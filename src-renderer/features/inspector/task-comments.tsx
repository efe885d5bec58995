import { Lock } from 'lucide-react';
import { useState } from 'react';
import type { CommentView, TaskView } from '../../../src-shared/api/views.ts';
import { client } from '../../api/client.ts';
import { t } from '../../i18n/t.ts';
import { askAgain } from '../../stores/query-store.ts';
import { putTask } from '../../stores/tasks-store.ts';
import { showToast } from '../../stores/toast-store.ts';
import { remember } from '../../stores/undo-store.ts';
import { useCall } from '../../stores/use-call.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { ForeignText } from '../../ui/foreign-text.tsx';
import { MarkdownText } from '../../ui/markdown-text.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { fieldName } from '../words/field-text.ts';
import { momentText } from '../words/time-text.ts';
import { takeBack } from './take-step.ts';
import styles from './task-comments.module.css';

/** What people wrote about the task, at whatever service, oldest first; and a place to add to it. */
export function TaskComments({ task }: { readonly task: TaskView }) {
  return (
    <section aria-label={fieldName('comments')} className={cx(styles.section)}>
      <h3 className={cx(styles.heading)}>{fieldName('comments')}</h3>
      {task.comments.length > 0 && (
        <ul className={cx(styles.list)}>
          {task.comments.map((comment) => (
            <Comment key={comment.id} comment={comment} />
          ))}
        </ul>
      )}
      {task.deletedAt === null && <AddComment key={task.id} task={task} />}
    </section>
  );
}

function Comment({ comment: { author, at, text, place, isEdited, isInternal } }: { readonly comment: CommentView }) {
  return (
    <li className={cx(styles.comment)}>
      <p className={cx(styles.head)}>
        <span className={cx(styles.author)}>
          {place === 'here' ? t('inspector.comment.you') : <ForeignText text={author} />}
        </span>
        {place !== null && place !== 'here' && <span>{place}</span>}
        <span>{momentText(at)}</span>
        {isEdited && <span>{t('inspector.comment.edited')}</span>}
        {isInternal && (
          <span className={cx(styles.internal)}>
            <Lock size={12} aria-hidden />
            {t('inspector.comment.internal')}
          </span>
        )}
      </p>
      <MarkdownText text={text} />
    </li>
  );
}

/** Sent with the button, or with Ctrl or Cmd and Enter; what was typed stays until it is saved. */
function AddComment({ task }: { readonly task: TaskView }) {
  const [text, setText] = useState('');
  const { run, busy, error } = useCall();
  const isEmpty = text.trim() === '';
  const add = async (): Promise<void> => {
    if (isEmpty || busy) return;
    const isSaved = await run(() => addComment(task, text));
    if (isSaved) setText('');
  };
  return (
    <div className={cx(styles.add)}>
      <TextField
        label={t('inspector.comment.add')}
        value={text}
        onChange={setText}
        multiline
        placeholder={t('inspector.notes.placeholder')}
        error={error?.message}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void add();
          else event.continuePropagation();
        }}
      />
      <Button isDisabled={isEmpty || busy} onPress={() => void add()}>
        {t('inspector.comment.do')}
      </Button>
    </div>
  );
}

/** Can be taken back; services that have it by then delete it at the next run. */
async function addComment({ id: task, title }: TaskView, text: string): Promise<void> {
  let comment: string | null = null;
  const add = async (): Promise<void> => {
    const changed = await client.call('tasks.comment', { task, text });
    comment = changed.comments.findLast(({ place }) => place === 'here')?.id ?? null;
    putTask(changed);
    askAgain('tasks.show', { task });
  };
  const undo = async (): Promise<void> => {
    if (comment === null) return;
    putTask(await client.call('tasks.uncomment', { task, comment }));
    askAgain('tasks.show', { task });
  };
  await add();
  const step = { label: t('inspector.step.comment', { title }), undo, redo: add };
  remember(step);
  showToast(t('inspector.comment.done'), { label: t('inspector.undo'), run: () => void takeBack(step) });
}
