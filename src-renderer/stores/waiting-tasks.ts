import { create } from 'zustand';
import type { ApiInput } from '../../src-shared/api/contract.ts';
import { base32 } from '../../src-shared/domain/base32.ts';
import { toTaskSyncError } from '../../src-shared/errors.ts';
import { client } from '../api/client.ts';
import { keptHere, whenWorkspaceKnown } from './workspace.ts';

/** A task that was added while the host could not be reached. */
export interface WaitingTask {
  /** The id that it is going to have: sent twice, it is one task all the same. */
  readonly task: string;
  readonly profile: string;
  readonly edit: ApiInput<'tasks.add'>['edit'];
  /** Why it was not taken over; null: it waits. */
  readonly refused: string | null;
}

const name = 'waiting-tasks';

/** In their order. Kept by this browser until they are sent, so that they outlive the window. */
export const useWaitingTasks = create<{ readonly tasks: readonly WaitingTask[] }>(() => ({ tasks: [] }));

useWaitingTasks.subscribe(({ tasks }) => {
  keptHere(name)?.write(tasks.length === 0 ? undefined : tasks);
});

whenWorkspaceKnown(() => {
  const stored = keptHere(name)?.read() as readonly WaitingTask[] | null | undefined;
  if (stored) useWaitingTasks.setState(({ tasks }) => ({ tasks: [...stored, ...tasks] }));
  void send();
});

client.onLine((line) => {
  if (line === 'open') void send();
});

/** @returns the id that the task is going to have */
export function keepTask(profile: string, edit: WaitingTask['edit']): string {
  const task = base32(crypto.getRandomValues(new Uint8Array(16)));
  useWaitingTasks.setState(({ tasks }) => ({ tasks: [...tasks, { task, profile, edit, refused: null }] }));
  return task;
}

/** It is not asked for any more. */
export function dropTask(task: string): void {
  useWaitingTasks.setState(({ tasks }) => ({ tasks: tasks.filter((one) => one.task !== task) }));
}

let isSending = false;

async function send(): Promise<void> {
  if (isSending) return;
  isSending = true;
  for (const { task, profile, edit, refused } of useWaitingTasks.getState().tasks) {
    if (refused !== null || client.line() !== 'open') continue;
    try {
      await client.call('tasks.add', { profile, edit, task });
      dropTask(task);
    } catch (error) {
      const { code, message } = toTaskSyncError(error);
      // The line broke again: whether it arrived is not known, and sending it twice does no harm.
      if (code === 'unavailable') break;
      refuse(task, message);
    }
  }
  isSending = false;
}

function refuse(task: string, why: string): void {
  useWaitingTasks.setState(({ tasks }) => ({
    tasks: tasks.map((one) => (one.task === task ? { ...one, refused: why } : one)),
  }));
}
