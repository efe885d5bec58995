import { create } from 'zustand';

/** Something that a person did here and can take back. */
export interface Step {
  /** As a person says it: "Set 214 tasks to Done". */
  readonly label: string;
  readonly undo: () => Promise<void>;
  readonly redo: () => Promise<void>;
}

interface Steps {
  /** Oldest first. */
  readonly done: readonly Step[];
  /** The next one to do again is last. */
  readonly undone: readonly Step[];
}

/** How many steps back a person can go (ux.md 2.15). */
const depth = 200;

export const useSteps = create<Steps>(() => ({ done: [], undone: [] }));

/** To be called when it has succeeded. */
export function remember(step: Step): void {
  useSteps.setState(({ done }) => ({ done: [...done.slice(1 - depth), step], undone: [] }));
}

/** Takes the last step back; null: there is none. A step that fails stays, and its error goes to the caller. */
export async function undoLast(): Promise<Step | null> {
  const step = useSteps.getState().done.at(-1);
  if (!step) return null;
  await step.undo();
  useSteps.setState(({ done, undone }) => ({ done: done.filter((each) => each !== step), undone: [...undone, step] }));
  return step;
}

/** Takes this very step back, wherever it stands. */
export async function undoStep(step: Step): Promise<void> {
  await step.undo();
  useSteps.setState(({ done, undone }) => ({ done: done.filter((each) => each !== step), undone: [...undone, step] }));
}

export async function redoLast(): Promise<Step | null> {
  const step = useSteps.getState().undone.at(-1);
  if (!step) return null;
  await step.redo();
  useSteps.setState(({ done, undone }) => ({ done: [...done, step], undone: undone.filter((each) => each !== step) }));
  return step;
}
