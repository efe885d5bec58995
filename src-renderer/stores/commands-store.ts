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

/** Registers what the component can do while it is shown. */
export function useCommands(actions: CommandActions): void {
  useEffect(() => {
    useActions.setState(({ stack }) => ({ stack: [...stack, actions] }));
    return () => useActions.setState(({ stack }) => ({ stack: stack.filter((each) => each !== actions) }));
  }, [actions]);
}

/** Null: no screen that is shown can do it. */
export function commandAction(id: CommandId): CommandAction | null {
  return useActions.getState().stack.findLast((actions) => actions[id])?.[id] ?? null;
}

/** False: it cannot be done now. */
export function runCommand(id: CommandId): boolean {
  const action = commandAction(id);
  if (!action || action.whyNot !== undefined) return false;
  action.run();
  return true;
}
