import type { EndpointId, TaskId } from '../domain/ids.ts';
import type { Link } from '../domain/link.ts';
import type { Endpoint, Profile } from '../domain/profile.ts';
import type { Task } from '../domain/task.ts';
import type { Mapper } from './apply-mapping.ts';
import type { Shaper } from './flow.ts';
import type { Scope } from './scope.ts';

/** One endpoint with everything the planner has to know about it. */
export interface EndpointRules {
  readonly endpoint: Endpoint;
  readonly mapper: Mapper;
  readonly scope: Scope;
  /** Null: no rule is about this endpoint. */
  readonly shaper: Shaper | null;
  readonly canCreate: boolean;
  readonly canDelete: boolean;
  /** Server clock minus ours; null: not measured. */
  readonly clockOffsetMs: number | null;
}

export interface SyncRules {
  readonly profile: Profile;
  /** Nobody waits for this run: a scheduled one. */
  readonly isUnattended: boolean;
  /** In the profile's order: links are merged one after another in this order (correctness.md 1.6). */
  readonly endpoints: readonly EndpointRules[];
  /**
   * An older copy of the data was put back: what both sides last agreed on is not known, and what the task says may be old.
   * Where there is no base, nothing is overwritten or deleted at any service; a person decides (S23). Default: false.
   */
  readonly isPastLost?: boolean;
}

/** All that is known of one task. */
export interface SyncItem {
  readonly taskId: TaskId;
  /** Null: seen at a service for the first time. */
  readonly task: Task | null;
  readonly links: readonly Link[];
  /** Endpoints where a create is under way whose outcome is unknown: a second one is never planned (S4). */
  readonly creating: ReadonlySet<EndpointId>;
  /**
   * We made it, and nobody knows any more for which task: its twins may be there and are not made again until it is told
   * apart. Default: false.
   */
  readonly isOrphan?: boolean;
  /** A person is asked whether it is the same as another: until then it is created nowhere. Default: false. */
  readonly isHeld?: boolean;
}
