import { create } from 'zustand';
import type { ApiInput } from '../../src-shared/api/contract.ts';
import { toTaskSyncError } from '../../src-shared/errors.ts';
import type { Pick } from '../../src-shared/sync/merge-parts.ts';
import { client } from '../api/client.ts';
import { keptHere, whenWorkspaceKnown } from './workspace.ts';

type Answer = Omit<ApiInput<'conflicts.resolve'>, 'conflict'>;

/** What a person chose for a conflict but has not applied yet: a side, what was before, or a value of their own. */
export interface Draft extends Answer {
  /** Long texts: which side counts where both changed the same lines. Not an answer until all are chosen. */
  readonly picks?: Readonly<Record<number, Pick>>;
  /** The choice is to become a rule of the profile for this field. */
  readonly remember?: true;
}

interface Decisions {
  /** By conflict id. Kept by this browser, so that they outlive the window. */
  readonly drafts: Readonly<Record<string, Draft>>;
  readonly errors: Readonly<Record<string, string>>;
  readonly isApplying: boolean;
}

/** A decision that was applied, with all that it takes to apply it again. */
export interface Applied {
  readonly conflict: string;
  readonly draft: Draft;
}

const name = 'decisions';

export const useDecisions = create<Decisions>(() => ({ drafts: {}, errors: {}, isApplying: false }));

useDecisions.subscribe(({ drafts }, before) => {
  if (drafts !== before.drafts) keptHere(name)?.write(Object.keys(drafts).length === 0 ? undefined : drafts);
});

whenWorkspaceKnown(() => {
  const stored = keptHere(name)?.read() as Decisions['drafts'] | null | undefined;
  if (stored) useDecisions.setState(({ drafts }) => ({ drafts: { ...stored, ...drafts } }));
});

export function isDecided(draft: Draft | undefined): draft is Draft {
  return draft !== undefined && (draft.use !== undefined || draft.value !== undefined);
}

/** Chooses, or with null takes the choice back. Nothing is decided until `applyDecisions`. */
export function decide(conflict: string, draft: Draft | null): void {
  useDecisions.setState(({ drafts, errors }) => ({
    drafts: draft === null ? without(drafts, conflict) : { ...drafts, [conflict]: draft },
    errors: without(errors, conflict),
  }));
}

/** Takes choices back. */
export function forget(conflicts: readonly string[]): void {
  for (const conflict of conflicts) decide(conflict, null);
}

export function decideAll(drafts: Readonly<Record<string, Draft>>): void {
  for (const [conflict, draft] of Object.entries(drafts)) decide(conflict, draft);
}

/** Applies every answer; those that fail stay, with the reason. */
export async function applyDecisions(): Promise<readonly Applied[]> {
  useDecisions.setState({ isApplying: true });
  const applied: Applied[] = [];
  for (const [conflict, draft] of Object.entries(useDecisions.getState().drafts)) {
    if (!isDecided(draft)) continue;
    try {
      await resolve({ conflict, draft });
      decide(conflict, null);
      applied.push({ conflict, draft });
    } catch (error) {
      const { message } = toTaskSyncError(error);
      useDecisions.setState(({ errors }) => ({ errors: { ...errors, [conflict]: message } }));
    }
  }
  useDecisions.setState({ isApplying: false });
  return applied;
}

/** The questions are open again, and what was chosen is a draft again. */
export async function takeBack(applied: readonly Applied[]): Promise<void> {
  for (const { conflict, draft } of applied.toReversed()) {
    await client.call('conflicts.reopen', { conflict });
    decide(conflict, draft);
  }
}

export async function applyAgain(applied: readonly Applied[]): Promise<void> {
  for (const one of applied) {
    await resolve(one);
    decide(one.conflict, null);
  }
}

/** Conflicts that are over, whoever ended them, need no draft any more. */
export function keepDecisions(open: readonly string[]): void {
  const { drafts } = useDecisions.getState();
  const over = Object.keys(drafts).filter((conflict) => !open.includes(conflict));
  if (over.length > 0) useDecisions.setState({ drafts: over.reduce(without, drafts) });
}

async function resolve({ conflict, draft: { use, value } }: Applied): Promise<void> {
  await client.call('conflicts.resolve', {
    conflict,
    ...(use === undefined ? {} : { use }),
    ...(value === undefined ? {} : { value }),
  });
}

function without<Value>(record: Readonly<Record<string, Value>>, key: string): Readonly<Record<string, Value>> {
  const { [key]: _dropped, ...rest } = record;
  return rest;
}
