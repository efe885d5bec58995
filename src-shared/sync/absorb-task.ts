import { type FieldName, type FieldValue, isEmpty, sameValue } from '../domain/field.ts';
import type { EndpointId } from '../domain/ids.ts';
import type { Stamp, Task } from '../domain/task.ts';

export interface Absorbed {
  /** What the task gets, with who said it; empty: nothing. */
  readonly gained: readonly { readonly field: FieldName; readonly value: FieldValue; readonly stamp: Stamp }[];
  /** What only the other one said, and the task says differently: for the history. */
  readonly lost: readonly { readonly field: FieldName; readonly value: FieldValue }[];
}

/**
 * Two tasks become one. What the records of the other say is merged by the next plan like any first contact; this is about
 * what no record of it may say: values that somebody gave it here, or that came from elsewhere. Where the task says nothing,
 * it takes them over; where it says something else, they are kept in the history (S3). Pure.
 * @param records the endpoints whose records come over with it
 */
export function absorbTask(task: Task, other: Task, records: ReadonlySet<EndpointId>): Absorbed {
  const gained: Absorbed['gained'][number][] = [];
  const lost: Absorbed['lost'][number][] = [];
  for (const [field, value] of Object.entries(other.fields)) {
    const stamp = other.stamps[field];
    const isOnRecord = stamp !== undefined && records.has(stamp.origin);
    const own = task.fields[field];
    if (isEmpty(value) || isOnRecord || sameValue(field, own, value)) continue;
    if (isEmpty(own) && stamp !== undefined) gained.push({ field, value, stamp });
    else lost.push({ field, value });
  }
  return { gained, lost };
}
