import { type KeyboardEvent, type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { TaskView } from '../../../src-shared/api/views.ts';
import { t } from '../../i18n/t.ts';
import { useIsFinger, useRowHeight } from '../../stores/row-height.ts';
import { setTaskLayout, useTaskLayout } from '../../stores/task-layout-store.ts';
import { clearTicks, isTicked, tick, toggleTick, useTicked } from '../../stores/task-selection-store.ts';
import { indexOfTask, taskAt, tasksBetween, useTasks, wantTasks } from '../../stores/tasks-store.ts';
import { cx } from '../../ui/cx.ts';
import { DataGrid } from '../../ui/data-grid.tsx';
import { useWidth } from '../../ui/use-size.ts';
import { chosenColumns, columnTracks, fitColumns } from './fit-columns.ts';
import { GroupHeading } from './group-heading.tsx';
import { PositionNote } from './position-note.tsx';
import {
  cardColumns,
  cardRowClass,
  TitleText,
  taskColumns,
  taskListClass,
  taskRowClass,
  usualColumns,
} from './task-columns.tsx';
import { groupId, type Rows, rowsOf } from './task-rows.ts';
import { TitleEditor } from './title-editor.tsx';

interface Props {
  /** The task beside the list. */
  readonly opened: string | null;
  readonly onOpen: (task: string, how: 'opened' | 'followed') => void;
  readonly onClose: () => void;
  /** The task that keys act on; for commands. */
  readonly onCurrent: (task: TaskView | null) => void;
  /** The task whose title is being edited in its row. */
  readonly editing: string | null;
  readonly onEdited: (byKey: boolean) => void;
  readonly grid: RefObject<HTMLTableElement | null>;
}

/** How long the arrow keys must rest before the inspector follows them. */
const followMs = 120;
/** With its line below: what a pointer hits, or a finger. */
const headHeight = { pointer: 29, finger: 45 } as const;
const cardWidth = 520;

export function TaskGrid({ opened, onOpen, onClose, onCurrent, editing, onEdited, grid }: Props) {
  const list = useTasks();
  const { layout } = useTaskLayout();
  const ticked = useTicked((state) => state.ticked);
  const container = useRef<HTMLDivElement>(null);
  const width = useWidth(container);
  const isCard = width <= cardWidth;
  const rowOfDensity = useRowHeight();
  const isFinger = useIsFinger();
  const rowHeight = isCard ? 60 : rowOfDensity;
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const rows = useMemo(
    () => rowsOf(list.total ?? 12, layout.group === null ? null : list.groups, closed),
    [list.total, list.groups, layout.group, closed],
  );
  const [current, setCurrentRow] = useCurrent(opened, rows);
  const anchor = useRef<number | null>(null);
  const follow = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(follow.current), []);

  const taskIn = useCallback((row: number) => taskOfRow(rows, row, list), [rows, list]);
  /** Told at once, so that a key that follows quickly acts on this row. */
  const setCurrent = (row: number) => {
    setCurrentRow(row);
    onCurrent(taskIn(row) ?? null);
  };
  const currentTask = current === null ? undefined : taskIn(current);
  useEffect(() => onCurrent(currentTask ?? null), [currentTask, onCurrent]);

  const columns = useMemo(() => {
    const all = taskColumns((task) =>
      task.id === editing ? <TitleEditor task={task} onDone={onEdited} /> : <TitleText task={task} />,
    );
    if (isCard) return all.filter(({ id }) => cardColumns.has(id));
    return fitColumns(chosenColumns(all, usualColumns, layout.columns), width - 8);
  }, [editing, onEdited, isCard, layout.columns, width]);

  const toggleGroup = (row: number): boolean => {
    const at = rows.at(row);
    if (at.kind === 'task') return false;
    const id = groupId(at.group);
    setClosed((before) =>
      before.has(id) ? new Set([...before].filter((one) => one !== id)) : new Set([...before, id]),
    );
    return true;
  };

  function open(row: number): void {
    setCurrent(row);
    anchor.current = row;
    if (toggleGroup(row)) return;
    const task = taskIn(row);
    if (task) onOpen(task.id, 'opened');
  }

  function moveTo(row: number, isExtending: boolean): void {
    if (isExtending) void select(row, true, current);
    else anchor.current = row;
    setCurrent(row);
    clearTimeout(follow.current);
    if (opened === null || isExtending) return;
    follow.current = setTimeout(() => {
      const task = taskOfRow(rows, row, useTasks.getState());
      if (task) onOpen(task.id, 'followed');
    }, followMs);
  }

  async function select(row: number, isRange: boolean, from: number | null = anchor.current): Promise<void> {
    setCurrent(row);
    const start = isRange ? (anchor.current ?? from) : null;
    if (start === null) {
      anchor.current = row;
      const task = taskIn(row);
      if (task) toggleTick(task.id);
      return;
    }
    anchor.current = start;
    const tasks = await tasksBetween(...taskSpan(rows, start, row));
    tick(
      tasks.map(({ id }) => id),
      true,
    );
  }

  function onKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return;
    const { ticked: now } = useTicked.getState();
    if (now.kind === 'all' || now.ids.size > 0) clearTicks();
    else onClose();
  }

  const onRange = useCallback(
    (first: number, last: number) => {
      wantTasks(...taskSpan(rows, first, last));
    },
    [rows],
  );

  return (
    <div ref={container} className={cx(taskListClass)}>
      <DataGrid
        gridRef={grid}
        label={t('tasks.tasks')}
        rowCount={rows.count}
        rowAt={taskIn}
        headingAt={(row) => {
          const at = rows.at(row);
          if (at.kind === 'task') return null;
          return { isOpen: at.isOpen, content: <GroupHeading group={at.group} by={layout.group} isOpen={at.isOpen} /> };
        }}
        columns={columns}
        tracks={isCard ? undefined : columnTracks(columns)}
        headHeight={isCard ? 0 : headHeight[isFinger ? 'finger' : 'pointer']}
        rowHeight={rowHeight}
        rowClassName={isCard ? cardRowClass : taskRowClass}
        sort={{ column: layout.sort, descending: layout.descending }}
        onSort={(column) => sortBy(column, layout.sort === column && !layout.descending)}
        onResize={(id, wide) => setTaskLayout({ columns: resized(columns, id, wide) })}
        current={current}
        onCurrent={moveTo}
        opened={openedRow(opened, list, rows)}
        onOpen={open}
        isSelected={(task) => isTicked(ticked, task.id)}
        onSelect={(row, isRange) => void select(row, isRange)}
        onRange={onRange}
        onKey={onKey}
        resetKey={JSON.stringify(list.query)}
      />
      <PositionNote grid={grid} rowHeight={rowHeight} count={rows.count} />
    </div>
  );
}

function taskOfRow(rows: Rows, row: number, list: Parameters<typeof taskAt>[0]): TaskView | undefined {
  const at = rows.at(row);
  return at.kind === 'task' ? taskAt(list, at.task) : undefined;
}

/** First and last task among these rows. */
function taskSpan(rows: Rows, a: number, b: number): readonly [number, number] {
  const tasks = [];
  for (let row = Math.min(a, b); row <= Math.max(a, b); row++) {
    const at = rows.at(row);
    if (at.kind === 'task') tasks.push(at.task);
  }
  return [tasks[0] ?? 0, tasks.at(-1) ?? 0];
}

function openedRow(opened: string | null, list: Parameters<typeof taskAt>[0], rows: Rows): number | null {
  if (opened === null) return null;
  const task = indexOfTask(list, opened);
  return task < 0 ? null : rows.ofTask(task);
}

function resized(columns: readonly { readonly id: string; readonly leaves?: number }[], id: string, width: number) {
  const { layout } = useTaskLayout.getState();
  const chosen = layout.columns ?? usualColumns.map((one) => ({ id: one, width: null }));
  const isKnown = chosen.some((column) => column.id === id) || !columns.some((column) => column.id === id);
  const all = isKnown ? chosen : [...chosen, { id, width: null }];
  return all.map((column) => (column.id === id ? { ...column, width } : column));
}

function sortBy(column: string, descending: boolean): void {
  const sort = (['title', 'status', 'due', 'priority', 'updated'] as const).find((one) => one === column);
  if (sort) setTaskLayout({ sort, descending });
}

/** The current row follows the opened task when rows move, for example because an edit changed the order. */
function useCurrent(opened: string | null, rows: Rows): [number | null, (row: number) => void] {
  const [current, setCurrent] = useState<number | null>(null);
  const pages = useTasks((list) => list.pages);
  useEffect(() => {
    if (opened === null) return;
    const index = indexOfTask({ pages }, opened);
    const row = index < 0 ? null : rows.ofTask(index);
    if (row !== null) setCurrent(row);
  }, [opened, pages, rows]);
  return [current, setCurrent];
}
