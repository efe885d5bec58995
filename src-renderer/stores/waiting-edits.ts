import { create } from 'zustand';
import type { TaskChange, TaskEdit } from '../../src-shared/api/contract.ts';
import type { TaskView } from '../../src-shared/api/views.ts';
import { toTaskSyncError } from '../../src-shared/errors.ts';
import { client } from '../api/client.ts';
import { changedView } from './changed-view.ts';
import { askAgain } from './query-store.ts';
import { patchTasks, putTask } from './tasks-store.ts';
import { keptHere, whenWorkspaceKnown } from './workspace.ts';

/** One field of one task, written while the host could not be reached. */
export interface WaitingEdit {
  readonly task: string;
  readonly field: string;
  readonly edit: TaskEdit;
  /** What stood in it then; the host changes nothing if something else does by now. */
  readonly seen: TaskEdit;
  /** Why it was not taken over; null: it waits. */
  readonly refused: string | null;
}

type Waiting = Readonly<Record<string, WaitingEdit>>;

const name = 'waiting-edits';

/** In their order. Kept by this browser until they are sent, so that they outlive the window. */
export const useWaitingEdits = create<Waiting>(() => ({}));

useWaitingEdits.subscribe((waiting) => {
  keptHere(name)?.write(Object.keys(waiting).length === 0 ? undefined : waiting);
});

whenWorkspaceKnown(() => {
  const stored = keptHere(name)?.read() as Waiting | null | undefined;
  if (stored) useWaitingEdits.setState((waiting) => ({ ...stored, ...waiting }));
  void send();
});

client.onLine((line) => {
  if (line === 'open') void send();
});

export function keepEdit(task: TaskView, field: string, edit: TaskEdit): void {
  keepAll([waitingEdit(task, field, edit)]);
}

/** One change of many tasks, as what it makes of each field of each: what somebody writes meanwhile is not gone over either. */
export function keepChange(tasks: readonly TaskView[], change: Omit<TaskChange, 'bin'>): void {
  keepAll(
    tasks.flatMap((task) =>
      Object.entries(fieldsOf(task, change)).map(([field, edit]) => waitingEdit(task, field, edit)),
    ),
  );
}

/** By the names that the inspector has for the fields. */
function fieldsOf(task: TaskView, change: TaskChange): Readonly<Record<string, TaskEdit>> {
  const { custom = {}, ...plain } = change.edit ?? {};
  const { labels, assignees } = changedView(task, change);
  const isSet = (...changes: readonly (readonly string[] | undefined)[]) =>
    changes.some((one) => (one ?? []).length > 0);
  const all: TaskEdit = {
    ...plain,
    ...(isSet(change.addLabels, change.removeLabels) ? { labels: [...labels] } : {}),
    ...(isSet(change.addAssignees, change.removeAssignees) ? { assignees: [...assignees] } : {}),
  };
  return Object.fromEntries([
    ...Object.entries(all).map(([field, value]) => [field, { [field]: value }] as const),
    ...Object.entries(custom).map(([own, value]) => [`x.${own}`, { custom: { [own]: value } }] as const),
  ]);
}

function waitingEdit(task: TaskView, field: string, edit: TaskEdit): WaitingEdit {
  const before = useWaitingEdits.getState()[keyOf(task.id, field)];
  const seen = before?.refused === null ? before.seen : seenOf(task, edit);
  return { task: task.id, field, edit, seen, refused: null };
}

function keepAll(edits: readonly WaitingEdit[]): void {
  useWaitingEdits.setState(Object.fromEntries(edits.map((edit) => [keyOf(edit.task, edit.field), edit])));
  patchTasks(new Set(edits.map(({ task }) => task)), (row) => withWaiting(row, useWaitingEdits.getState()));
}

/** What was refused is not asked for any more. */
export function dropEdit(task: string, field: string): void {
  const { [keyOf(task, field)]: dropped, ...others } = useWaitingEdits.getState();
  if (dropped) useWaitingEdits.setState(others, true);
}

/** The task as it is going to be. */
export function withWaiting(task: TaskView, waiting: Waiting): TaskView {
  const own = Object.values(waiting).filter((one) => one.task === task.id && one.refused === null);
  const view = own.reduce((each, { edit }) => changedView(each, { edit }), task);
  return own.length > 0 && task.state === 'in-sync' ? { ...view, state: 'waiting' } : view;
}

let isSending = false;

async function send(): Promise<void> {
  if (isSending) return;
  isSending = true;
  for (const waiting of Object.values(useWaitingEdits.getState())) {
    if (waiting.refused !== null || client.line() !== 'open') continue;
    const { task, field, edit, seen } = waiting;
    try {
      putTask(await client.call('tasks.edit', { task, edit, seen }));
      dropEdit(task, field);
    } catch (error) {
      const { code, message } = toTaskSyncError(error);
      // The line broke again: whether it arrived is not known, and sending it twice does no harm.
      if (code === 'unavailable') break;
      put({ ...waiting, refused: message });
    }
    askAgain('tasks.show', { task });
  }
  isSending = false;
}

function put(edit: WaitingEdit): void {
  useWaitingEdits.setState({ [keyOf(edit.task, edit.field)]: edit });
}

function keyOf(task: string, field: string): string {
  return `${task} ${field}`;
}

/** The same fields as they are shown now. */
function seenOf(task: TaskView, { custom, ...edit }: TaskEdit): TaskEdit {
  const shown: Readonly<Record<string, unknown>> = { ...task };
  const plain = Object.fromEntries(
    Object.keys(edit)
      // What a task without a status says cannot be said as an edit, and nobody's answer is gone over.
      .filter((field) => field !== 'status' || task.status !== null)
      .map((field) => [field, shown[field] ?? null]),
  );
  const own = Object.fromEntries(Object.keys(custom ?? {}).map((field) => [field, task.custom[field] ?? null]));
  return { ...plain, ...(custom ? { custom: own } : {}) } as TaskEdit;
}
