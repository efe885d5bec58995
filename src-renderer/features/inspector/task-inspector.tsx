import { Archive, ExternalLink, Trash2, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { TaskDetail, TaskView } from '../../../src-shared/api/views.ts';
import { useQuery } from '../../stores/query-store.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { ErrorCard } from '../../ui/error-card.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { StatusGlyph } from '../../ui/status-glyph.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { safeHref } from '../words/safe-href.ts';
import { stateWords } from '../words/state-words.ts';
import { DraftText } from './draft-text.tsx';
import { TaskActivity } from './task-activity.tsx';
import { TaskCopies } from './task-copies.tsx';
import { TaskDetails } from './task-details.tsx';
import styles from './task-inspector.module.css';
import { TaskTrouble } from './task-trouble.tsx';
import { restoreTask } from './use-delete-task.ts';
import { useTaskEdit } from './use-task-edit.ts';

interface Props {
  readonly id: string;
  /** It was opened on purpose rather than by passing over it with the arrow keys. */
  readonly takesFocus: boolean;
  readonly onClose: () => void;
  readonly onDelete: (task: TaskView) => void;
}

export function TaskInspector({ id, takesFocus, onClose, onDelete }: Props) {
  const { value: detail, error } = useQuery('tasks.show', { task: id });
  const pane = useRef<HTMLElement>(null);
  useEffect(() => {
    if (takesFocus) pane.current?.focus({ preventScroll: true });
  }, [takesFocus]);
  return (
    <aside
      ref={pane}
      tabIndex={-1}
      className={cx(styles.inspector)}
      aria-label="Task"
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) onClose();
      }}
    >
      {detail ? (
        <Content detail={detail} onClose={onClose} onDelete={onDelete} />
      ) : (
        <div className={cx(styles.message)}>
          <div className={cx(styles.tools)}>
            <IconButton label="Close" icon={X} onPress={onClose} />
          </div>
          {error ? <ErrorCard message={error.message} code={error.code} facts={error.facts} /> : <Skeleton />}
        </div>
      )}
    </aside>
  );
}

interface ContentProps extends Pick<Props, 'onClose' | 'onDelete'> {
  readonly detail: TaskDetail;
}

function Content({ detail, onClose, onDelete }: ContentProps) {
  const { task } = detail;
  const edit = useTaskEdit(task.id);
  const words = stateWords[task.state];
  const url = task.links.map((link) => safeHref(link.url)).find(Boolean);
  return (
    <>
      <header className={cx(styles.header)}>
        <p className={cx(styles.state)}>
          <StatusGlyph shape={words.shape} tone={words.tone} />
          <span>{words.label}</span>
          <span role="status" className={cx(styles.saved)}>
            {edit.isSaved && 'Saved on this device'}
          </span>
        </p>
        <div className={cx(styles.tools)}>
          {url && (
            <IconButton
              label="Open in its service"
              icon={ExternalLink}
              onPress={() => window.open(url, '_blank', 'noreferrer')}
            />
          )}
          {task.deletedAt === null && <IconButton label="Move to Bin" icon={Trash2} onPress={() => onDelete(task)} />}
          <IconButton label="Close" icon={X} onPress={onClose} />
        </div>
      </header>
      {task.deletedAt !== null && (
        <Banner
          tone="neutral"
          icon={Archive}
          actions={<Button onPress={() => void restoreTask(task.id)}>Restore</Button>}
        >
          This task is in the Bin.
        </Banner>
      )}
      <div className={cx(styles.title)}>
        <DraftText
          label="Title"
          value={task.title}
          isRequired
          look="title"
          isReadOnly={task.deletedAt !== null}
          onSave={(title) => edit.save('title', { title })}
          error={edit.errorOf('title')}
        />
      </div>
      <TaskTrouble detail={detail} />
      <Tabs
        label="Parts of the task"
        tabs={[
          { id: 'details', label: 'Details', content: <TaskDetails task={task} edit={edit} /> },
          { id: 'services', label: 'In services', content: <TaskCopies detail={detail} /> },
          {
            id: 'activity',
            label: 'Activity',
            content: <TaskActivity task={detail.task.id} history={detail.history} />,
          },
        ]}
      />
    </>
  );
}
