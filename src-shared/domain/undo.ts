import type { FieldChange } from './action.ts';
import type { FieldName } from './field.ts';
import type { EndpointId, LinkId, TaskId } from './ids.ts';

/** What undoing does to one task here; what follows at the services is for the next plan. */
export interface UndoPlan {
  readonly task: TaskId;
  readonly title: string;
  /** Task values: what it says now, and what it will say again. */
  readonly fields: readonly FieldChange[];
  /** Into the bin because the run made it, or out because the run put it there. */
  readonly bin: 'in' | 'out' | null;
  readonly links: readonly LinkChange[];
  readonly skipped: readonly UndoSkip[];
}

/**
 * - `retire`: the run made this record: it is closed or deleted, as the profile says, and the task stays
 * - `let-go`: the task goes, and this record, which is older than the run, is not touched
 * - `rejoin`: the two are twins again; a record that is gone is made again
 */
export interface LinkChange {
  readonly link: LinkId;
  readonly endpoint: EndpointId;
  readonly kind: 'retire' | 'let-go' | 'rejoin';
}

/** Something that stays as it is, and why. */
export interface UndoSkip {
  readonly field: FieldName | null;
  readonly endpoint: EndpointId | null;
  readonly reason: UndoSkipReason;
  /** A sentence for a person. */
  readonly message: string;
}

/**
 * - `changed`: somebody changed it since
 * - `already`: it is as it was before
 * - `linked`: twins that found each other stay twins
 * - `no-endpoint`: the endpoint is no longer part of the profile
 * - `unmapped`: the old value has no counterpart here any more
 */
export type UndoSkipReason = 'changed' | 'already' | 'linked' | 'no-endpoint' | 'unmapped';
