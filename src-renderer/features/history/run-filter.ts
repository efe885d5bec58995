import type { ApiInput } from '../../../src-shared/api/contract.ts';
import type { RunState, RunTrigger } from '../../../src-shared/domain/run.ts';

/** What a person looks for among the runs; null: it does not matter. */
export interface RunFilter {
  readonly profile: string | null;
  readonly state: RunState | null;
  readonly trigger: RunTrigger | null;
  /** Begun within this span. */
  readonly span: { readonly from: string; readonly to: string } | null;
  readonly changedOnly: boolean;
}

export const everyRun: RunFilter = { profile: null, state: null, trigger: null, span: null, changedOnly: true };

/** What a link with a day or a profile is about; a day that is none is left out. */
export function linkedRuns(day: string | undefined, profile: string | undefined): RunFilter {
  const from = new Date(`${day}T00:00:00`);
  const to = new Date(from);
  to.setDate(from.getDate() + 1);
  const isDay = !Number.isNaN(from.getTime());
  return {
    ...everyRun,
    profile: profile ?? null,
    span: isDay ? { from: from.toISOString(), to: to.toISOString() } : null,
  };
}

type Query = ApiInput<'runs.list'>;

export function runQuery({ profile, state, trigger, span, changedOnly }: RunFilter): Query {
  return {
    changedOnly,
    ...(profile === null ? {} : { profile }),
    ...(state === null ? {} : { state }),
    ...(trigger === null ? {} : { trigger }),
    ...(span ?? {}),
  };
}

/** The part of a day, in the reader's zone, that the filter is about. */
export function dayQuery(filter: RunFilter, startedAt: string): Query {
  const day = new Date(startedAt);
  const begin = new Date(day.getFullYear(), day.getMonth(), day.getDate()).toISOString();
  const end = new Date(day.getFullYear(), day.getMonth(), day.getDate() + 1).toISOString();
  const { span } = filter;
  const from = span && span.from > begin ? span.from : begin;
  const to = span && span.to < end ? span.to : end;
  const { changedOnly: _, ...rest } = runQuery(filter);
  return { ...rest, from, to, unchangedOnly: true };
}
