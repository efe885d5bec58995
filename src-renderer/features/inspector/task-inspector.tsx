import { Archive, ArrowLeft, ExternalLink, Trash2, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { TaskDetail, TaskView } from '../../../src-shared/api/views.ts';
import { t } from '../../i18n/t.ts';
import { useProfiles } from '../../stores/profiles.ts';
import { useQuery } from '../../stores/query-store.ts';
import { useWaitingEdits, withWaiting } from '../../stores/waiting-edits.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { StatusGlyph } from '../../ui/status-glyph.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { useMedia } from '../../ui/use-size.ts';
import { Failure } from '../words/failure.tsx';
import { fieldName } from '../words/field-text.ts';
import { safeHref } from '../words/safe-href.ts';
import { stateWords } from '../words/state-words.ts';
import { DraftText } from './draft-text.tsx';
import { noteOf } from './field-lock.ts';
import { stateLine } from './state-line.ts';
import { takeBack } from './take-step.ts';
import { TaskActivity } from './task-activity.tsx';
import { TaskCopies } from './task-copies.tsx';
import { TaskDetails } from './task-details.tsx';
import styles from './task-inspector.module.css';
import { TaskTrouble } from './task-trouble.tsx';
import { restoreTask } from './use-delete-task.ts';
import { useTaskEdit } from './use-task-edit.ts';

/** There is no room for a list beside it. */
const asPage = '(max-width: 839px)';

interface Props {
  readonly id: string;
  /** It was opened on purpose rather than by passing over it with the arrow keys. */
  readonly takesFocus: boolean;
  readonly onClose: () => void;
  readonly onDelete: (task: TaskView) => void;
}

export function TaskInspector({ id, takesFocus, onClose, onDelete }: Props) {
  const { value: detail, error } = useQuery('tasks.show', { task: id });
  const isPage = useMedia(asPage);
  const pane = useRef<HTMLElement>(null);
  useEffect(() => {
    if (takesFocus) pane.current?.focus({ preventScroll: true });
  }, [takesFocus]);
  return (
    <aside
      ref={pane}
      tabIndex={-1}
      className={cx(styles.inspector)}
      aria-label={t('inspector.task')}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) onClose();
      }}
    >
      {detail ? (
        <Content detail={detail} onClose={onClose} onDelete={onDelete} />
      ) : (
        <div className={cx(styles.message)}>
          <div className={cx(styles.tools)}>
            <CloseButton isPage={isPage} onClose={onClose} />
          </div>
          {error ? <Failure error={error} /> : <Skeleton />}
        </div>
      )}
    </aside>
  );
}

/** Where the inspector is the whole page, closing it is going back. */
function CloseButton({ isPage, onClose }: Pick<Props, 'onClose'> & { readonly isPage: boolean }) {
  return (
    <IconButton label={isPage ? t('inspector.back') : t('ui.close')} icon={isPage ? ArrowLeft : X} onPress={onClose} />
  );
}

interface ContentProps extends Pick<Props, 'onClose' | 'onDelete'> {
  readonly detail: TaskDetail;
}

function Content({ detail, onClose, onDelete }: ContentProps) {
  const task = withWaiting(detail.task, useWaitingEdits());
  const edit = useTaskEdit(task);
  const outlook = useQuery('tasks.outlook', { task: task.id }).value;
  const isBinned = task.deletedAt !== null;
  const { lock } = noteOf(outlook?.fields, 'title', task.links.length > 0);
  return (
    <>
      <Header task={task} edit={edit} onClose={onClose} onDelete={onDelete} />
      {isBinned && (
        <Banner
          tone="neutral"
          icon={Archive}
          actions={<Button onPress={() => void restoreTask(task)}>{t('inspector.restore')}</Button>}
        >
          {t('inspector.inBin')}
        </Banner>
      )}
      <div className={cx(styles.title)}>
        <DraftText
          label={fieldName('title')}
          value={task.title}
          isRequired
          look="title"
          isReadOnly={isBinned || lock !== null}
          description={lock ?? undefined}
          onSave={(title) => edit.save('title', { title })}
          error={edit.errorOf('title')}
        />
      </div>
      <TaskTrouble detail={detail} outlook={outlook} />
      <Tabs
        label={t('inspector.parts')}
        tabs={[
          {
            id: 'details',
            label: t('inspector.details'),
            content: <TaskDetails task={task} outlook={outlook} edit={edit} />,
          },
          {
            id: 'services',
            label: t('inspector.services'),
            content: <TaskCopies detail={detail} outlook={outlook} />,
          },
          {
            id: 'activity',
            label: t('inspector.activity'),
            content: <TaskActivity task={task} history={detail.history} />,
          },
        ]}
      />
    </>
  );
}

interface HeaderProps extends Pick<Props, 'onClose' | 'onDelete'> {
  readonly task: TaskView;
  readonly edit: ReturnType<typeof useTaskEdit>;
}

function Header({ task, edit, onClose, onDelete }: HeaderProps) {
  const isPage = useMedia(asPage);
  const words = stateWords[task.state];
  const profile = useProfiles().value?.find(({ name }) => name === task.profile);
  const link = task.links.find(({ url }) => safeHref(url));
  const url = link && safeHref(link.url);
  const { saved } = edit;
  return (
    <header className={cx(styles.header)}>
      {isPage && <CloseButton isPage onClose={onClose} />}
      <div className={cx(styles.state)}>
        <p className={cx(styles.line)}>
          <StatusGlyph shape={words.shape} tone={words.tone} />
          {stateLine(task, profile)}
        </p>
        <span role="status" className={cx(styles.saved)}>
          {saved && t('inspector.saved')}
        </span>
        {saved && (
          <button type="button" className={cx(styles.undo)} onClick={() => void takeBack(saved)}>
            {t('inspector.undo')}
          </button>
        )}
      </div>
      <div className={cx(styles.tools)}>
        {url && (
          <IconButton
            label={t('inspector.openIn', { place: link.endpoint })}
            icon={ExternalLink}
            onPress={() => window.open(url, '_blank', 'noreferrer')}
          />
        )}
        {task.deletedAt === null && (
          <IconButton label={t('inspector.toBin')} icon={Trash2} onPress={() => onDelete(task)} />
        )}
        {!isPage && <CloseButton isPage={false} onClose={onClose} />}
      </div>
    </header>
  );
}
