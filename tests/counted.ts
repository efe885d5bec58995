import type { TaskMeta } from 'vitest';

/** What a test went through, for docs/correctness.md: states, runs, crash points. */
export interface Counted {
  readonly test: string;
  readonly what: string;
  readonly number: number;
}

declare module 'vitest' {
  interface TaskMeta {
    counted?: Counted[];
  }
}

/** @param task the test's own, from its context */
export function counted(task: { readonly name: string; readonly meta: TaskMeta }, what: string, number: number): void {
  task.meta.counted = [...(task.meta.counted ?? []), { test: task.name, what, number }];
}
