/** Runs a person's own JavaScript, shut in: JSON in and out; no clock, chance, network or files. */
export interface ScriptRunner {
  /** Loads the engine, once; only profiles with scripts need it. */
  load(): Promise<Scripts>;
}

/** The engine when it is loaded. Every run begins anew: scripts keep nothing from one task to the next. */
export interface Scripts {
  /** What is wrong with the text, and where; null: it is a function. */
  check(source: string): { readonly reason: string; readonly line: number | null } | null;
  /** Stopped when it takes too long or too much memory. The same input gives the same result. */
  run(source: string, input: unknown): ScriptResult;
}

export type ScriptResult = {
  /** How much of the time for one script it took: 1 is all of it, 0 next to nothing. More than 1: it had to be broken off. */
  readonly cost: number;
} & (
  | { readonly ok: true; readonly value: unknown }
  /** `took longer than …`, `threw …`: goes on after "the script". */
  | { readonly ok: false; readonly reason: string }
);
