import { create } from 'zustand';
import type { ApiInput } from '../../src-shared/api/contract.ts';
import { toTaskSyncError } from '../../src-shared/errors.ts';
import { client } from '../api/client.ts';

/** What a person chose for a conflict but has not applied yet: a side, what was before, or a value of their own. */
export type Decision = Omit<ApiInput<'conflicts.resolve'>, 'conflict'>;

interface Decisions {
  /** By conflict id. They last as long as the window. */
  readonly drafts: Readonly<Record<string, Decision>>;
  readonly errors: Readonly<Record<string, string>>;
  readonly isApplying: boolean;
}

export const useDecisions = create<Decisions>(() => ({ drafts: {}, errors: {}, isApplying: false }));

/** Chooses, or with null takes the choice back. Nothing is decided until `applyDecisions`. */
export function decide(conflict: string, decision: Decision | null): void {
  useDecisions.setState(({ drafts, errors }) => ({
    drafts: decision === null ? without(drafts, conflict) : { ...drafts, [conflict]: decision },
    errors: without(errors, conflict),
  }));
}

/** Applies every draft; those that fail stay, with the reason. Answers with how many were applied. */
export async function applyDecisions(): Promise<number> {
  useDecisions.setState({ isApplying: true });
  let applied = 0;
  for (const [conflict, decision] of Object.entries(useDecisions.getState().drafts)) {
    try {
      await client.call('conflicts.resolve', { conflict, ...decision });
      decide(conflict, null);
      applied += 1;
    } catch (error) {
      const { message } = toTaskSyncError(error);
      useDecisions.setState(({ errors }) => ({ errors: { ...errors, [conflict]: message } }));
    }
  }
  useDecisions.setState({ isApplying: false });
  return applied;
}

/** Conflicts that are over, whoever ended them, need no draft any more. */
export function keepDecisions(open: readonly string[]): void {
  const { drafts } = useDecisions.getState();
  const over = Object.keys(drafts).filter((conflict) => !open.includes(conflict));
  if (over.length > 0) useDecisions.setState({ drafts: over.reduce(without, drafts) });
}

function without<Value>(record: Readonly<Record<string, Value>>, key: string): Readonly<Record<string, Value>> {
  const { [key]: _dropped, ...rest } = record;
  return rest;
}
