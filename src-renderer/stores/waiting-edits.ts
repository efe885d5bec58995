import { create } from 'zustand';
import type { TaskEdit } from '../../src-shared/api/contract.ts';
import type { TaskView } from '../../src-shared/api/views.ts';
import { toTaskSyncError } from '../../src-shared/errors.ts';
import { client } from '../api/client.ts';
import { askAgain } from './query-store.ts';
import { changedView } from './task-changes.ts';
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
  const before = useWaitingEdits.getState()[keyOf(task.id, field)];
  const seen = before?.refused === null ? before.seen : seenOf(task, edit);
  put({ task: task.id, field, edit, seen, refused: null });
  patchTasks(new Set([task.id]), (row) => changedView(row, { edit }));
}

/** What was refused is not asked for any more. */
export function dropEdit(task: string, field: string): void {
  const { [keyOf(task, field)]: dropped, ...others } = useWaitingEdits.getState();
  if (dropped) useWaitingEdits.setState(others, true);
}

/** The task as it is going to be. */
export function withWaiting(task: TaskView, waiting: Waiting): TaskView {
  const own = Object.values(waiting).filter((one) => one.task === task.id && one.refused === null);
  return own.reduce((view, { edit }) => changedView(view, { edit }), task);
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
