import { useEffect } from 'react';
import { create } from 'zustand';
import type { CommandId } from '../../src-shared/commands/commands.ts';

/** What a command does now. */
export interface CommandAction {
  readonly run: () => void;
  /** Why it cannot be done at the moment, as a sentence; the palette shows it. Absent: it can. */
  readonly whyNot?: string | undefined;
}

export type CommandActions = { readonly [Id in CommandId]?: CommandAction };

/** What the mounted screens can do; where two say the same command, the one that came last is asked. */
const useActions = create<{ readonly stack: readonly CommandActions[] }>(() => ({ stack: [] }));

/** Registers what the component can do while it is shown. Memoise `actions`. */
export function useCommands(actions: CommandActions): void {
  useEffect(() => register(actions, (stack) => [...stack, actions]), [actions]);
}

/** What can be done where no screen has its own way. */
export function useFallbackCommands(actions: CommandActions): void {
  useEffect(() => register(actions, (stack) => [actions, ...stack]), [actions]);
}

type Stack = readonly CommandActions[];

function register(actions: CommandActions, add: (stack: Stack) => Stack): () => void {
  useActions.setState(({ stack }) => ({ stack: add(stack) }));
  return () => useActions.setState(({ stack }) => ({ stack: stack.filter((each) => each !== actions) }));
}

/** The same as `commandAction`, for a component that shows it. */
export function useCommandAction(id: CommandId): CommandAction | null {
  return useActions(({ stack }) => find(stack, id));
}

/** Null: no screen that is shown can do it. */
export function commandAction(id: CommandId): CommandAction | null {
  return find(useActions.getState().stack, id);
}

function find(stack: Stack, id: CommandId): CommandAction | null {
  return stack.findLast((actions) => actions[id])?.[id] ?? null;
}

/** False: it cannot be done now. */
export function runCommand(id: CommandId): boolean {
  const action = commandAction(id);
  if (!action || action.whyNot !== undefined) return false;
  action.run();
  return true;
}

/** Runs the command as soon as a screen that is about to be shown offers it in another way than `than`. */
export function runWhenOffered(id: CommandId, than: CommandAction): void {
  const stop = useActions.subscribe(({ stack }) => {
    const action = find(stack, id);
    if (!action || action === than) return;
    stop();
    if (action.whyNot === undefined) action.run();
  });
  setTimeout(stop, patienceMs);
}

/** A screen that has not come by then does not come. */
const patienceMs = 5000;
