import { Plus } from 'lucide-react';
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { TaskView } from '../../../src-shared/api/views.ts';
import { t } from '../../i18n/t.ts';
import { usePreferences } from '../../stores/preferences-store.ts';
import { goTo, replaceRoute } from '../../stores/route-store.ts';
import { useTaskLayout } from '../../stores/task-layout-store.ts';
import {
  clearTicks,
  selectionOf,
  tick,
  tickAll,
  tickedCount,
  toggleTick,
  useTicked,
} from '../../stores/task-selection-store.ts';
import { loadedTasks, setTaskQuery, stopWatchingTasks, useTasks } from '../../stores/tasks-store.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { lazyDialog, lazyPart } from '../../ui/lazy-part.tsx';
import { Page } from '../../ui/page.tsx';
import { useHasFocus } from '../../ui/use-has-focus.ts';
import { ExchangeMenu } from '../exchange/exchange-menu.tsx';
import { DeleteTaskDialog } from '../inspector/delete-task-dialog.tsx';
import { useDeleteTask } from '../inspector/use-delete-task.ts';
import { Failure } from '../words/failure.tsx';
import type { Picking } from './field-picker.tsx';
import { MoveToBinDialog } from './move-to-bin-dialog.tsx';
import type { PickerField } from './picker-options.ts';
import { hasChip, inBin, printSearch, readSearch, type Search } from './search-query.ts';
import { TaskEmpty } from './task-empty.tsx';
import { TaskGrid } from './task-grid.tsx';
import { TaskToolbar } from './task-toolbar.tsx';
import styles from './tasks-screen.module.css';
import { useMoveToBin } from './use-move-to-bin.ts';
import { type TaskTarget, useTaskCommands } from './use-task-commands.ts';
import { useViews } from './use-views.ts';
import { WaitingTasks } from './waiting-tasks.tsx';

// Only the list is there from the start.
const TaskInspector = lazyPart(async () => (await import('../inspector/task-inspector.tsx')).TaskInspector);
const PlainTaskList = lazyPart(async () => (await import('./plain-task-list.tsx')).PlainTaskList);
const BulkBar = lazyPart(async () => (await import('./bulk-bar.tsx')).BulkBar);
const isShown = ({ isOpen }: { readonly isOpen: boolean }) => isOpen;
const AddTaskDialog = lazyDialog(async () => (await import('./add-task-dialog.tsx')).AddTaskDialog, isShown);
const ColumnsDialog = lazyDialog(async () => (await import('./columns-dialog.tsx')).ColumnsDialog, isShown);
const FieldPicker = lazyDialog(
  async () => (await import('./field-picker.tsx')).FieldPicker,
  ({ picking }) => picking !== null,
);
const ExportTasksDialog = lazyDialog(
  async () => (await import('../exchange/export-tasks-dialog.tsx')).ExportTasksDialog,
  isShown,
);
const SaveViewDialog = lazyDialog(
  async () => (await import('./save-view-dialog.tsx')).SaveViewDialog,
  ({ views }) => views.isSaving,
);

interface Props {
  readonly task: string | null;
  readonly search: string;
  /** Name of the saved view that is open. */
  readonly view?: string | undefined;
}

export function TasksScreen({ task, search: searchText, view }: Props) {
  const search = useMemo(() => readSearch(searchText).search, [searchText]);
  const query = printSearch(search);
  const isBin = hasChip(search, inBin);
  const views = useViews(view, query);
  const { group, sort, descending } = useTaskLayout(({ layout }) => layout);
  const isPlain = usePreferences(({ plainList }) => plainList);
  const total = useTasks((list) => list.total);
  const hasFailed = useTasks((list) => list.error !== null);
  const [isAdding, setAdding] = useState(false);
  const [hasColumns, setColumns] = useState(false);
  const [isExporting, setExporting] = useState(false);
  const [takesFocus, setTakesFocus] = useState(false);
  const [current, setCurrent] = useState<TaskView | null>(null);
  const [editing, setEditing] = useState<string | null>(null);
  const [picking, setPicking] = useState<Picking | null>(null);
  const box = useRef<HTMLInputElement>(null);
  const grid = useRef<HTMLTableElement>(null);
  const viewsButton = useRef<HTMLButtonElement>(null);
  const deletion = useDeleteTask();
  const bin = useMoveToBin();
  const selected = useSelected(query, total ?? 0);
  const target = useMemo(() => selected ?? targetOf(current), [selected, current]);

  useEffect(() => setTaskQuery({ query, group, sort, descending }), [query, group, sort, descending]);
  useEffect(() => stopWatchingTasks, []);

  const setSearch = (next: Search) => replaceRoute({ kind: 'tasks', task, search: printSearch(next), view });
  const open = useCallback(
    (id: string, how: 'opened' | 'followed') => {
      setTakesFocus(how === 'opened');
      const route = { kind: 'tasks', task: id, search: searchText, view } as const;
      if (how === 'followed') replaceRoute(route);
      else goTo(route);
    },
    [searchText, view],
  );
  const close = useCallback(() => {
    if (task === null) return;
    goTo({ kind: 'tasks', task: null, search: searchText, view });
    grid.current?.focus();
  }, [task, searchText, view]);
  const toList = useCallback(() => grid.current?.focus(), []);

  const pick = useCallback(
    (field: PickerField, anchor: Element | null = currentRow(grid.current)) => {
      if (target && anchor) setPicking({ field, of: target.of, count: target.count, anchor });
    },
    [target],
  );
  const isListFocused = useHasFocus(grid);
  useTaskCommands({
    target,
    current,
    add: useCallback(() => setAdding(true), []),
    pick,
    rename: useCallback((row: TaskView) => setEditing(row.id), []),
    toggle: useCallback((row: TaskView) => toggleTick(row.id), []),
    selectAll: useCallback(() => selectLoadedOrAll(query), [query]),
    toBin: bin.ask,
    toFilter: useCallback(() => box.current?.focus(), []),
    chooseView: useCallback(() => viewsButton.current?.click(), []),
    saveView: views.startSaving,
    toFile: useCallback(() => setExporting(true), []),
    hasTasks: total !== null && total > 0,
    toList: isListFocused ? null : toList,
    close: task === null || isListFocused ? null : close,
  });
  const edited = useCallback((byKey: boolean) => {
    setEditing(null);
    if (byKey) grid.current?.focus();
  }, []);

  return (
    <Page
      title={isBin ? t('tasks.binTitle') : (views.opened?.name ?? t('tasks.tasks'))}
      layout="fill"
      isCovered={task !== null}
      aside={
        <span aria-live="polite" aria-atomic="true">
          {total !== null ? t('tasks.count', { count: total }) : !hasFailed && t('tasks.loading')}
        </span>
      }
      actions={
        <>
          {isBin && <LinkButton href="#/tasks">{t('tasks.backToTasks')}</LinkButton>}
          <Button variant="primary" icon={Plus} onPress={() => setAdding(true)}>
            {t('tasks.add')}
          </Button>
          <ExchangeMenu />
        </>
      }
    >
      <div className={cx(styles.panes)}>
        <div className={cx(styles.list, task !== null && styles.covered)}>
          <TaskToolbar
            search={search}
            onSearch={setSearch}
            input={box}
            onLeave={toList}
            views={views}
            viewsButton={viewsButton}
            onColumns={() => setColumns(true)}
          />
          {!isBin && <WaitingTasks />}
          <TaskList search={search} isBin={isBin} onSearch={setSearch}>
            {isPlain ? (
              <PlainTaskList search={searchText} view={view} />
            ) : (
              <TaskGrid
                opened={task}
                onOpen={open}
                onClose={close}
                onCurrent={setCurrent}
                editing={editing}
                onEdited={edited}
                grid={grid}
              />
            )}
          </TaskList>
          {selected && (
            <BulkBar
              of={selected.of}
              count={selected.count}
              total={total ?? 0}
              isAll={'query' in selected.of}
              onSelectAll={() => tickAll(query)}
              onClear={() => {
                clearTicks();
                toList();
              }}
              onPick={pick}
              onExport={() => setExporting(true)}
              onDelete={() => bin.ask(selected.of)}
            />
          )}
        </div>
        {task !== null && (
          <TaskInspector key={task} id={task} takesFocus={takesFocus} onClose={close} onDelete={deletion.ask} />
        )}
      </div>
      <FieldPicker
        picking={picking}
        onClose={() => {
          setPicking(null);
          toList();
        }}
      />
      <ColumnsDialog isOpen={hasColumns} onClose={() => setColumns(false)} />
      <ExportTasksDialog
        isOpen={isExporting}
        of={selected?.of ?? { query }}
        count={selected?.count ?? total ?? 0}
        onClose={() => setExporting(false)}
      />
      <SaveViewDialog views={views} />
      <MoveToBinDialog {...bin} />
      <AddTaskDialog isOpen={isAdding} onClose={() => setAdding(false)} onAdded={(id) => open(id, 'opened')} />
      <DeleteTaskDialog deletion={deletion} onDeleted={(row: TaskView) => row.id === task && close()} />
    </Page>
  );
}

/** What is selected in this list; another list starts without. */
function useSelected(query: string, total: number): TaskTarget | null {
  const ticked = useTicked((state) => state.ticked);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever the list is another one.
  useEffect(() => clearTicks, [query]);
  return useMemo(() => {
    const of = selectionOf(ticked);
    const count = tickedCount(ticked, total);
    return of === null || count === 0 ? null : { of, count, task: null };
  }, [ticked, total]);
}

function targetOf(task: TaskView | null): TaskTarget | null {
  return task && { of: { tasks: [task.id] }, count: 1, task };
}

/** First what is loaded; what is selected already grows to all that the filter finds. */
function selectLoadedOrAll(query: string): void {
  const loaded = loadedTasks();
  const { ticked } = useTicked.getState();
  const isLoadedTicked = ticked.kind === 'all' || loaded.every(({ id }) => ticked.ids.has(id));
  if (isLoadedTicked) tickAll(query);
  else
    tick(
      loaded.map(({ id }) => id),
      true,
    );
}

/** The row that keys act on, or the list itself. */
function currentRow(grid: HTMLTableElement | null): Element | null {
  return grid?.querySelector('[data-current]') ?? grid;
}

interface TaskListProps {
  readonly search: Search;
  readonly isBin: boolean;
  readonly onSearch: (search: Search) => void;
  readonly children: ReactNode;
}

function TaskList({ search, isBin, onSearch, children }: TaskListProps) {
  const total = useTasks((list) => list.total);
  const error = useTasks((list) => list.error);
  if (error && total === null) {
    return (
      <div className={cx(styles.message)}>
        <Failure error={error} />
      </div>
    );
  }
  return total === 0 ? <TaskEmpty search={search} isBin={isBin} onSearch={onSearch} /> : children;
}
