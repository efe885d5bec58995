import type { FieldName, Fields } from './field.ts';
import type { Origin, ProfileId, TaskId, Timestamp } from './ids.ts';

/** The local, canonical record. Owned by one profile. `fields` are task values. */
export interface Task {
  readonly id: TaskId;
  readonly profile: ProfileId;
  readonly fields: Fields;
  /** Who set each field last, and when: so that a conflict can name both sides. */
  readonly stamps: Readonly<Record<FieldName, Stamp>>;
  /** Grows by one with each change, in the same transaction. */
  readonly rev: number;
  readonly createdAt: Timestamp;
  readonly updatedAt: Timestamp;
  /** Set while the task is in the bin. */
  readonly deletedAt: Timestamp | null;
}

export interface Stamp {
  readonly rev: number;
  readonly origin: Origin;
  /** For `here` this computer's clock; for an endpoint the server's, corrected by its measured offset. */
  readonly at: Timestamp;
  /** The person's name at that service, if it says so. */
  readonly by: string | null;
}
