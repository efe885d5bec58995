import nodeSchedule from 'node-schedule';
import type { Profile } from '../../../src-shared/domain/profile.ts';
import type { Run } from '../../../src-shared/domain/run.ts';
import { toErrorData } from '../../../src-shared/errors.ts';
import type { CoreOptions } from '../core.ts';
import type { Runs } from '../engine/runs.ts';
import { nextRuns } from './next-run.ts';
import { nextRunKey } from './scheduler-keys.ts';

/** Runs profiles by their schedules. Timers only wake it; what is due is decided by the clock and what is stored. */
export interface Scheduler {
  start(): Promise<void>;
  /** The computer woke up, the network came back, or profiles changed: look again, now. */
  wake(): void;
  stop(): void;
}

/** So that profiles with one schedule do not knock at one server in the same second. Milliseconds. */
const mostJitter = 20_000;
const shortestBackOff = 60_000;
const longestBackOff = 3_600_000;

interface Slot {
  /** Schedule it was computed for. */
  readonly schedule: string;
  readonly at: number;
}

export function createScheduler(options: CoreOptions, runs: Runs): Scheduler {
  const { store, ports, timeZone } = options;
  /** Connections whose service was away: how often in a row, and not before when. */
  const away = new Map<string, { readonly failures: number; readonly until: number }>();
  let timer: { cancel(): boolean } | null = null;
  let isStopped = true;
  let looking: Promise<void> = Promise.resolve();

  const computeSlot = (profile: Profile): Slot => {
    const [at = Number.POSITIVE_INFINITY] = nextRuns(profile.schedule, ports.clock.now(), timeZone);
    return { schedule: profile.schedule, at: at + Math.floor(ports.random.next() * mostJitter) };
  };

  const slotOf = async (profile: Profile): Promise<Slot> => {
    const stored = await store.settings.get<Slot>(nextRunKey(profile.id));
    if (stored?.schedule === profile.schedule) return stored;
    return await saveSlot(profile, computeSlot(profile));
  };

  const saveSlot = async (profile: Profile, slot: Slot): Promise<Slot> => {
    await store.transaction('schedule', (tx) => tx.settings.set(nextRunKey(profile.id), slot));
    return slot;
  };

  const restUntil = (profile: Profile): number =>
    Math.max(0, ...profile.endpoints.map((endpoint) => away.get(endpoint.connection)?.until ?? 0));

  const runNow = async (profile: Profile): Promise<void> => {
    // Missed times fold into this one run: the next is counted from now.
    await saveSlot(profile, computeSlot(profile));
    try {
      remember(profile, await runs.start(profile, { trigger: 'schedule' }));
    } catch (error) {
      ports.logger.error('scheduled-run-failed', { profile: profile.id, code: toErrorData(error).code });
    }
  };

  const remember = (profile: Profile, run: Run): void => {
    for (const endpoint of profile.endpoints) {
      const isAway = run.problems.some(
        (problem) => problem.endpoint === endpoint.id && problem.task === null && problem.remoteId === null,
      );
      if (!isAway) away.delete(endpoint.connection);
      else {
        const failures = (away.get(endpoint.connection)?.failures ?? 0) + 1;
        const pause = Math.min(longestBackOff, shortestBackOff * 2 ** (failures - 1));
        away.set(endpoint.connection, { failures, until: ports.clock.now() + pause });
      }
    }
  };

  const look = async (): Promise<void> => {
    if (isStopped) return;
    timer?.cancel();
    let earliest = Number.POSITIVE_INFINITY;
    for (const profile of await store.profiles.list()) {
      if (!profile.enabled || profile.schedule === 'manual' || profile.endpoints.length === 0) continue;
      let due = Math.max((await slotOf(profile)).at, restUntil(profile));
      if (due <= ports.clock.now()) {
        if (!runs.isRunning(profile.id)) void runNow(profile).then(wake);
        due = computeSlot(profile).at;
      }
      earliest = Math.min(earliest, due);
    }
    // A stop may have come while the profiles were read.
    if (!isStopped && Number.isFinite(earliest)) {
      timer = nodeSchedule.scheduleJob(new Date(Math.max(earliest, ports.clock.now() + 1_000)), wake);
    }
  };

  const wake = (): void => {
    looking = looking.then(look).catch((error: unknown) => {
      ports.logger.error('scheduler-failed', { code: toErrorData(error).code });
    });
  };

  return {
    async start() {
      isStopped = false;
      wake();
      await looking;
    },
    wake() {
      away.clear();
      wake();
    },
    stop() {
      isStopped = true;
      timer?.cancel();
      timer = null;
    },
  };
}
