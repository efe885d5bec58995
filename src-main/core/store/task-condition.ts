import type { Timestamp } from '../../../src-shared/domain/ids.ts';

/** What a store can tell of each task from its indexes alone. Two-valued: a task without the value fails, and `not` turns it round. */
export type TaskCondition =
  | { readonly kind: 'and' | 'or'; readonly of: readonly TaskCondition[] }
  | { readonly kind: 'not'; readonly of: TaskCondition }
  /** As `TaskQuery.words`, in one of the texts; null: in any of them. */
  | { readonly kind: 'words'; readonly text: string; readonly in: 'title' | 'body' | null }
  | { readonly kind: 'is'; readonly state: OpenState }
  /** Null: none at all. */
  | { readonly kind: 'status'; readonly status: string | null }
  /** 1 low, 2 medium, 3 high, 4 urgent; both ends belong to it. */
  | { readonly kind: 'priority'; readonly from: number; readonly to: number }
  | { readonly kind: 'no-priority' }
  /** Null: any. */
  | { readonly kind: 'tag'; readonly of: 'label' | 'assignee'; readonly value: string | null }
  /** From the first bound on and before the second; without both, any. */
  | {
      readonly kind: 'day';
      readonly of: 'due' | 'created' | 'changed';
      readonly from: DayBound | null;
      readonly until: DayBound | null;
    };

export type OpenState = 'conflict' | 'waiting' | 'problem';

/** The beginning of a day, as a date and as a moment of the person's zone. */
export interface DayBound {
  readonly day: string;
  readonly instant: Timestamp;
}
