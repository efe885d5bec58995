import type { Action } from './action.ts';
import type { Conflict } from './conflict.ts';
import type { FieldName, Fields, FieldValue } from './field.ts';
import type { EndpointId, LinkId, RemoteId, TaskId } from './ids.ts';

/** What `planSync` returns: ordered actions, what waits for a decision, and what cannot be done. Nothing is done yet. */
export interface Plan {
  readonly items: readonly ItemPlan[];
}

/** The plan for one task and all its links. */
export interface ItemPlan {
  readonly task: TaskId;
  /** Actions `here` come before those at services. */
  readonly actions: readonly Action[];
  /** Bases that move because both sides are seen to be equal, or the change was taken over; evidence: the observation. */
  readonly agreed: readonly Agreement[];
  /** Links that leave their endpoint's filter, or come back to it. */
  readonly scopes: readonly ScopeChange[];
  /** Conflicts open after this plan; a conflict of this task that is not listed is over. */
  readonly conflicts: readonly ConflictDraft[];
  /** Values that a rule overruled: kept in the history, restorable. */
  readonly overruled: readonly Overruled[];
  readonly refusals: readonly Refusal[];
}

export interface Agreement {
  readonly link: LinkId;
  readonly endpoint: EndpointId;
  readonly fields: Fields;
}

export interface ScopeChange {
  readonly link: LinkId;
  readonly endpoint: EndpointId;
  readonly state: 'linked' | 'out-of-scope';
}

export type ConflictDraft = Pick<
  Conflict,
  'task' | 'title' | 'kind' | 'field' | 'endpoint' | 'before' | 'sides' | 'seen'
>;

export interface Overruled {
  readonly task: TaskId;
  readonly endpoint: EndpointId;
  readonly field: FieldName;
  /** Task value that lost. */
  readonly value: FieldValue | undefined;
  readonly rule: string;
}

/** A field or a task that cannot be kept in step now, and why; it waits visibly instead of being guessed (S26). */
export interface Refusal {
  readonly task: TaskId;
  readonly title: string;
  readonly endpoint: EndpointId;
  readonly remoteId: RemoteId | null;
  readonly field: FieldName | null;
  readonly reason: RefusalReason;
  /** A sentence for a person. */
  readonly message: string;
}

export type RefusalReason =
  | 'unmapped-value'
  | 'read-only'
  | 'too-long'
  | 'too-large'
  | 'no-place'
  | 'not-accepted'
  | 'drift'
  | 'ambiguous-match'
  | 'fought'
  | 'invalid-value'
  | 'lossy'
  | 'required'
  | 'rule-failed';

/** Why a whole plan was refused by a brake: nothing of it is carried out. */
export interface Brake {
  readonly kind: 'emptied-side' | 'mass-delete' | 'mass-overwrite' | 'mass-create' | 'changed-settings';
  /** Of what there are so many; absent: tasks. */
  readonly what?: 'tasks' | 'comments' | 'attachments';
  readonly endpoint: EndpointId;
  readonly count: number;
  readonly of: number;
  readonly message: string;
}
