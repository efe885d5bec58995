import { create } from 'zustand';
import type { SavedView } from '../../src-shared/api/contract.ts';
import { taskGroupings, taskSorts } from '../../src-shared/api/task-lists.ts';
import { client } from '../api/client.ts';

/** How the list of tasks is laid out: kept by the view that is open, or without one by this browser. */
export type TaskLayout = Pick<SavedView, 'group' | 'sort' | 'descending' | 'columns'>;

interface Layouts {
  readonly layout: TaskLayout;
  /** The view that keeps it; null: none is open. */
  readonly view: SavedView | null;
}

const layoutKey = 'task-sync.task-layout';
const usual: TaskLayout = { group: null, sort: 'updated', descending: true, columns: null };

export const useTaskLayout = create<Layouts>(() => ({ layout: read(), view: null }));

/** Shows the list as the view says, or with null as this browser remembers it. */
export function openView(view: SavedView | null): void {
  useTaskLayout.setState({ view, layout: view === null ? read() : layoutOf(view) });
}

export function setTaskLayout(change: Partial<TaskLayout>): void {
  const { layout: before, view } = useTaskLayout.getState();
  const layout = { ...before, ...change };
  useTaskLayout.setState({ layout });
  if (view === null) write(layout);
  // A view that was removed meanwhile is no place to keep anything; the list looks as chosen all the same.
  else void client.call('views.save', { view: inputOf(view, layout), replaces: view.name }).catch(() => undefined);
}

export function layoutOf({ group, sort, descending, columns }: TaskLayout): TaskLayout {
  return { group, sort, descending, columns };
}

export function inputOf(view: Pick<SavedView, 'name' | 'query'>, layout: TaskLayout): SavedView {
  return { name: view.name, query: view.query, ...layout };
}

function read(): TaskLayout {
  try {
    return readLayout(JSON.parse(localStorage.getItem(layoutKey) ?? '{}'));
  } catch {
    return usual;
  }
}

/** What was stored by whatever version; what makes no sense is as usual. */
function readLayout(stored: Partial<Readonly<Record<keyof TaskLayout, unknown>>>): TaskLayout {
  const columns = Array.isArray(stored.columns) && stored.columns.every(isColumn) ? stored.columns : null;
  return {
    group: taskGroupings.find((one) => one === stored.group) ?? usual.group,
    sort: taskSorts.find((one) => one === stored.sort) ?? usual.sort,
    descending: typeof stored.descending === 'boolean' ? stored.descending : usual.descending,
    columns,
  };
}

function isColumn(column: unknown): column is NonNullable<TaskLayout['columns']>[number] {
  if (typeof column !== 'object' || column === null || !('id' in column) || !('width' in column)) return false;
  return typeof column.id === 'string' && (column.width === null || typeof column.width === 'number');
}

function write(layout: TaskLayout): void {
  try {
    localStorage.setItem(layoutKey, JSON.stringify(layout));
  } catch {
    // Storage is switched off: the layout lasts until the window closes.
  }
}
