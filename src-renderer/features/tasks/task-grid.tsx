import { type KeyboardEvent, type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { TaskView } from '../../../src-shared/api/views.ts';
import { indexOfTask, setTaskSort, taskAt, useTaskSort, useTasks, wantTasks } from '../../stores/tasks-store.ts';
import { cx } from '../../ui/cx.ts';
import { DataGrid } from '../../ui/data-grid.tsx';
import { useIsNarrow, useMedia } from '../../ui/use-size.ts';
import { safeHref } from '../words/safe-href.ts';
import { TitleText, taskColumns, taskListClass, taskRowClass } from './task-columns.tsx';
import { TitleEditor } from './title-editor.tsx';

interface Props {
  readonly selected: string | null;
  readonly onOpen: (task: string, how: 'opened' | 'followed') => void;
  readonly onClose: () => void;
  readonly onDelete: (task: TaskView) => void;
  readonly grid: RefObject<HTMLTableElement | null>;
}

/** How long the arrow keys must rest before the inspector follows them. */
const followMs = 120;
const headHeight = 29;

export function TaskGrid({ selected, onOpen, onClose, onDelete, grid }: Props) {
  const list = useTasks();
  const sort = useTaskSort();
  const container = useRef<HTMLDivElement>(null);
  const isCard = useIsNarrow(container, 520);
  const isTouch = useMedia('(pointer: coarse)');
  const [current, setCurrent] = useCurrent(selected);
  const [editing, setEditing] = useState<string | null>(null);
  const follow = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(follow.current), []);

  const rowAt = useCallback((index: number) => taskAt(list, index), [list]);
  const columns = useMemo(() => {
    const done = (byKey: boolean) => {
      setEditing(null);
      if (byKey) grid.current?.focus();
    };
    return taskColumns((task) =>
      task.id === editing ? <TitleEditor task={task} onDone={done} /> : <TitleText task={task} />,
    );
  }, [editing, grid]);

  const open = useCallback(
    (index: number) => {
      const task = taskAt(useTasks.getState(), index);
      setCurrent(index);
      if (task) onOpen(task.id, 'opened');
    },
    [onOpen, setCurrent],
  );

  function moveTo(index: number): void {
    setCurrent(index);
    clearTimeout(follow.current);
    if (selected === null) return;
    follow.current = setTimeout(() => {
      const task = taskAt(useTasks.getState(), index);
      if (task) onOpen(task.id, 'followed');
    }, followMs);
  }

  function onKey(event: KeyboardEvent, index: number | null): void {
    const task = index === null ? undefined : rowAt(index);
    if (event.key === 'Escape') onClose();
    if (!task || event.ctrlKey || event.metaKey || event.altKey) return;
    const url = task.links.map((link) => safeHref(link.url)).find(Boolean);
    if (event.key === 'e' && task.deletedAt === null) setEditing(task.id);
    else if (event.key === 'Delete' && task.deletedAt === null) onDelete(task);
    else if (event.key === 'o' && url) window.open(url, '_blank', 'noreferrer');
    else return;
    event.preventDefault();
  }

  return (
    <div ref={container} className={cx(taskListClass)}>
      <DataGrid
        gridRef={grid}
        label="Tasks"
        rowCount={list.total ?? 12}
        rowAt={rowAt}
        columns={columns}
        headHeight={isCard ? 0 : headHeight}
        rowHeight={isCard ? 60 : isTouch ? 44 : 36}
        rowClassName={taskRowClass}
        sort={sort}
        onSort={(column) => sortBy(column, sort.column === column && !sort.descending)}
        current={current}
        onCurrent={moveTo}
        onOpen={open}
        onRange={wantTasks}
        onKey={onKey}
        resetKey={JSON.stringify(list.query)}
      />
    </div>
  );
}

function sortBy(column: string, descending: boolean): void {
  if (column === 'title' || column === 'status' || column === 'due' || column === 'priority') {
    setTaskSort({ column, descending });
  }
}

/** The current row follows the opened task when rows move, for example because an edit changed the order. */
function useCurrent(selected: string | null): [number | null, (index: number) => void] {
  const [current, setCurrent] = useState<number | null>(null);
  const pages = useTasks((list) => list.pages);
  useEffect(() => {
    if (selected === null) return;
    const index = indexOfTask({ pages }, selected);
    if (index >= 0) setCurrent(index);
  }, [selected, pages]);
  return [current, setCurrent];
}
