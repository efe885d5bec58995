import type { ProfileId, TaskId } from '../../src-shared/domain/ids.ts';
import type { Clock } from '../../src-shared/ports/ports.ts';
import type { Store } from './store/store.ts';

/**
 * What a person has just changed here stays here for some seconds, so that taking it back leaves nothing at a service. Only
 * runs that start by themselves leave it out; a run or a preview that a person asks for takes everything. It is not stored: a
 * program that starts anew holds nothing back, and nothing can be held for ever.
 */
export interface EditHold {
  /** A person has changed the tasks. */
  touch(tasks: readonly TaskId[]): Promise<void>;
  /** Those that have to wait still. */
  heldAmong(tasks: readonly TaskId[]): ReadonlySet<TaskId>;
  /** The last run of the profile left these to the next. */
  leave(profile: ProfileId, tasks: ReadonlySet<TaskId>): void;
  /** Null: it left none. */
  left(profile: ProfileId): Left | null;
}

export interface Left {
  readonly tasks: number;
  /** When the last of them may leave. Milliseconds since 1970. */
  readonly freeAt: number;
}

export const holdKey = 'hold-seconds';
const defaultSeconds = 10;
/** Someone who goes on editing one task does not hold it back for longer than this. */
const longestMs = 60_000;

export async function holdSeconds(store: Store): Promise<number> {
  return (await store.settings.get<number>(holdKey)) ?? defaultSeconds;
}

interface Held {
  readonly since: number;
  readonly until: number;
}

export function createEditHold(store: Store, clock: Pick<Clock, 'now'>): EditHold {
  const held = new Map<TaskId, Held>();
  const leftOut = new Map<ProfileId, Left>();

  const heldUntil = (task: TaskId): number | null => {
    const one = held.get(task);
    if (!one) return null;
    // A clock that was put back would hold for too long.
    if (clock.now() < one.until && clock.now() >= one.since) return one.until;
    held.delete(task);
    return null;
  };

  return {
    async touch(tasks) {
      const ms = (await holdSeconds(store)) * 1_000;
      if (ms === 0) return;
      for (const task of held.keys()) heldUntil(task);
      for (const task of tasks) {
        const since = held.get(task)?.since ?? clock.now();
        held.set(task, { since, until: Math.min(clock.now() + ms, since + longestMs) });
      }
    },
    heldAmong: (tasks) => new Set(tasks.filter((task) => heldUntil(task) !== null)),
    leave(profile, tasks) {
      const free = [...tasks].flatMap((task) => heldUntil(task) ?? []);
      // Not Math.max(...): there may be very many.
      const freeAt = free.reduce((latest, at) => Math.max(latest, at), 0);
      if (free.length > 0) leftOut.set(profile, { tasks: free.length, freeAt });
      else leftOut.delete(profile);
    },
    left: (profile) => leftOut.get(profile) ?? null,
  };
}
