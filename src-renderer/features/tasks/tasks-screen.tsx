import { Inbox, ListTodo, Plus, SearchX } from 'lucide-react';
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { TaskView } from '../../../src-shared/api/views.ts';
import { printFilter } from '../../../src-shared/filter/print-filter.ts';
import { useQuery } from '../../stores/query-store.ts';
import { goTo, replaceRoute } from '../../stores/route-store.ts';
import { setTaskQuery, stopWatchingTasks, useTaskSort, useTasks } from '../../stores/tasks-store.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorCard } from '../../ui/error-card.tsx';
import { Page } from '../../ui/page.tsx';
import { DeleteTaskDialog } from '../inspector/delete-task-dialog.tsx';
import { TaskInspector } from '../inspector/task-inspector.tsx';
import { useDeleteTask } from '../inspector/use-delete-task.ts';
import { useKeys } from '../shell/use-global-keys.ts';
import { plural } from '../words/field-text.ts';
import { AddTaskDialog } from './add-task-dialog.tsx';
import { hasChip, inBin, printSearch, readSearch, type Search } from './search-query.ts';
import { TaskGrid } from './task-grid.tsx';
import { TaskToolbar } from './task-toolbar.tsx';
import styles from './tasks-screen.module.css';

interface Props {
  readonly task: string | null;
  readonly search: string;
}

export function TasksScreen({ task, search: searchText }: Props) {
  const search = useMemo(() => readSearch(searchText).search, [searchText]);
  const isBin = hasChip(search, inBin);
  const sort = useTaskSort();
  const total = useTasks((list) => list.total);
  const [isAdding, setAdding] = useState(false);
  const [takesFocus, setTakesFocus] = useState(false);
  const box = useRef<HTMLInputElement>(null);
  const grid = useRef<HTMLTableElement>(null);
  const deletion = useDeleteTask();

  useEffect(
    () => setTaskQuery({ query: printSearch(search), sort: sort.column, descending: sort.descending }),
    [search, sort],
  );
  useEffect(() => stopWatchingTasks, []);

  const setSearch = (next: Search) => replaceRoute({ kind: 'tasks', task, search: printSearch(next) });
  const open = useCallback(
    (id: string, how: 'opened' | 'followed') => {
      setTakesFocus(how === 'opened');
      const route = { kind: 'tasks', task: id, search: searchText } as const;
      if (how === 'followed') replaceRoute(route);
      else goTo(route);
    },
    [searchText],
  );
  const close = useCallback(() => {
    if (task === null) return;
    goTo({ kind: 'tasks', task: null, search: searchText });
    grid.current?.focus();
  }, [task, searchText]);

  const toList = useCallback(() => grid.current?.focus(), []);
  useKeys(
    useMemo(
      () => ({
        '/': () => box.current?.focus(),
        c: () => setAdding(true),
        Escape: close,
        j: toList,
        k: toList,
        ArrowDown: toList,
      }),
      [close, toList],
    ),
  );

  return (
    <Page
      title={isBin ? 'Bin' : 'Tasks'}
      layout="fill"
      isCovered={task !== null}
      aside={
        <span aria-live="polite" aria-atomic="true">
          {total !== null && plural(total, 'task')}
        </span>
      }
      actions={
        <>
          <BinLink isBin={isBin} />
          <Button variant="primary" icon={Plus} onPress={() => setAdding(true)}>
            Add task
          </Button>
        </>
      }
    >
      <div className={cx(styles.panes)}>
        <div className={cx(styles.list, task !== null && styles.covered)}>
          <TaskToolbar search={search} onSearch={setSearch} input={box} onLeave={toList} />
          <TaskList
            search={search}
            isBin={isBin}
            onSearch={setSearch}
            grid={
              <TaskGrid
                selected={task}
                onOpen={open}
                onClose={close}
                onDelete={(row) => deletion.ask(row)}
                grid={grid}
              />
            }
          />
        </div>
        {task !== null && (
          <TaskInspector key={task} id={task} takesFocus={takesFocus} onClose={close} onDelete={deletion.ask} />
        )}
      </div>
      <AddTaskDialog isOpen={isAdding} onClose={() => setAdding(false)} onAdded={(id) => open(id, 'opened')} />
      <DeleteTaskDialog deletion={deletion} onDeleted={(row: TaskView) => row.id === task && close()} />
    </Page>
  );
}

function BinLink({ isBin }: { readonly isBin: boolean }) {
  return isBin ? (
    <LinkButton href="#/tasks">Back to tasks</LinkButton>
  ) : (
    <LinkButton variant="ghost" href="#/tasks?q=is%3Abin">
      Bin
    </LinkButton>
  );
}

interface TaskListProps {
  readonly search: Search;
  readonly isBin: boolean;
  readonly onSearch: (search: Search) => void;
  readonly grid: ReactNode;
}

function TaskList({ search, isBin, onSearch, grid }: TaskListProps) {
  const { total, error } = useTasks();
  if (error && total === null) {
    return (
      <div className={cx(styles.message)}>
        <ErrorCard message={error.message} code={error.code} facts={error.facts} />
      </div>
    );
  }
  if (total !== 0) return grid;
  const isFiltered = search.text !== '' || search.chips.length > (isBin ? 1 : 0);
  if (isFiltered) return <NothingFound search={search} onSearch={onSearch} />;
  if (isBin) {
    return (
      <EmptyState icon={Inbox} title="The Bin is empty">
        Tasks that were deleted here or at a service wait in the Bin, and can be restored.
      </EmptyState>
    );
  }
  return <NoTasks />;
}

function NothingFound({ search, onSearch }: { readonly search: Search; readonly onSearch: (search: Search) => void }) {
  return (
    <EmptyState
      icon={SearchX}
      title="No task matches"
      actions={
        <>
          {search.chips.map((chip) => (
            <Button
              key={printFilter(chip)}
              onPress={() => onSearch({ ...search, chips: search.chips.filter((one) => one !== chip) })}
            >
              Clear {printFilter(chip)}
            </Button>
          ))}
          {search.text !== '' && (
            <Button onPress={() => onSearch({ ...search, text: '' })}>Clear “{search.text}”</Button>
          )}
        </>
      }
    />
  );
}

function NoTasks() {
  const profile = useQuery('profiles.list', {}).value?.[0];
  return (
    <EmptyState
      icon={ListTodo}
      title="No tasks yet"
      actions={
        profile && (
          <LinkButton variant="primary" href={`#/preview/${encodeURIComponent(profile.name)}`}>
            Preview {profile.name}
          </LinkButton>
        )
      }
    >
      A run of a profile brings the tasks of its services here. You can also add one yourself.
    </EmptyState>
  );
}
