import type { RemoteTask } from '../../../src-shared/connector/connector.ts';
import type { RemoteId, TaskId } from '../../../src-shared/domain/ids.ts';
import type { Link } from '../../../src-shared/domain/link.ts';
import type { Op } from '../../../src-shared/domain/op.ts';
import type { HistoryEntry, Problem } from '../../../src-shared/domain/run.ts';
import type { Task } from '../../../src-shared/domain/task.ts';
import type { Outcome } from './outcome.ts';
import type { Place, RunContext } from './run-context.ts';

/** One attempted write and what became of it. */
export interface Taken {
  readonly op: Op;
  readonly outcome: Outcome;
}

/** Fresh copies by remote id; `missing` is proven (S8). */
export type Records = ReadonlyMap<string, RemoteTask | 'missing'>;

/** One batch being settled: what was known before, and the rows that come of it. */
export interface Desk {
  readonly context: RunContext;
  readonly place: Place;
  readonly tasks: ReadonlyMap<TaskId, Task>;
  /** Links of the batch's tasks at this endpoint. */
  readonly links: ReadonlyMap<TaskId, readonly Link[]>;
  /** Links, of whatever task, that hold the batch's records already. */
  readonly holders: ReadonlyMap<RemoteId, Link>;
  readonly rows: {
    readonly links: Link[];
    readonly references: { readonly link: string; readonly references: readonly string[] }[];
    readonly staleLinks: string[];
    readonly ops: Op[];
    readonly doneOps: string[];
    readonly observed: RemoteTask[];
    readonly deleted: RemoteId[];
    readonly dirty: TaskId[];
    readonly clean: TaskId[];
    /** Tasks whose problems at this endpoint are over. */
    readonly solved: TaskId[];
    /** Tasks whose children have to follow them to the record that was just created. */
    readonly remade: TaskId[];
    readonly problems: Problem[];
    readonly history: Omit<HistoryEntry, 'id'>[];
  };
}

export function titleOf({ tasks }: Desk, { task }: Op): string {
  const title = tasks.get(task)?.fields['title'];
  return typeof title === 'string' ? title : '';
}
